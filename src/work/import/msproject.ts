import { parseNumber } from '#platform/formats.ts'
import { isImplied } from '../export/implied.ts'
import type { FieldKind } from '../fields/model.ts'
import { always } from '../scheduling/model/calendar.ts'
import { datesOf } from '../scheduling/model/cards.ts'
import { dayOfInstant, minuteOfInstant, wallClock } from '../scheduling/model/clock.ts'
import {
  constraintKinds,
  type MspdiCalendar,
  type MspdiProject,
  type MspdiTask,
} from '../scheduling/model/mspdi.ts'
import { planOfMspdi } from '../scheduling/model/mspdi-plan.ts'
import { readMspdi } from '../scheduling/model/mspdi-read.ts'
import type { Instant } from '../scheduling/model/plan.ts'
import { calendarsOf } from '../scheduling/model/whose.ts'
import { XmlError, xmlText } from '../scheduling/model/xml.ts'
import {
  emptyBoard,
  emptyTask,
  type ForeignBoard,
  type ForeignCalendar,
  type ForeignTask,
  Losses,
} from './foreign.ts'
import { hoursOf } from './hours.ts'
import { fold } from './model.ts'
import { kindOf } from './reading/kind.ts'
import { hasEntities, isCut, isNot, isTooDeep, isTooMany, maxTasks } from './reading/refusals.ts'
import { byName } from './table/names.ts'

const notProject = () =>
  isNot({
    fr: 'Ce fichier n’est pas un plan Microsoft Project au format XML. Dans Project : Fichier, « Enregistrer sous », type « Format XML (*.xml) ».',
    en: 'This file is not a Microsoft Project plan in XML format. In Project: File, "Save As", type "XML Format (*.xml)".',
  })

/** A Microsoft Project plan saved as XML (MSPDI), tasks with their dates as Project computed them. */
export function readMsProject(bytes: Uint8Array, fileName: string): ForeignBoard {
  if (kindOf(bytes) !== 'xml') throw notProject()
  const text = xmlText(bytes)
  if (/<!(DOCTYPE|ENTITY)/i.test(text.slice(0, 100_000))) throw hasEntities()
  let project: MspdiProject
  try {
    project = readMspdi(text)
  } catch (e) {
    if (!(e instanceof XmlError)) throw e
    throw /too (deep|many)/.test(e.message)
      ? isTooDeep()
      : /middle|not closed/.test(e.message)
        ? isCut()
        : /entity|document type/.test(e.message)
          ? hasEntities()
          : notProject()
  }
  return boardOf(project, fileName)
}

function boardOf(p: MspdiProject, fileName: string): ForeignBoard {
  const losses = new Losses()
  const head = p.tasks.find((t) => t.uid === '0' && t.outlineLevel === 0)
  const name = p.title.trim() || head?.name.trim() || fileName.replace(/\.\w+$/, '')
  const board = emptyBoard('msproject', fold(p.name || fileName).slice(0, 250), name.slice(0, 200))
  const listed = p.tasks.filter((t) => t !== head)
  if (!listed.length && !p.calendars.length)
    throw isNot({ fr: 'Ce plan ne contient aucune tâche.', en: 'This plan holds no task.' })
  if (listed.length > maxTasks) throw isTooMany(listed.length)
  const read = reader(p)
  const people = new Map<string, string>()
  for (const r of p.resources) {
    if (r.type !== 'work') losses.lose('materials')
    else if (r.name.trim())
      people.set(r.uid, byName(board.people, r.name.trim(), r.email.trim().toLowerCase()))
  }
  const fields = fieldsOf(board, p)
  const calendars = new Set<string>()
  const here = new Set(listed.filter((t) => t.fixed !== 'external').map((t) => t.uid))
  losses.lose('externalTasks', listed.length - here.size)
  for (const t of listed) {
    if (!here.has(t.uid)) continue
    const task = taskOf(t, read, losses)
    task.parentId = t.parentUid && here.has(t.parentUid) ? t.parentUid : null
    for (const v of t.values) {
      const field = fields.get(v.fieldId)
      const value = field && valueIn(field.kind, v.value)
      if (field && value !== null && value !== undefined) task.fields[field.id] = value
    }
    if (t.calendarUid && p.calendars.some((c) => c.id === t.calendarUid)) calendars.add(t.calendarUid)
    board.tasks.push(task)
    for (const l of t.links)
      board.links.push({
        from: l.fromUid,
        to: t.uid,
        kind: l.kind,
        lag: Math.round(l.lagUnit === 'percent' ? l.lag * 100 : l.lag),
        lagUnit: l.lagUnit,
      })
  }
  const byId = new Map(board.tasks.map((t) => [t.id, t]))
  for (const a of p.assignments) {
    const [task, who] = [byId.get(a.taskUid), people.get(a.resourceUid)]
    if (!task || !who) continue
    if (!task.people.includes(who)) task.people.push(who)
    if (a.units !== 1) losses.lose('assignmentDetails')
  }
  board.fields = board.fields.filter((f) => board.tasks.some((t) => t.fields[f.id] !== undefined))
  const used = new Set(board.tasks.flatMap((t) => t.people))
  board.people = board.people.filter((x) => used.has(x.id))
  personalHours(board, p, people, losses)
  const own = planCalendar(p)
  if (own) calendars.add(own.id)
  // A file of calendars alone is one that shares them.
  if (!listed.length) for (const c of p.calendars) if (c.isBase) calendars.add(c.id)
  board.calendars = p.calendars
    .filter((c) => calendars.has(c.id))
    .map((c) => calendarOf(c, p.calendars, losses))
  board.plan = {
    calendarId: own?.id ?? null,
    statusOn: p.statusAt === null ? null : dayOfInstant(p.statusAt),
    criticalSlackMinutes: Math.max(0, Math.round(p.criticalSlack)),
  }
  board.baselines = baselinesOf(listed, read)
  board.lost = losses.all()
  return board
}

/** Of each person of the plan, what their own calendar says. */
function personalHours(
  board: ForeignBoard,
  p: MspdiProject,
  people: ReadonlyMap<string, string>,
  losses: Losses,
): void {
  const plan = planCalendar(p)
  for (const r of p.resources) {
    const person = board.people.find((x) => x.id === people.get(r.uid))
    const own = p.calendars.find((c) => c.id === r.calendarUid)
    const hours = hoursOf(own, plan, p.calendars, (c) => calendarOf(c, p.calendars, losses))
    if (person && hours) person.hours = hours
  }
}

const planCalendar = (p: MspdiProject) =>
  p.calendars.find((c) => c.id === p.calendarUid) ?? p.calendars.find((c) => c.isBase)

type Dates = Pick<ForeignTask, 'startsOn' | 'startMinute' | 'dueOn' | 'dueMinute'>
type Reader = (t: MspdiTask, start: Instant | null, finish: Instant | null) => Dates

/** Dates as a card carries them: an hour only where it is not that of the whole day, in the calendar the task follows. */
function reader(p: MspdiProject): Reader {
  const plan = planOfMspdi(p)
  const calendarOf = calendarsOf(plan)
  const tasks = new Map(plan.tasks.map((t) => [t.id, t]))
  return (t, start, finish) => {
    const from = start ?? finish
    const to = finish ?? start
    if (from === null || to === null)
      return { startsOn: null, startMinute: null, dueOn: null, dueMinute: null }
    const task = tasks.get(t.uid)
    const hours = t.elapsed || !task ? always : calendarOf(task)
    // Project may write an end as the next morning: it is the evening before.
    const opens = to > from && hours.next(to) === to
    const end = opens ? Math.max(from, hours.fromWork(hours.toWork(to), 'finish')) : Math.max(from, to)
    const dates = datesOf({ start: from, finish: end }, hours)
    return {
      ...(start === null
        ? { startsOn: null, startMinute: null }
        : { startsOn: dates.startsOn, startMinute: dates.startMinute }),
      ...(finish === null
        ? { dueOn: null, dueMinute: null }
        : { dueOn: dates.dueOn, dueMinute: dates.dueMinute }),
    }
  }
}

function taskOf(t: MspdiTask, read: Reader, losses: Losses): ForeignTask {
  const task = emptyTask(t.uid, t.name.trim() || '–')
  task.description = t.notes.replaceAll('\r\n', '\n').trim()
  task.kind = t.milestone && !t.summary ? 'milestone' : 'task'
  Object.assign(task, read(t, t.start, t.finish))
  // The first minute of a day is the end of the day before.
  task.deadlineOn =
    t.deadline === null ? null : dayOfInstant(minuteOfInstant(t.deadline) === 0 ? t.deadline - 1 : t.deadline)
  task.progress = t.percentComplete
  task.done = t.percentComplete === 100
  task.finishedAt = t.actualFinish === null ? null : dayOfInstant(t.actualFinish)
  task.estimateMinutes = t.work && !t.summary ? Math.round(t.work) : null
  task.importance = t.priority >= 800 ? 3 : t.priority > 500 ? 2 : t.priority < 500 ? 1 : 0
  if (/^https?:/i.test(t.hyperlink))
    task.addresses.push({ id: `${t.uid}/${t.hyperlink}`.slice(0, 290), name: t.hyperlink, url: t.hyperlink })
  const why = t.fixed
  if (why === 'split') losses.lose('splitTasks')
  if (why === 'contoured') losses.lose('contouredTasks')
  if (why === 'recurring') losses.lose('recurringTasks')
  if (why === 'subproject') losses.lose('externalTasks')
  if (!t.active) {
    losses.lose('inactiveTasks')
    task.archived = true
  }
  const at = t.constraintAt === null ? null : wallClock(Math.floor(t.constraintAt))
  // What our own export says of a task that merely stays where it is.
  const kind = isImplied(t.constraintAt) ? 'asap' : (constraintKinds[t.constraintType] ?? 'asap')
  task.plan = {
    mode: t.manual || why !== null ? 'manual' : 'auto',
    durationMinutes: t.summary || t.duration === null ? null : Math.round(t.duration),
    elapsed: t.elapsed,
    constraintKind: at || kind === 'alap' ? kind : 'asap',
    constraintAt: kind === 'asap' || kind === 'alap' ? null : at,
    actualStart: t.actualStart === null ? null : wallClock(Math.floor(t.actualStart)),
    actualFinish: t.actualFinish === null ? null : wallClock(Math.floor(t.actualFinish)),
    calendarId: t.calendarUid,
    ignoresPersonCalendar: t.ignoresResourceCalendar,
  }
  return task
}

/** A derived calendar says only how it differs: here each stands on its own. */
function calendarOf(c: MspdiCalendar, all: readonly MspdiCalendar[], losses: Losses): ForeignCalendar {
  const line: MspdiCalendar[] = []
  for (let at: MspdiCalendar | undefined = c; at && !line.includes(at); ) {
    line.push(at)
    const base: string | null | undefined = at.base
    at = base ? all.find((x) => x.id === base) : undefined
  }
  losses.lose(
    'calendarShapes',
    line.reduce((n, x) => n + (x.weeks?.length ?? 0), 0),
  )
  return {
    id: c.id,
    name: c.name,
    week: Array.from(
      { length: 7 },
      (_, d) => line.map((x) => x.week[d]).find((w) => w !== null && w !== undefined) ?? [],
    ),
    exceptions: line
      .flatMap((x) => x.exceptions)
      .map((e) => ({ from: e.from, to: e.to, name: '', periods: [...e.periods] })),
  }
}

function baselinesOf(tasks: readonly MspdiTask[], read: Reader): ForeignBoard['baselines'] {
  const byNumber = Map.groupBy(
    tasks.flatMap((t) => t.baselines.map((b) => ({ ...b, task: t }))),
    (b) => b.number,
  )
  return [...byNumber]
    .toSorted(([a], [b]) => a - b)
    .map(([number, all]) => ({
      number,
      name: number === 0 ? 'Microsoft Project' : `Microsoft Project ${number}`,
      tasks: all.map((b) => ({
        task: b.task.uid,
        ...read(b.task, b.start, b.finish),
        durationMinutes: b.duration === null ? null : Math.round(b.duration),
        estimateMinutes: b.work === null ? null : Math.round(b.work),
      })),
    }))
}

const kinds: readonly (readonly [RegExp, FieldKind])[] = [
  [/^(date|start|finish|debut|fin)\d/, 'day'],
  [/^(cost|cout)\d/, 'money'],
  [/^(number|nombre)\d/, 'number'],
]

/** Custom columns of the plan that have a name of their own, or a value somewhere. */
function fieldsOf(board: ForeignBoard, p: MspdiProject) {
  const used = new Set(p.tasks.flatMap((t) => t.values.map((v) => v.fieldId)))
  const fields = new Map<string, ForeignBoard['fields'][number]>()
  for (const f of p.fields) {
    if (!used.has(f.fieldId)) continue
    const kind = kinds.find(([k]) => k.test(fold(f.name)))?.[1] ?? 'text'
    const field = { id: f.fieldId, name: (f.alias || f.name || f.fieldId).slice(0, 80), kind, options: [] }
    fields.set(f.fieldId, field)
    board.fields.push(field)
  }
  return fields
}

function valueIn(kind: FieldKind, text: string): string | number | null {
  if (!text.trim()) return null
  if (kind === 'day') return /^\d{4}-\d\d-\d\d/.test(text) ? text.slice(0, 10) : null
  if (kind === 'number' || kind === 'money') {
    const n = parseNumber(text)
    // Costs are written in hundredths.
    return n === null ? null : kind === 'money' ? n / 100 : n
  }
  return text
}
