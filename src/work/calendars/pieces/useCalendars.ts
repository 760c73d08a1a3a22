import { useQuery } from '@tanstack/react-query'
import { api, queries, rpc } from '#web/api.ts'
import type { Calendar, CalendarDraft, MemberWork, MemberWorkDraft } from '../model.ts'

const topics = { meta: { topics: ['calendar', 'memberWork', 'dayOff', 'member'] } }
export const calendarsQuery = () => rpc.work.calendars.list.queryOptions(topics)
export const peopleQuery = () => rpc.work.calendars.people.queryOptions(topics)
export const daysOffQuery = (input: { from?: string; to?: string; memberId?: string } = {}) =>
  rpc.work.calendars.daysOff.list.queryOptions({ input, ...topics })

export const useProjectCalendars = () =>
  useQuery(rpc.work.calendars.projects.queryOptions({ meta: { topics: ['calendar', 'project', 'plan'] } }))
export const useCalendars = () => useQuery(calendarsQuery())
export const useMemberWork = () => useQuery(peopleQuery())

/** Everything that is counted with calendars is asked again. */
export const refresh = () =>
  Promise.all([
    queries.invalidateQueries({ queryKey: rpc.work.calendars.key() }),
    queries.invalidateQueries({ queryKey: rpc.work.capacity.key() }),
  ])

export async function saveCalendar(c: Calendar, patch: Partial<CalendarDraft>): Promise<void> {
  const after = await api.work.calendars.amend({ id: c.id, version: c.version, ...patch })
  queries.setQueryData(calendarsQuery().queryKey, (now) =>
    now ? { ...now, items: now.items.map((i) => (i.id === after.id ? after : i)) } : now,
  )
  await refresh()
}

export async function savePerson(w: MemberWork, patch: MemberWorkDraft): Promise<void> {
  const after = await api.work.calendars.amendPerson({
    memberId: w.memberId,
    ...(w.version ? { version: w.version } : {}),
    ...patch,
  })
  queries.setQueryData(peopleQuery().queryKey, (now) =>
    now?.map((i) => (i.memberId === after.memberId ? after : i)),
  )
  await refresh()
}

export async function setCost(memberId: string, hourlyCents: number | null): Promise<void> {
  await api.work.calendars.setCost({ memberId, hourlyCents })
  await refresh()
}
