import type { Scope } from '#platform/scope.ts'
import { addDayOff, amendMemberWork, createCalendar, setHourlyCost } from './calendars/service.ts'

export type Hours = {
  memberId: string
  skills: readonly string[]
  percent?: number
  hourlyCents?: number
  away?: { from: string; to: string; fromNoon?: boolean }
}

/** The hours of an agency: its calendar, who works part-time, who knows what, who is away soon. */
export async function playHours(scope: Scope, team: readonly Hours[]): Promise<void> {
  await createCalendar(scope, { name: 'Horaires de l’agence', holidays: 'FR' })
  for (const p of team) {
    await amendMemberWork(scope, p.memberId, {
      skills: [...p.skills],
      ...(p.percent && { percent: p.percent }),
    })
    if (p.hourlyCents) await setHourlyCost(scope, p.memberId, p.hourlyCents)
    if (p.away) await addDayOff(scope, { memberId: p.memberId, ...p.away })
  }
}
