import { constraintKinds, isElapsedFormat, type MspdiProject, type MspdiTask, office } from './mspdi.ts'
import type { Plan, PlanCalendar, PlanLink, PlanTask } from './plan.ts'
import { calendarsOf } from './whose.ts'

const standard = 'standard'

/** The plan in a project file. Tasks it cannot schedule (of another file, with holes in them) keep their dates. */
export function planOfMspdi(p: MspdiProject): Plan {
  const calendars: PlanCalendar[] = [...p.calendars]
  const known = new Set(calendars.map((c) => c.id))
  const usual =
    p.calendarUid !== null && known.has(p.calendarUid)
      ? p.calendarUid
      : (
          p.calendars.find((c) => c.isBase && c.name.toLowerCase() === standard) ??
          p.calendars.find((c) => c.isBase)
        )?.id
  if (usual === undefined) calendars.push({ id: standard, week: office, exceptions: [] })
  const people = new Map(p.resources.filter((r) => r.type === 'work').map((r) => [r.uid, r.calendarUid]))
  const byTask = new Map<string, string[]>()
  for (const a of p.assignments) {
    if (!people.has(a.resourceUid)) continue
    const calendar = people.get(a.resourceUid) ?? usual ?? standard
    byTask.set(a.taskUid, [...(byTask.get(a.taskUid) ?? []), calendar])
  }
  const listed = p.tasks.filter((t) => t.uid !== '0' || t.outlineLevel > 0)
  const inPlan = new Set(listed.map((t) => t.uid))
  const parents = new Set(listed.map((t) => t.parentUid))
  const tasks = listed.map((t) => planTask(t, byTask.get(t.uid) ?? [], inPlan, parents.has(t.uid)))
  const start = p.start ?? listed.reduce<number | null>((first, t) => earlier(first, t.start), null) ?? 0
  const calendarOf = calendarsOf({ start, calendars, calendarId: usual ?? standard })
  // The holes of a split task are part of its length: it ends where it ended.
  listed.forEach((t, i) => {
    if (t.fixed !== 'split' || t.elapsed) return
    const hours = calendarOf(tasks[i]!)
    const hollow = (t.holes ?? []).reduce((sum, h) => sum + hours.workBetween(h.from, h.to), 0)
    tasks[i] = { ...tasks[i]!, duration: tasks[i]!.duration + hollow }
  })
  const links = listed.flatMap((t) =>
    t.links.flatMap((l, i): PlanLink[] =>
      inPlan.has(l.fromUid) && l.fromUid !== t.uid
        ? [
            {
              id: `${l.fromUid}-${t.uid}-${i}`,
              from: l.fromUid,
              to: t.uid,
              kind: l.kind,
              lag: l.lagUnit === 'percent' ? l.lag * 100 : l.lag,
              lagUnit: l.lagUnit,
              ...(l.lagUnit === 'percent' && isElapsedFormat(l.lagFormat) && { lagElapsed: true }),
            },
          ]
        : [],
    ),
  )
  return {
    start,
    finish: p.fromStart ? null : p.finish,
    calendarId: usual ?? standard,
    calendars,
    tasks,
    links,
    criticalSlack: p.criticalSlack,
    manyCriticalPaths: p.manyCriticalPaths,
  }
}

const earlier = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b))

function planTask(t: MspdiTask, calendars: string[], inPlan: ReadonlySet<string>, parent: boolean): PlanTask {
  const elsewhere = t.fixed === 'external' || t.fixed === 'subproject' || (t.summary && !parent)
  const fixed = t.manual || (elsewhere && t.start !== null && t.finish !== null)
  return {
    id: t.uid,
    parentId: t.parentUid !== null && inPlan.has(t.parentUid) ? t.parentUid : null,
    mode: fixed ? 'manual' : 'auto',
    duration: t.duration ?? Math.max(0, t.work ?? 0),
    elapsed: t.elapsed,
    constraint: { kind: constraintKinds[t.constraintType]!, at: t.constraintAt },
    deadline: t.deadline,
    start: fixed || !t.active ? t.start : null,
    finish: fixed || !t.active ? t.finish : null,
    actualStart: t.actualStart,
    actualFinish: t.actualFinish,
    resumeAt: t.actualStart !== null && t.percentComplete < 100 ? t.resume : null,
    progress: t.percentComplete,
    calendarId: t.calendarUid,
    personCalendarIds: calendars,
    // A fixed duration lasts as long whoever does it.
    ignoresPersonCalendar: t.ignoresResourceCalendar || t.type === 1,
    active: t.active,
    delay: t.levelingDelay,
    delayElapsed: isElapsedFormat(t.levelingFormat ?? 8),
    remaining: t.actualStart !== null && t.actualFinish === null ? (t.remaining ?? null) : null,
  }
}
