import type { Scope } from '#platform/scope.ts'
import { mayDo } from '#platform/scope.ts'
import { type Week, weeklyMinutes } from '../../calendars/model.ts'
import { addDayOff, amendMemberWork } from '../../calendars/service.ts'
import type { ForeignBoard } from '../foreign.ts'
import type { Hands, ImportOptions, Report } from '../model.ts'
import type { Sources } from '../sources.ts'

type Person = ForeignBoard['people'][number]
type Proposed = NonNullable<Report['members'][number]['hours']>

/** Whose hours somebody may change: everybody’s for who conducts the workspace, their own otherwise. */
export const handsOf = (scope: Scope): Hands =>
  scope.projects !== '*'
    ? []
    : mayDo(scope, 'conduct')
      ? '*'
      : scope.actor.id && mayDo(scope, 'contribute')
        ? [scope.actor.id]
        : []

/** What the plan says of the hours of its people, and whether it is taken: only where it was ticked, by who may. */
export function proposedHours(
  people: readonly Person[],
  rowOf: ReadonlyMap<string, string>,
  o: Pick<ImportOptions, 'hours'>,
  hands: Hands,
): Map<string, Proposed> {
  const proposed = new Map<string, Proposed>()
  for (const { id, hours } of people) {
    const memberId = rowOf.get(id)
    if (!hours || !memberId) continue
    const may = hands === '*' || hands.includes(memberId)
    proposed.set(id, {
      calendar: hours.calendar?.name ?? null,
      weeklyMinutes: hours.week ? weeklyMinutes(hours.week) : null,
      daysOff: hours.daysOff.length,
      may,
      applied: may && o.hours[id] === true,
    })
  }
  return proposed
}

/** Gives a member the hours and the days off of the plan. */
export async function bringHours(
  scope: Scope,
  sources: Sources,
  { id, hours }: Person,
  memberId: string,
  calendars: ReadonlyMap<string, string>,
): Promise<void> {
  if (!hours) return
  if (hours.calendar || hours.week) {
    const calendarId = hours.calendar ? calendars.get(hours.calendar.id) : undefined
    const patch = { ...(calendarId && { calendarId }), week: hours.week as Week | null }
    const row = () =>
      scope.sql<{ id: string; calendarId: string | null; week: Week | null }>(
        'select id, calendar_id as "calendarId", week from member_work where member_id = $1 and deleted_at is null',
        [memberId],
        'hours-of-member',
      )
    const set = async () => {
      await amendMemberWork(scope, memberId, patch)
      return (await row()).rows[0]!.id
    }
    const values = { week: hours.week, calendar: hours.calendar?.name ?? null }
    const [before] = (await row()).rows
    const isSo =
      before &&
      JSON.stringify(before.week) === JSON.stringify(hours.week) &&
      (!calendarId || before.calendarId === calendarId)
    if (isSo && !sources.rowOf('memberWork', id)) sources.match('hours', 'memberWork', id, before.id, values)
    else await sources.carry('hours', 'memberWork', id, values, set, async () => Boolean(await set()))
  }
  const { rows: here } = await scope.sql<{ id: string; from: string; to: string }>(
    'select id, from_on as "from", to_on as "to" from days_off where member_id = $1 and deleted_at is null',
    [memberId],
    'days-off-of-member',
  )
  const note = scope.workspace.locale === 'fr' ? 'Repris de Microsoft Project' : 'From Microsoft Project'
  for (const d of hours.daysOff) {
    const key = `${id}/${d.from}/${d.to}`
    const same = here.find((x) => x.from === d.from && x.to === d.to)
    if (same && !sources.rowOf('dayOff', key)) sources.match('daysOff', 'dayOff', key, same.id, d)
    else
      await sources.carry(
        'daysOff',
        'dayOff',
        key,
        d,
        async () => (await addDayOff(scope, { memberId, ...d, kind: 'away', note })).id,
        async () => false,
      )
  }
}
