import { create } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { checkedFields } from '../../fields/service.ts'
import { type FieldValues, labelColours, step } from '../../model.ts'
import { safeUrl } from '../../service/attachments.ts'
import { nextNumber, sayFinished } from '../../service/tasks.ts'
import { attachmentNoun, commentNoun, labelNoun, taskNoun } from '../../tables.ts'
import { timeNoun } from '../../time/tables.ts'
import type { ForeignTask, Losses } from '../foreign.ts'
import type { Sources } from '../sources.ts'
import { change } from './change.ts'
import type { Column } from './columns.ts'
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
const instant = (at: string | null): Date | null => {
  if (!at) return null
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(at) ? `${at}T12:00:00Z` : at)
  return Number.isNaN(date.getTime()) ? null : date
}

/** Makes a task, or changes of it what changed at the source since. @returns its row. */
export async function bringTask(run: Run, t: ForeignTask, place: Placed, at: number): Promise<string> {
  const { scope, projectId, sources, losses } = run
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
  const finishedAt = instant(t.finishedAt) ?? scope.now()
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
  const values = { ...row, position: at, done: finished, archived: t.archived === true }
  const id = await sources.carry(
    'tasks',
    'task',
    t.id,
    values,
    async () => {
      const made = await create(scope, taskNoun, {
        ...row,
        projectId,
        number: await nextNumber(scope, projectId),
        position: (at + 1) * step,
        completedAt: finished ? finishedAt : null,
        archivedAt: t.archived ? scope.now() : null,
      } as never)
      run.made.add(made.id)
      const born = instant(t.bornAt)
      if (born && born < scope.now())
        await scope.sql('update tasks set created_at = $2 where id = $1', [made.id, born], 'task-born')
      if (finished) await sayFinished(scope, made, finishedAt)
      return made.id
    },
    async (rowId, changed) => {
      const patch: Record<string, unknown> = {}
      for (const key of Object.keys(row)) if (changed.has(key)) patch[key] = row[key as keyof typeof row]
      if (changed.has('fields')) {
        const { rows } = await scope.sql<{ fields: Record<string, never> }>(
          'select fields from tasks where id = $1',
          [rowId],
        )
        patch.fields = { ...rows[0]?.fields, ...(await checkedFields(scope, projectId, fields)) }
      }
      if (changed.has('done')) patch.completedAt = finished ? finishedAt : null
      if (changed.has('archived')) patch.archivedAt = t.archived ? scope.now() : null
      return change(scope, taskNoun, rowId, patch)
    },
  )
  await bringDetails(run, t, id)
  return id
}

async function bringDetails(run: Run, t: ForeignTask, taskId: string): Promise<void> {
  const { scope, projectId, sources } = run
  for (const a of t.addresses) {
    const url = safeUrl(a.url)
    if (!url) {
      run.losses.lose('badLinks')
      continue
    }
    const values = { url, name: a.name.slice(0, 300) || url }
    await sources.carry(
      'attachments',
      'attachment',
      a.id,
      values,
      async () => (await create(scope, attachmentNoun, { projectId, taskId, ...values })).id,
      (id) => change(scope, attachmentNoun, id, values),
    )
  }
  if (t.spentMinutes > 0) await bringTime(run, t, taskId)
  for (const c of t.comments) {
    const text = c.text.trim().slice(0, 20_000)
    if (!text) continue
    await sources.carry(
      'comments',
      'comment',
      c.id,
      { text },
      async () =>
        (
          await create(scope, commentNoun, {
            projectId,
            taskId,
            authorId: run.people.get(c.author) ?? null,
            authorName: c.author.slice(0, 200) || '–',
            text,
            writtenAt: instant(c.at) ?? scope.now(),
          })
        ).id,
      (id) => change(scope, commentNoun, id, { text }),
    )
  }
}

/** Labels by name: one that the project already has is that one. */
export async function bringLabels(
  scope: Scope,
  projectId: string,
  sources: Sources,
  labels: readonly { id: string; name: string }[],
): Promise<Map<string, string>> {
  const { rows: here } = await scope.sql<{ id: string; name: string }>(
    'select id, lower(name) as name from labels where project_id = $1 and deleted_at is null',
    [projectId],
  )
  const brought = new Map<string, string>()
  for (const [i, l] of labels.entries()) {
    const name = l.name.trim().slice(0, 60) || '–'
    const same = here.find((x) => x.name === name.toLowerCase())
    if (same && !sources.rowOf('label', l.id)) {
      sources.match('labels', 'label', l.id, same.id, { name })
      brought.set(l.id, same.id)
      continue
    }
    const colour = labelColours[(here.length + i) % labelColours.length]!
    const id = await sources.carry(
      'labels',
      'label',
      l.id,
      { name },
      async () => (await create(scope, labelNoun, { projectId, name, colour })).id,
      (rowId) => change(scope, labelNoun, rowId, { name }),
    )
    brought.set(l.id, id)
  }
  return brought
}

const day = 1440
/** A total without a day or a name: as entries of who does the task, on the day it was finished, else made. Who has nobody is told. */
async function bringTime(run: Run, t: ForeignTask, taskId: string): Promise<void> {
  const { scope, projectId, sources, losses } = run
  const memberId = run.people.get(t.people[0] ?? '')
  if (!memberId || t.spentMinutes > 100 * day) return losses.lose('timeSpent')
  const workedOn = (instant(t.finishedAt) ?? instant(t.bornAt) ?? scope.now()).toISOString().slice(0, 10)
  // An entry holds a day at most.
  for (let i = 0; i * day < t.spentMinutes; i++) {
    const values = { minutes: Math.min(day, t.spentMinutes - i * day) }
    await sources.carry(
      'time',
      'timeEntry',
      `${t.id}/${i}`,
      values,
      async () =>
        (
          await create(scope, timeNoun, {
            projectId,
            taskId,
            memberId,
            workedOn,
            ...values,
            source: 'import',
            note: scope.workspace.locale === 'fr' ? 'Total repris à l’import' : 'Total brought by the import',
            loggedAt: scope.now(),
          })
        ).id,
      (id) => change(scope, timeNoun, id, values),
    )
  }
}
