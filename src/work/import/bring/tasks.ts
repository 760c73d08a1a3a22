import { createMany, newIds } from '#platform/ledger-many.ts'
import type { Scope } from '#platform/scope.ts'
import { checkedFields } from '../../fields/service.ts'
import { type FieldValues, step } from '../../model.ts'
import { nextNumber, sayAllFinished } from '../../service/tasks.ts'
import { taskNoun } from '../../tables.ts'
import type { ForeignTask, Losses } from '../foreign.ts'
import { instant } from '../reading/dates.ts'
import type { Sources } from '../sources.ts'
import { change } from './change.ts'
import type { Column } from './columns.ts'
import { bringDetails } from './details.ts'
import { type BroughtField, broughtValue } from './fields.ts'

/** What the tasks of one import share. */
export type Run = {
  scope: Scope
  projectId: string
  sources: Sources
  columns: ReadonlyMap<string, Column>
  /** Where a task goes that says nothing of its state. */
  todo: Column
  done: Column
  labels: ReadonlyMap<string, string>
  people: ReadonlyMap<string, string>
  fields: ReadonlyMap<string, BroughtField>
  calendars: ReadonlyMap<string, string>
  losses: Losses
  /** The tasks this run made, not those it found. */
  made: Set<string>
}

/** Where a task goes: the state it is at, unless only « done » is known of it. */
export type Placed = { column: Column; labels: string[]; parent: string | null }

const maxTitle = 500
const maxText = 100_000
/** How many tasks are written together: between two lots an import says how far it is, and can be cancelled. */
const atOnce = 100

/** Makes tasks, or changes of them what changed at the source since. Parents come before their children. @returns their rows. */
export async function bringTasks(
  run: Run,
  tasks: readonly ForeignTask[],
  placed: (t: ForeignTask, rows: ReadonlyMap<string, string>) => Placed,
  progress: (done: number, total: number) => Promise<void>,
): Promise<Map<string, string>> {
  const rows = new Map<string, string>()
  const fresh = [...new Set(tasks.map((t) => t.id))].filter((id) => !run.sources.rowOf('task', id))
  const ids = fresh.length ? await newIds(run.scope, fresh.length) : []
  for (const t of tasks) rows.set(t.id, run.sources.rowOf('task', t.id) ?? '')
  for (const [i, id] of fresh.entries()) rows.set(id, ids[i]!)
  let number = fresh.length ? await nextNumber(run.scope, run.projectId) : 0
  for (let from = 0; from < tasks.length; from += atOnce) {
    await progress(from, tasks.length)
    const lot = tasks
      .slice(from, from + atOnce)
      .map((t, i) => read(run, t, placed(t, rows), from + i, rows.get(t.id)!))
    await run.sources.carryMany(
      'tasks',
      'task',
      lot,
      async (made) => {
        await make(run, made, number)
        number += made.length
        return made.map((m) => m.id)
      },
      (id, one, changed) => amendOne(run, id, one, changed),
    )
    await bringDetails(
      run,
      lot.map(({ task, id }) => ({ task, taskId: id })),
    )
  }
  return rows
}

type Read = ReturnType<typeof read>

/** A task of the file as a row of ours. */
function read(run: Run, t: ForeignTask, place: Placed, at: number, id: string) {
  const { scope, losses } = run
  const title = t.title.trim()
  if (title.length > maxTitle || t.description.length > maxText) losses.lose('cutTexts')
  const people = t.people.flatMap((p) => run.people.get(p) ?? [])
  losses.lose('manyPeople', Math.max(0, people.length - 50))
  const fields: FieldValues = {}
  for (const [key, value] of Object.entries(t.fields)) {
    const field = run.fields.get(key)
    if (!field) continue
    const kept = broughtValue(field, value, run.people)
    if (kept === undefined) losses.lose('customFields')
    else fields[field.field.id] = kept
  }
  const finished = t.done || place.column.category === 'done'
  const row = {
    title: title.slice(0, maxTitle) || '–',
    description: t.description.slice(0, maxText),
    statusId: place.column.id,
    parentId: place.parent,
    kind: t.kind,
    assigneeIds: [...new Set(people)].slice(0, 50),
    followerIds: [...new Set(t.followers.flatMap((p) => run.people.get(p) ?? []))].slice(0, 200),
    labelIds: [...t.labels, ...place.labels].flatMap((l) => run.labels.get(l) ?? []).slice(0, 50),
    startsOn: t.startsOn,
    dueOn: t.dueOn,
    startMinute: t.startMinute,
    dueMinute: t.dueMinute,
    deadlineOn: t.deadlineOn,
    estimateMinutes: t.estimateMinutes === null ? null : Math.min(1_000_000, t.estimateMinutes),
    progress: finished ? 100 : t.progress,
    importance: t.importance,
    urgency: t.urgency,
    fields,
    ...(t.plan && { ...t.plan, calendarId: run.calendars.get(t.plan.calendarId ?? '') ?? null }),
  }
  return {
    sourceId: t.id,
    values: { ...row, position: at, done: finished, archived: t.archived === true },
    task: t,
    id,
    at,
    row,
    finishedAt: finished ? (instant(t.finishedAt) ?? scope.now()) : null,
  }
}

async function make(run: Run, all: readonly Read[], number: number): Promise<void> {
  const { scope, projectId } = run
  const made = await createMany(
    scope,
    taskNoun,
    all.map(
      ({ row, id, at, finishedAt, task }, i) =>
        ({
          ...row,
          id,
          projectId,
          number: number + i,
          position: (at + 1) * step,
          completedAt: finishedAt,
          archivedAt: task.archived ? scope.now() : null,
        }) as never,
    ),
  )
  for (const { id } of all) run.made.add(id)
  const born = all.flatMap(({ id, task }) => {
    const at = instant(task.bornAt)
    return at && at < scope.now() ? [{ id, at }] : []
  })
  if (born.length)
    await scope.sql(
      'update tasks t set created_at = b.at from jsonb_to_recordset($1::jsonb) as b (id uuid, at timestamptz) where t.id = b.id',
      [JSON.stringify(born)],
      'tasks-born',
    )
  await sayAllFinished(
    scope,
    made.filter((m) => m.completedAt),
  )
}

async function amendOne(
  { scope, projectId }: Run,
  id: string,
  { row, task, finishedAt, values }: Read,
  changed: ReadonlySet<string>,
): Promise<boolean> {
  const patch: Record<string, unknown> = {}
  for (const key of Object.keys(row)) if (changed.has(key)) patch[key] = row[key as keyof typeof row]
  if (changed.has('fields')) {
    const { rows } = await scope.sql<{ fields: Record<string, never> }>(
      'select fields from tasks where id = $1',
      [id],
    )
    patch.fields = { ...rows[0]?.fields, ...(await checkedFields(scope, projectId, values.fields)) }
  }
  if (changed.has('done')) patch.completedAt = finishedAt
  if (changed.has('archived')) patch.archivedAt = task.archived ? scope.now() : null
  return change(scope, taskNoun, id, patch)
}
