import type { Scope } from '#platform/scope.ts'
import type { Field } from '../fields/model.ts'
import type { Card } from '../model.ts'
import type { WorkCalendar } from '../scheduling/model/calendar.ts'
import {
  constraintKinds,
  type MspdiBaseline,
  type MspdiProject,
  type MspdiTask,
} from '../scheduling/model/mspdi.ts'
import { planOfMspdi } from '../scheduling/model/mspdi-plan.ts'
import { writeMspdi } from '../scheduling/model/mspdi-write.ts'
import {
  always,
  calendarsOf,
  dayNumber,
  instantOf,
  minutesPerDay,
  type PlanCalendar,
  type PlanTask,
  planFromCards,
} from '../scheduling/model.ts'
import { inputOf, type WholePlan } from '../scheduling/service/read.ts'
import type { Gathered } from './gather.ts'
import { implied } from './implied.ts'
import { fieldCell } from './table.ts'

/** The numbers the format gives its custom columns. */
const columns: Record<'Text' | 'Number' | 'Cost' | 'Date', readonly number[]> = {
  Text: [31, 34, 37, 40, 43, 46, 47, 48, 49, 50].map((n) => 188_743_700 + n),
  Number: [67, 68, 69, 70, 71].map((n) => 188_743_700 + n),
  Cost: [86, 87, 88].map((n) => 188_743_700 + n),
  Date: Array.from({ length: 10 }, (_, i) => 188_743_945 + i),
}
const columnOf = (f: Field): keyof typeof columns =>
  f.kind === 'number' ? 'Number' : f.kind === 'money' ? 'Cost' : f.kind === 'day' ? 'Date' : 'Text'

type Slot = { field: Field; id: string; name: string }

/** A project as Microsoft Project reads it: outline, links, calendars, people, baselines, and the dates as they stand. */
export async function asMspdi(scope: Scope, g: Gathered, projectId: string): Promise<string> {
  const project = g.set.projects.find((p) => p.id === projectId)
  const plan = await inputOf(scope, projectId)
  const planned = new Map(planFromCards(plan).tasks.map((t) => [t.id, t]))
  const uids = new Map(g.cards.map((c) => [c.id, String(c.number)]))
  const calendars = await calendarsIn(scope, g, plan)
  const people = [...new Set(g.cards.flatMap((c) => c.assigneeIds))].flatMap((id) => g.people.get(id) ?? [])
  const resources = new Map(people.map((p, i) => [p.id, String(i + 1)]))
  const slots = slotsOf(g)
  const baselines = await baselinesIn(scope, projectId)
  const file: MspdiProject = {
    name: `${project?.slug ?? 'projet'}.xml`,
    title: project?.name ?? '',
    author: scope.actor.name,
    company: scope.workspace.name,
    start: null,
    finish: null,
    fromStart: true,
    statusAt: plan.statusOn ? (dayNumber(plan.statusOn) + 1) * minutesPerDay - 1 : null,
    calendarUid: calendars.uid(plan.projectCalendarId),
    minutesPerDay: 420,
    minutesPerWeek: 2_100,
    daysPerMonth: 20,
    criticalSlack: plan.criticalSlackMinutes ?? 0,
    manyCriticalPaths: false,
    calendars: calendars.all,
    tasks: [],
    resources: people.map((p, i) => ({
      uid: String(i + 1),
      id: i + 1,
      name: p.name,
      initials: '',
      email: p.email.endsWith('.invalid') ? '' : p.email,
      group: '',
      notes: '',
      type: 'work',
      maxUnits: 1,
      calendarUid: calendars.uid(plan.people[p.id] ?? null),
    })),
    assignments: [],
    fields: slots.map((s) => ({ fieldId: s.id, name: s.name, alias: s.field.name })),
  }
  const links = Map.groupBy(plan.links, (l) => l.toId)
  const held = new Set(g.cards.flatMap((c) => c.parentId ?? []))
  const depth = new Map<string, number>()
  for (const [i, c] of g.cards.entries()) {
    const parent = c.parentId && uids.has(c.parentId) ? c.parentId : null
    depth.set(c.id, parent ? (depth.get(parent) ?? 1) + 1 : 1)
    const more = g.more.get(c.id)
    file.tasks.push({
      ...blank,
      uid: uids.get(c.id)!,
      id: i + 1,
      name: c.title,
      notes: more?.description ?? '',
      outlineLevel: depth.get(c.id)!,
      parentUid: parent ? uids.get(parent)! : null,
      summary: held.has(c.id),
      milestone: c.kind === 'milestone',
      manual: c.mode === 'manual' && !held.has(c.id),
      duration: c.durationMinutes,
      elapsed: more?.elapsed ?? false,
      durationFormat: more?.elapsed ? 8 : 7,
      work: c.estimateMinutes,
      percentComplete: c.done ? 100 : c.progress,
      percentWorkComplete: c.done ? 100 : c.progress,
      actualStart: more?.actualStart ? instantOf(more.actualStart) : null,
      actualFinish: more?.actualFinish ? instantOf(more.actualFinish) : null,
      ...constraintOf(c, planned.get(c.id)?.constraint),
      calendarUid: calendars.uid(more?.calendarId ?? null),
      ignoresResourceCalendar: more?.ignoresPersonCalendar ?? false,
      priority: [500, 300, 600, 800][c.importance] ?? 500,
      links: (links.get(c.id) ?? []).flatMap((l) =>
        uids.has(l.fromId)
          ? [
              {
                fromUid: uids.get(l.fromId)!,
                kind: l.kind,
                lag: l.lagUnit === 'percent' ? l.lag / 100 : l.lag,
                lagUnit: l.lagUnit,
                lagFormat: l.lagUnit === 'percent' ? 19 : l.lagUnit === 'elapsed' ? 8 : 7,
              },
            ]
          : [],
      ),
      values: slots.flatMap((s) => {
        const value = fieldCell(s.field, c.fields[s.field.id] ?? null, g)
        if (value === null || value === '') return []
        const text =
          typeof value === 'object'
            ? `${value.day}T00:00:00`
            : // Costs are written in hundredths.
              s.field.kind === 'money'
              ? String(Math.round(Number(value) * 100))
              : String(value)
        return [{ fieldId: s.id, value: text.slice(0, 255) }]
      }),
    })
    for (const id of c.assigneeIds) {
      const uid = resources.get(id)
      if (uid)
        file.assignments.push({
          taskUid: uids.get(c.id)!,
          resourceUid: uid,
          units: 1,
          work: c.estimateMinutes === null ? null : Math.round(c.estimateMinutes / c.assigneeIds.length),
          actualWork: null,
          start: null,
          finish: null,
          contour: 0,
        })
    }
  }
  placeDates(file, g.cards, baselines)
  return writeMspdi(file)
}

/** An automatic task that nothing drives stays where it is: there too, under a constraint marked as none of its own. */
function constraintOf(
  c: Card,
  planned: PlanTask['constraint'],
): Pick<MspdiTask, 'constraintType' | 'constraintAt'> {
  // A manual task is not asked about it, and keeps it.
  if (c.mode === 'manual' && c.constraintKind !== 'asap')
    return {
      constraintType: constraintKinds.indexOf(c.constraintKind),
      constraintAt: c.constraintAt ? instantOf(c.constraintAt) : null,
    }
  const { kind = 'asap', at = null } = planned ?? {}
  return {
    constraintType: constraintKinds.indexOf(kind),
    constraintAt: c.constraintKind === 'asap' && kind === 'snet' && at !== null ? implied(at) : at,
  }
}

const blank: Omit<MspdiTask, 'uid' | 'id' | 'name' | 'links' | 'values'> = {
  notes: '',
  outlineLevel: 1,
  parentUid: null,
  summary: false,
  milestone: false,
  manual: false,
  active: true,
  start: null,
  finish: null,
  duration: null,
  elapsed: false,
  estimated: false,
  durationFormat: 7,
  work: null,
  percentComplete: 0,
  percentWorkComplete: 0,
  actualStart: null,
  actualFinish: null,
  resume: null,
  constraintType: 0,
  constraintAt: null,
  deadline: null,
  calendarUid: null,
  ignoresResourceCalendar: false,
  priority: 500,
  wbs: '',
  hyperlink: '',
  levelingDelay: 0,
  baselines: [],
  fixed: null,
  computed: {
    earlyStart: null,
    earlyFinish: null,
    lateStart: null,
    lateFinish: null,
    totalSlack: null,
    freeSlack: null,
    critical: null,
  },
}

type Dates = Pick<Card, 'startsOn' | 'startMinute' | 'dueOn' | 'dueMinute'>

/** A day without an hour begins and ends with the working hours of who does the task. */
const startIn = (d: Dates, hours: WorkCalendar) =>
  d.startsOn === null
    ? null
    : dayNumber(d.startsOn) * minutesPerDay +
      (d.startMinute ?? hours.periodsOn(dayNumber(d.startsOn))[0]?.[0] ?? 0)
const finishIn = (d: Dates, hours: WorkCalendar) =>
  d.dueOn === null
    ? null
    : dayNumber(d.dueOn) * minutesPerDay +
      (d.dueMinute ?? hours.periodsOn(dayNumber(d.dueOn)).at(-1)?.[1] ?? minutesPerDay)

function placeDates(
  file: MspdiProject,
  cards: readonly Card[],
  baselines: ReadonlyMap<string, (Omit<MspdiBaseline, 'start' | 'finish'> & Dates)[]>,
): void {
  const plan = planOfMspdi(file)
  const hoursOf = calendarsOf(plan)
  const tasks = new Map(plan.tasks.map((t) => [t.id, t]))
  for (const [i, t] of file.tasks.entries()) {
    const card = cards[i]!
    const hours = t.elapsed ? always : hoursOf(tasks.get(t.uid) ?? {})
    t.start = startIn(card, hours)
    t.finish = finishIn(card, hours)
    if (t.start !== null && t.finish !== null) {
      t.duration ??= t.milestone ? 0 : Math.max(0, Math.round(hours.workBetween(t.start, t.finish)))
      if (card.done) {
        t.actualStart ??= t.start
        t.actualFinish ??= t.finish
      }
    }
    t.deadline = card.deadlineOn === null ? null : finishIn({ ...nowhere, dueOn: card.deadlineOn }, hours)
    t.baselines = (baselines.get(card.id) ?? []).map(({ startsOn, startMinute, dueOn, dueMinute, ...b }) => ({
      ...b,
      start: startIn({ startsOn, startMinute, dueOn, dueMinute }, hours),
      finish: finishIn({ startsOn, startMinute, dueOn, dueMinute }, hours),
    }))
  }
  const all = file.tasks.flatMap((t) => [t.start, t.finish]).filter((t) => t !== null)
  file.start = all.length ? all.reduce((a, b) => Math.min(a, b)) : null
  file.finish = all.length ? all.reduce((a, b) => Math.max(a, b)) : null
}
const nowhere: Dates = { startsOn: null, startMinute: null, dueOn: null, dueMinute: null }

/** The calendars that the project, its tasks and its people follow, each with a number. */
async function calendarsIn(scope: Scope, g: Gathered, plan: WholePlan) {
  const { rows } = await scope.sql<{ id: string; name: string }>('select id, name from calendars')
  const byId = new Map(plan.calendars.map((c) => [c.id, c]))
  const used = new Set<string>()
  const use = (id: string | null | undefined) => {
    for (
      let c: PlanCalendar | undefined = byId.get(id ?? '');
      c && !used.has(c.id);
      c = byId.get(c.base ?? '')
    )
      used.add(c.id)
  }
  use(plan.projectCalendarId)
  for (const c of g.cards) {
    use(g.more.get(c.id)?.calendarId)
    for (const p of c.assigneeIds) use(plan.people[p])
  }
  const ids = [...used]
  const uid = (id: string | null): string | null => {
    const at = ids.indexOf(id ?? '')
    return at < 0 ? null : String(at + 1)
  }
  const owner = new Map(Object.entries(plan.people).map(([member, calendar]) => [calendar, member]))
  return {
    uid,
    all: ids.map((id) => {
      const c = byId.get(id)!
      return {
        ...c,
        id: uid(id)!,
        base: uid(c.base ?? null),
        isBase: !c.base,
        name: rows.find((r) => r.id === id)?.name ?? g.people.get(owner.get(id) ?? '')?.name ?? 'Standard',
      }
    }),
  }
}

function slotsOf(g: Gathered): Slot[] {
  const taken = { Text: 0, Number: 0, Cost: 0, Date: 0 }
  return g.set.fields.flatMap((field): Slot[] => {
    if (field.kind === 'formula' || !g.cards.some((c) => c.fields[field.id] !== undefined)) return []
    const kind = columnOf(field)
    const id = columns[kind][taken[kind]]
    return id ? [{ field, id: String(id), name: `${kind}${++taken[kind]}` }] : []
  })
}

async function baselinesIn(scope: Scope, projectId: string) {
  const { rows } = await scope.sql<
    Dates & {
      taskId: string
      number: number | null
      at: string
      duration: number | null
      work: number | null
    }
  >(
    `select k.task_id as "taskId", b.number, b.id as at, k.starts_on as "startsOn", k.start_minute as "startMinute", k.due_on as "dueOn",
       k.due_minute as "dueMinute", k.duration_minutes as duration, k.estimate_minutes as work
     from baseline_tasks k join baselines b on b.id = k.baseline_id where b.project_id = $1 and b.deleted_at is null order by b.taken_at, b.id`,
    [projectId],
  )
  // The format has eleven: those without a number take what is free.
  const numbers = new Map<string, number>()
  const taken = new Set(rows.map((r) => r.number))
  for (const r of rows) {
    if (numbers.has(r.at)) continue
    const number = r.number ?? Array.from({ length: 11 }, (_, i) => i).find((n) => !taken.has(n))
    if (number === undefined || number > 10) continue
    taken.add(number)
    numbers.set(r.at, number)
  }
  return Map.groupBy(
    rows.flatMap(({ taskId, at, ...r }) => {
      const number = numbers.get(at)
      return number === undefined ? [] : [{ ...r, taskId, number }]
    }),
    (r) => r.taskId,
  )
}
