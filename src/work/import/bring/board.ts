import { get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { followCalendars } from '../../calendars/service/follow.ts'
import { type Category, step } from '../../model.ts'
import { listStatuses } from '../../service/statuses.ts'
import { emptyTask, type ForeignBoard, type ForeignTask, Losses } from '../foreign.ts'
import { destinationOf, groupOf, isChosen } from '../homes.ts'
import { bringMembers } from '../members.ts'
import {
  type Found,
  fold,
  type Hands,
  type ImportOptions,
  type Placement,
  proposeCategories,
  proposePlacements,
} from '../model.ts'
import { Sources } from '../sources.ts'
import { bringBetween } from './between.ts'
import { bringColumns, type Column } from './columns.ts'
import { bringFields } from './fields.ts'
import { bringHours, handsOf, proposedHours } from './hours.ts'
import { bringLabels } from './labels.ts'
import { bringBaselines, bringCalendars, bringLinks, bringPlan, holdDates } from './plan.ts'
import { bringTasks, type Placed, type Run } from './tasks.ts'

type Progress = (done: number, total: number) => Promise<void>

/**
 * Brings a board of another tool into a project, in the transaction one is in: all of it or nothing. A second run changes
 * only what changed in the file meanwhile, so that what people changed here stays.
 */
export async function bringBoard(
  scope: Scope,
  board: ForeignBoard,
  projectId: string,
  o: ImportOptions & { hands?: Hands },
  progress: Progress = async () => {},
  group?: string,
  /** Where the boards of the same import went that came before. */
  others: readonly string[] = [],
): Promise<Found> {
  demand(scope, 'conduct', projectId)
  await get(scope, projectNoun, projectId)
  const losses = new Losses()
  for (const l of board.lost) losses.lose(l.kind, l.count)
  const sources = await Sources.open(scope, projectId, board.source)
  const somebody = board.people.map((p) => ({ ...p, username: '' }))
  const crew = await bringMembers(scope, board.source, somebody, projectId, sources, o.members)
  const proposed = proposedHours(board.people, crew.rowOf, o, o.hands ?? handsOf(scope))
  const timed = board.people.filter((p) => proposed.get(p.id)?.applied)
  losses.lose('personHours', proposed.size - timed.length)
  losses.lose(
    'oddDays',
    timed.reduce((n, p) => n + (p.hours?.odd ?? 0), 0),
  )
  const sections = placements(board, o)
  const placeOf = new Map(sections.map((s) => [s.id, s.as]))
  const columns = await bringColumns(
    scope,
    projectId,
    sources,
    sections
      .filter((s) => isCategory(s.as))
      .map((s, i) => ({
        id: s.id,
        name: s.name,
        pos: (i + 1) * step,
        closed: false,
        category: s.as as Category,
      })),
  )
  const kept = board.fields.filter((f) => o.fields[f.id] !== 'skip')
  const dropped = new Set(board.fields.filter((f) => !kept.includes(f)).map((f) => f.id))
  for (const t of board.tasks)
    losses.lose('droppedFields', Object.keys(t.fields).filter((f) => dropped.has(f)).length)
  const run: Run = {
    scope,
    projectId,
    sources,
    columns,
    ...(await usual(scope, projectId)),
    labels: await bringLabels(scope, projectId, sources, [
      ...board.labels,
      ...sections.filter((s) => s.as === 'label').map((s) => ({ id: `group:${s.id}`, name: s.name })),
    ]),
    people: crew.rowOf,
    fields: await bringFields(scope, projectId, sources, kept),
    calendars: await bringCalendars(scope, sources, [
      ...board.calendars,
      ...timed.flatMap((p) => p.hours?.calendar ?? []),
    ]),
    losses,
    made: new Set(),
  }
  const tasks = withParents(board, placeOf, sections)
  const rows = await bringTasks(run, tasks, (t, known) => placed(run, t, placeOf, known), progress)
  for (const p of timed) await bringHours(scope, sources, p, crew.rowOf.get(p.id)!, run.calendars)
  await bringLinks(run, board.links, rows)
  await bringBetween(run, board.source, board.between, rows, others)
  await bringBaselines(run, board.baselines, rows)
  await bringPlan(run, board.plan)
  if (board.plan) await holdDates(run)
  for (const p of timed) await followCalendars(scope, crew.rowOf.get(p.id)!)
  sources.remember('board', board.id, projectId)
  // Asked again, each board finds the project it came to.
  for (const b of board.boards)
    if (isChosen(o, b) && groupOf(o, b) === (group ?? groupOf(o, b)))
      sources.remember('board', b.id, projectId)
  await sources.close()
  await progress(tasks.length, tasks.length)
  losses.lose('access', crew.placeholders)
  return {
    source: board.source,
    board: board.name,
    projectId,
    created: sources.created,
    updated: sources.updated,
    unchanged: sources.unchanged,
    lost: losses.all(),
    lists: sections.map((s) => ({
      id: s.id,
      name: s.name,
      category: s.as,
      isGroup: s.isGroup,
      cards: board.tasks.filter((t) => (s.isGroup ? t.group : t.state) === s.key).length,
      archived: false,
    })),
    members: crew.shown.map((m) => ({ ...m, hours: proposed.get(m.id) ?? null })),
    fields: board.fields.map((f) => ({
      id: f.id,
      name: f.name,
      kind: f.kind,
      values: board.tasks.filter((t) => t.fields[f.id] !== undefined).length,
      kept: !dropped.has(f.id),
    })),
    boards: board.boards.map((b) => ({
      ...b,
      chosen: isChosen(o, b),
      destination: destinationOf(o, b) as Found['boards'][number]['destination'],
    })),
    table: board.table,
  }
}

type Section = { id: string; key: string; name: string; isGroup: boolean; as: Placement }
const isCategory = (p: Placement): p is Category => p !== 'label' && p !== 'parent'

/** States and groups, each with what it becomes: as was said, by id or by name, else as proposed. Their ids never meet. */
function placements(board: ForeignBoard, o: ImportOptions): Section[] {
  const said = (id: string, name: string) =>
    o.categories[id] ?? Object.entries(o.categories).find(([k]) => fold(k) === fold(name))?.[1]
  const states = proposeCategories(board.states.map((s) => ({ ...s, closed: false })))
  // Where tasks have states, groups say what they are about.
  const groups: Record<string, Placement> = board.states.length
    ? Object.fromEntries(board.groups.map((g) => [g.id, 'label' as const]))
    : proposePlacements(board.groups)
  return [
    ...board.states.map((s) => {
      const as = said(s.id, s.name)
      return {
        id: s.id,
        key: s.id,
        name: s.name,
        isGroup: false,
        as: as && isCategory(as) ? as : states[s.id]!,
      }
    }),
    ...board.groups.map((g) => {
      const id = board.states.some((s) => s.id === g.id) ? `group:${g.id}` : g.id
      return { id, key: g.id, name: g.name, isGroup: true, as: said(id, g.name) ?? groups[g.id]! }
    }),
  ]
}

/** The columns of the project for what says nothing, or only that it is done. */
async function usual(scope: Scope, projectId: string): Promise<{ todo: Column; done: Column }> {
  const all = (await listStatuses(scope, projectId)).filter((s) => !s.archived)
  const todo = all.find((s) => s.category === 'todo') ?? all[0]!
  return { todo, done: all.find((s) => s.category === 'done') ?? todo }
}

function placed(
  run: Run,
  t: ForeignTask,
  placeOf: ReadonlyMap<string, Placement>,
  rows: ReadonlyMap<string, string>,
): Placed {
  const group = sectionOf(t.group, placeOf)
  const groupAs = group ? placeOf.get(group) : undefined
  const column =
    (t.state ? run.columns.get(t.state) : undefined) ??
    (group && groupAs && isCategory(groupAs) ? run.columns.get(group) : undefined) ??
    (t.done ? run.done : run.todo)
  return {
    column,
    labels: group && groupAs === 'label' ? [`group:${group}`] : [],
    parent: t.parentId ? (rows.get(t.parentId) ?? null) : null,
  }
}

/** The id a group has among the sections: its own, or marked when a state has the same. */
const sectionOf = (group: string | null, placeOf: ReadonlyMap<string, Placement>) =>
  group === null ? null : placeOf.has(`group:${group}`) ? `group:${group}` : group

/** Parents before their children; groups that become tasks hold theirs. */
function withParents(
  board: ForeignBoard,
  placeOf: ReadonlyMap<string, Placement>,
  sections: readonly Section[],
): ForeignTask[] {
  const heads = sections.filter((s) => s.as === 'parent').map((s) => emptyTask(`group:${s.id}`, s.name))
  for (const t of board.tasks) {
    const group = sectionOf(t.group, placeOf)
    if (!t.parentId && group && placeOf.get(group) === 'parent') t.parentId = `group:${group}`
  }
  const children = Map.groupBy(board.tasks, (t) => t.parentId)
  const here = new Set([...heads, ...board.tasks].map((t) => t.id))
  const ordered: ForeignTask[] = []
  const roots = [...heads, ...board.tasks.filter((t) => !t.parentId || !here.has(t.parentId))]
  const stack = roots.toReversed()
  while (stack.length) {
    const t = stack.pop()!
    ordered.push(t)
    for (const c of (children.get(t.id) ?? []).toReversed()) stack.push(c)
  }
  return ordered
}
