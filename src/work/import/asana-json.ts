import { z } from 'zod'
import { dayOf } from '#platform/formats.ts'
import {
  emptyBoard,
  emptyTask,
  type ForeignBoard,
  type ForeignField,
  type ForeignTask,
  Losses,
} from './foreign.ts'
import { groupOf, groupsOf, homeOf, type ReadOptions } from './homes.ts'
import { fold } from './model.ts'
import { readJson } from './reading/json.ts'
import { kindOf } from './reading/kind.ts'
import { isNot, isTooMany, maxTasks } from './reading/refusals.ts'
import { noSection, setDates } from './table/board.ts'
import { byName, untangleParents } from './table/names.ts'
import { kindNamed, levelOf } from './table/words.ts'

const Text = z
  .string()
  .nullish()
  .transform((t) => (t ?? '').replaceAll('\0', '').toWellFormed())
const Gid = z.union([z.string().min(1).max(100), z.number()]).transform(String)
const Named = z.object({ gid: Gid, name: Text })
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((l) => l ?? [])
const maybe = <T extends z.ZodType>(of: T) => of.nullish().catch(null)

const Value = Named.extend({
  type: Text,
  resource_subtype: Text,
  precision: maybe(z.number()),
  currency_code: Text,
  enum_value: maybe(Named),
  multi_enum_values: list(Named).catch([]),
  number_value: maybe(z.number()),
  text_value: maybe(z.string()),
  date_value: maybe(z.object({ date: Text })),
  people_value: list(Named).catch([]),
  display_value: maybe(z.string()),
  enum_options: list(Named).catch([]),
})
const TaskOf = z.object({
  gid: Gid,
  name: Text,
  notes: Text,
  resource_type: Text,
  resource_subtype: Text,
  completed: z.boolean().nullish(),
  completed_at: maybe(z.string()),
  created_at: maybe(z.string()),
  due_on: maybe(z.string()),
  due_at: maybe(z.string()),
  start_on: maybe(z.string()),
  start_at: maybe(z.string()),
  assignee: maybe(Named.extend({ email: Text })),
  followers: list(Named).catch([]),
  tags: list(Named).catch([]),
  memberships: list(z.object({ project: maybe(Named), section: maybe(Named) })).catch([]),
  projects: list(Named).catch([]),
  custom_fields: list(Value).catch([]),
  dependencies: list(z.object({ gid: Gid })).catch([]),
  dependents: list(z.object({ gid: Gid })).catch([]),
  parent: maybe(Named),
  subtasks: list(z.unknown()),
  num_likes: maybe(z.number()),
  num_hearts: maybe(z.number()),
  actual_time_minutes: maybe(z.number()),
})
type TaskOf = z.infer<typeof TaskOf>

const notAsana = () =>
  isNot({
    fr: 'Ce fichier n’est pas un export JSON d’Asana. Dans Asana : menu du projet, « Exporter/Imprimer », « JSON ».',
    en: 'This file is not a JSON export of Asana. In Asana: project menu, "Export/Print", "JSON".',
  })

/** `{ data: [task] }`, subtasks inside their task, as the « JSON » of a project's export menu. */
export function readAsanaJson(
  bytes: Uint8Array,
  fileName: string,
  timezone: string,
  o: ReadOptions,
): ForeignBoard {
  if (kindOf(bytes) !== 'json') throw notAsana()
  const whole = readJson(bytes) as { data?: unknown }
  const data = Array.isArray(whole?.data) ? whole.data : null
  if (!data) throw notAsana()
  const losses = new Losses()
  const board = emptyBoard('asana', fold(fileName.replace(/\.\w+$/, '')), fileName.replace(/\.\w+$/, ''))
  const flat: { task: TaskOf; parent: string | null; boards: z.infer<typeof Named>[] }[] = []
  const seen = new Set<string>()
  const walk = (items: readonly unknown[], parent: string | null, boards: z.infer<typeof Named>[]) => {
    for (const item of items) {
      const read = TaskOf.safeParse(item)
      if (!read.success) throw notAsana()
      const task = read.data
      if (task.resource_subtype === 'section' || task.resource_type === 'section') continue
      if (seen.has(task.gid)) {
        losses.lose('repeatedLines')
        continue
      }
      seen.add(task.gid)
      const own = [...task.memberships.flatMap((m) => m.project ?? []), ...task.projects]
      const here = own.length ? [...new Map(own.map((p) => [p.gid, p])).values()] : boards
      losses.lose('otherProjects', Math.max(0, new Set(own.map((p) => p.gid)).size - 1))
      flat.push({ task, parent: parent ?? task.parent?.gid ?? null, boards: here })
      if (flat.length > maxTasks) throw isTooMany(flat.length)
      walk(task.subtasks, task.gid, here)
    }
  }
  walk(data, null, [])
  const counts = new Map<string, { id: string; name: string; tasks: number }>()
  for (const { boards } of flat)
    for (const b of boards) {
      const found = counts.get(b.gid) ?? { id: b.gid, name: b.name, tasks: 0 }
      found.tasks++
      counts.set(b.gid, found)
    }
  board.boards = [...counts.values()].toSorted((a, b) => b.tasks - a.tasks)
  const main = board.boards[0]
  const groups = new Map<string, string | undefined>()
  const homes = new Map<string, string>()
  const known = new Map(board.boards.map((b) => [b.id, b]))
  for (const { task, boards } of flat) {
    const home = homeOf(
      o,
      boards.map((b) => known.get(b.gid)!),
      main,
    )
    groups.set(task.gid, main ? home && groupOf(o, home) : 'here')
    if (home) homes.set(task.gid, home.id)
  }
  const first = groupsOf(o, board.boards).find((g) => o.group === undefined || groupOf(o, g[0]!) === o.group)
  if (first) Object.assign(board, { id: first[0]!.id, name: first[0]!.name })
  const comes = (gid: string) => {
    const at = groups.get(gid)
    return at !== undefined && (o.group === undefined || at === o.group)
  }
  for (const { task, parent } of flat)
    if (comes(task.gid)) board.tasks.push(taskOf(board, task, parent, homes.get(task.gid), timezone, losses))
  losses.lose('otherBoards', flat.filter(({ task }) => groups.get(task.gid) === undefined).length)
  if (!board.tasks.length)
    throw isNot({ fr: 'Cet export Asana ne contient aucune tâche.', en: 'This Asana export holds no task.' })
  tie(
    board,
    flat.map((f) => f.task),
    groups,
    losses,
  )
  board.lost = losses.all()
  return board
}

const one = (all: { id: string; name: string }[], gid: string, name: string) => {
  if (!all.some((x) => x.id === gid)) all.push({ id: gid, name })
  return gid
}

function taskOf(
  board: ForeignBoard,
  a: TaskOf,
  parent: string | null,
  main: string | undefined,
  timezone: string,
  losses: Losses,
): ForeignTask {
  const task = emptyTask(a.gid, a.name.trim() || '–')
  task.parentId = parent
  task.description = a.notes.trim()
  const membership = a.memberships.find((m) => m.project?.gid === main) ?? a.memberships[0]
  if (membership?.section && !noSection.test(fold(membership.section.name)))
    task.group = one(board.groups, membership.section.gid, membership.section.name)
  const kind = kindNamed(a.resource_subtype)
  if (kind === null) losses.lose('ignoredValues')
  task.kind = kind ?? 'task'
  if (a.assignee) task.people = [byName(board.people, a.assignee.name, a.assignee.email.toLowerCase())]
  task.followers = a.followers.map((f) => byName(board.people, f.name, ''))
  task.labels = a.tags.map((t) => one(board.labels, t.gid, t.name))
  setDates(task, whenOf(a.start_on, a.start_at, timezone), whenOf(a.due_on, a.due_at, timezone))
  task.done = a.completed === true
  task.finishedAt = a.completed ? (a.completed_at ?? null) : null
  task.bornAt = a.created_at ?? null
  for (const v of a.custom_fields) takeField(board, task, v, losses)
  losses.lose('likes', a.num_likes ?? a.num_hearts ?? 0)
  task.spentMinutes = Math.max(0, Math.round(a.actual_time_minutes ?? 0))
  return task
}

/** An instant is told in UTC; a day is a day. */
function whenOf(on: string | null | undefined, at: string | null | undefined, timezone: string) {
  if (at && !Number.isNaN(Date.parse(at))) {
    const there = Temporal.Instant.from(new Date(at).toISOString()).toZonedDateTimeISO(timezone)
    return { day: dayOf(at, timezone), minute: there.hour * 60 + there.minute }
  }
  return on && /^\d{4}-\d\d-\d\d$/.test(on) ? { day: on, minute: null } : null
}

function takeField(board: ForeignBoard, task: ForeignTask, v: z.infer<typeof Value>, losses: Losses): void {
  const type = v.type || v.resource_subtype
  const level = type === 'enum' && /^priorit/.test(fold(v.name)) ? levelOf(v.enum_value?.name ?? '') : null
  if (level !== null && v.enum_options.every((x) => levelOf(x.name) !== null)) {
    task.importance = level
    return
  }
  const kind: ForeignField['kind'] =
    type === 'enum'
      ? 'choice'
      : type === 'multi_enum'
        ? 'choices'
        : type === 'number'
          ? v.currency_code
            ? 'money'
            : 'number'
          : type === 'date'
            ? 'day'
            : type === 'people'
              ? 'person'
              : 'text'
  let field = board.fields.find((f) => f.id === v.gid)
  if (!field) {
    field = { id: v.gid, name: v.name.trim() || '–', kind, options: v.enum_options.map((x) => x.name) }
    board.fields.push(field)
  }
  const people = () => v.people_value.map((p) => byName(board.people, p.name, ''))
  const value = {
    choice: v.enum_value ? [v.enum_value.name] : [],
    choices: v.multi_enum_values.map((x) => x.name),
    number: v.number_value ?? '',
    money: v.number_value ?? '',
    day: v.date_value?.date?.slice(0, 10) ?? '',
    person: type === 'people' ? people() : [],
    text:
      v.text_value ??
      (['enum', 'multi_enum', 'number', 'date', 'people'].includes(type) ? '' : (v.display_value ?? '')),
    url: '',
    formula: '',
  }[field.kind]
  if (value === '' || (Array.isArray(value) && !value.length)) return
  if (field.kind !== kind) return losses.lose('ignoredValues')
  if (Array.isArray(value) && field.kind !== 'person')
    for (const name of value) if (!field.options.includes(name)) field.options.push(name)
  task.fields[v.gid] = value
}

function tie(
  board: ForeignBoard,
  tasks: readonly TaskOf[],
  groups: ReadonlyMap<string, string | undefined>,
  losses: Losses,
): void {
  const here = new Set(board.tasks.map((t) => t.id))
  for (const t of board.tasks)
    if (t.parentId && !here.has(t.parentId)) {
      if (!groups.has(t.parentId)) losses.lose('missingParents')
      t.parentId = null
    }
  const links = new Map<string, [string, string]>()
  for (const t of tasks) {
    for (const d of t.dependencies) links.set(`${d.gid} ${t.gid}`, [d.gid, t.gid])
    for (const d of t.dependents) links.set(`${t.gid} ${d.gid}`, [t.gid, d.gid])
  }
  for (const [from, to] of links.values()) {
    const [a, b] = [groups.get(from), groups.get(to)]
    if (here.has(from) && here.has(to) && from !== to)
      board.links.push({ from, to, kind: 'fs', lag: 0, lagUnit: 'work' })
    else if (a !== undefined && b !== undefined && a !== b) {
      losses.lose('linksBetweenBoards')
      if (here.has(from) || here.has(to)) board.between.push({ from, to })
    } else if (!groups.has(from) || !groups.has(to)) losses.lose('missingLinks')
  }
  untangleParents(board, losses)
}
