import { amendMany } from '#platform/ledger-many.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Card } from '../../model.ts'
import { someCards } from '../../service/read.ts'
import { taskNoun } from '../../tables.ts'
import {
  always,
  calendarsOf,
  compile,
  datesOf,
  type PlanInput,
  type PlanTask,
  planFromCards,
} from '../model.ts'
import { inputOf } from './read.ts'

/** Two changes of one plan follow each other: each sees the dates the other wrote. */
export const alone = (scope: Scope, projectId: string) =>
  scope.sql("select pg_advisory_xact_lock(hashtextextended('plan ' || $1, 0))", [projectId], 'plan-alone')

/** Writes the dates that follow from links, durations and calendars; of automatic tasks, and only where they differ. */
export async function reschedule(scope: Scope, projectId: string): Promise<Card[]> {
  demand(scope, 'contribute', projectId)
  const { rowCount } = await scope.sql(
    "select from tasks where project_id = $1 and mode = 'auto' and deleted_at is null and archived_at is null limit 1",
    [projectId],
    'plan-any-auto',
  )
  if (!rowCount) return []
  await alone(scope, projectId)
  const input = await inputOf(scope, projectId)
  const patches = datesDue(input)
  await amendMany(scope, taskNoun, patches)
  return patches.length
    ? someCards(
        scope,
        patches.map((p) => p.id),
      )
    : []
}

type Dated = Pick<Card, 'startsOn' | 'startMinute' | 'dueOn' | 'dueMinute' | 'durationMinutes'>
export type DatePatch = { id: string; patch: Partial<Dated> }

/** What the schedule changes on the cards. */
export function datesDue(input: PlanInput): DatePatch[] {
  const plan = planFromCards(input)
  const schedule = compile(plan).schedule()
  const calendarOf = calendarsOf(plan)
  const tasks = new Map(plan.tasks.map((t) => [t.id, t]))
  const patches: DatePatch[] = []
  for (const card of input.cards) {
    const placed = schedule.of(card.id)
    const task = tasks.get(card.id)
    if (card.mode !== 'auto' || card.done || !placed || !task) continue
    const wanted: Partial<Dated> = datesOf(placed, calendarIn(task, calendarOf))
    // From now on its length is its own, whatever the calendar under its dates becomes.
    if (card.durationMinutes === null && !placed.summary) wanted.durationMinutes = Math.round(task.duration)
    const patch = Object.fromEntries(
      Object.entries(wanted).filter(([k, v]) => card[k as keyof Dated] !== v),
    ) as Partial<Dated>
    if (Object.keys(patch).length) patches.push({ id: card.id, patch })
  }
  return patches
}

const calendarIn = (t: PlanTask, calendarOf: ReturnType<typeof calendarsOf>) =>
  t.elapsed ? always : calendarOf(t)
