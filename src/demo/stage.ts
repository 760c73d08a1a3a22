import { dayOf, fixedClock } from '#platform/clock.ts'
import { memberGrant } from '#platform/gates/member.ts'
import { systemGrant } from '#platform/gates/system.ts'
import type { Platform } from '#platform/platform.ts'
import { type Grant, inScope, type Scope } from '#platform/scope.ts'
import type { Who } from './model.ts'

const day = 86_400_000

/** The people of the demo and its time: verbs are done by whoever would have done them, on the day they would have. */
export type Stage = {
  now: Date
  today: string
  workspaceId: string
  people: Record<Who, { memberId: string; userId: string }>
  /** Calendar day at so many days from today. */
  day(offset: number): string
  as<T>(who: Who, at: Date, work: (scope: Scope) => Promise<T>): Promise<T>
  system<T>(at: Date, work: (scope: Scope) => Promise<T>): Promise<T>
  /** An outsider behind a link of one project. */
  outsider<T>(
    at: Date,
    o: { projectId: string; doorId: string; name: string },
    work: (scope: Scope) => Promise<T>,
  ): Promise<T>
}

export async function openStage(
  platform: Platform,
  o: { workspaceId: string; people: Stage['people'] },
): Promise<Stage> {
  const now = platform.clock.now()
  const clock = fixedClock(now)
  const past: Platform = { ...platform, clock }
  const system = await systemGrant(platform, o.workspaceId, 'Pupitre')
  const grants = new Map<Who, Grant>()
  for (const who of Object.keys(o.people) as Who[])
    grants.set(who, await memberGrant(platform, o.people[who].userId, o.workspaceId))
  const enter = <T>(grant: Grant, at: Date, work: (scope: Scope) => Promise<T>) => {
    clock.set(at > now ? now : at)
    return inScope(past, grant, work)
  }
  const midnight = Date.parse(`${dayOf(now, system.timezone)}T00:00:00Z`)
  return {
    now,
    today: dayOf(now, system.timezone),
    workspaceId: o.workspaceId,
    people: o.people,
    day: (offset) => new Date(midnight + offset * day).toISOString().slice(0, 10),
    as: (who, at, work) => enter(grants.get(who)!, at, work),
    system: (at, work) => enter(system, at, work),
    outsider: (at, { projectId, doorId, name }, work) =>
      enter(
        {
          ...system,
          actor: { kind: 'outsider', id: null, doorId, name },
          role: 'guest',
          projects: [projectId],
        },
        at,
        work,
      ),
  }
}
