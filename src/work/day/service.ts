import { invalid, notFound } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { get } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { shiftDay, weekdayOf } from '#platform/notices/model.ts'
import { wallOf } from '#platform/notices/settings.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { MyTask } from '../model.ts'
import { cardColumns } from '../service/read.ts'
import { waitsForMe } from '../service/waiting.ts'
import { taskNoun } from '../tables.ts'
import type { Block, BlockDraft, DayGlance, MyDay } from './model.ts'
import { hoursOf } from './service/hours.ts'

const open = 't.deleted_at is null and t.archived_at is null and t.completed_at is null'
const from = "tasks t join projects p on p.id = t.project_id and p.deleted_at is null and p.stage <> 'closed'"
const place = 'p.slug as "projectSlug", p.name as "projectName"'
const blockColumns = `b.id, b.task_id as "taskId", coalesce(t.title, b.title) as title, b.day, b.from_minute as "from", b.to_minute as "to", t.number,
  coalesce(t.completed_at is not null, false) as done, p.id as "projectId", p.slug as "projectSlug", p.name as "projectName"`
const blockFrom =
  'day_blocks b left join tasks t on t.id = b.task_id left join projects p on p.id = t.project_id'
const soonDays = 7

const me = (scope: Scope): string => {
  if (!scope.actor.id) throw notFound('member')
  return scope.actor.id
}

/** One's own day: what is on its hours, what is late, due, waiting, and the week at a glance. */
export async function readDay(scope: Scope, wanted?: string): Promise<MyDay> {
  const who = me(scope)
  const wall = wallOf(scope.now(), scope.timezone)
  const today = wall.day
  const day = wanted ?? today
  const monday = shiftDay(day, -weekdayOf(day))
  const hours = (
    await hoursOf(scope, [who], today < monday ? today : monday, shiftDay(today > day ? today : day, 30))
  ).get(who)
  const works = (d: string) => (hours?.get(d) ?? []).length > 0
  let nextWorkday = shiftDay(today, 1)
  for (let i = 0; i < 30 && !works(nextWorkday); i++) nextWorkday = shiftDay(nextWorkday, 1)
  const { rows: tasks } = await scope.sql<MyTask & { untilOn: string | null }>(
    `select ${cardColumns}, ${place}, case when z.until_on > $2 then z.until_on end as "untilOn" from ${from} left join day_snoozes z on z.task_id = t.id and z.member_id = $1
     where t.assignee_ids @> array[$1::uuid] and ${open} and (t.due_on <= $3 or t.due_on is null)
     order by t.due_on nulls last, t.due_minute nulls last, t.importance * 4 + t.urgency desc, t.id limit 400`,
    [who, today, shiftDay(today, soonDays)],
    'my-day',
  )
  const awake = tasks.filter((t) => !t.untilOn)
  const strip = ({ untilOn: _, ...t }: MyTask & { untilOn: string | null }): MyTask => t
  return {
    today,
    minute: wall.minute,
    day,
    blocks: await blocksOf(scope, day),
    hours: (hours?.get(day) ?? []).map(([a, b]) => [a, b] as [number, number]),
    nextWorkday,
    week: await glance(scope, monday, (d) => (hours?.get(d) ?? []).reduce((n, [a, b]) => n + b - a, 0)),
    late: awake.filter((t) => t.dueOn && t.dueOn < today).map(strip),
    dueToday: awake.filter((t) => t.dueOn === today).map(strip),
    soon: awake.filter((t) => t.dueOn && t.dueOn > today).map(strip),
    undated: awake
      .filter((t) => !t.dueOn)
      .slice(0, 50)
      .map(strip),
    waiting: await waiting(scope),
    snoozed: tasks.flatMap((t) => (t.untilOn ? [{ ...strip(t), untilOn: t.untilOn }] : [])),
    finishedToday: await finishedOn(scope, today),
  }
}

/** Somebody named me and I have said nothing there since, or a file waits for my word. */
async function waiting(scope: Scope): Promise<MyTask[]> {
  const { rows } = await scope.sql<MyTask>(
    `select ${cardColumns}, ${place} from ${from} where ${open} and ${waitsForMe}
       and not exists (select from day_snoozes z where z.task_id = t.id and z.member_id = $1 and z.until_on > $2)
     order by t.updated_at desc limit 50`,
    [scope.actor.id, dayOf(scope.now(), scope.timezone)],
    'my-waiting',
  )
  return rows
}

async function finishedOn(scope: Scope, day: string): Promise<number> {
  const { rows } = await scope.sql<{ n: number }>(
    'select count(*) as n from tasks t where t.assignee_ids @> array[$1::uuid] and t.deleted_at is null and (t.completed_at at time zone $3)::date = $2',
    [scope.actor.id, day, scope.timezone],
    'my-finished',
  )
  return rows[0]?.n ?? 0
}

async function glance(scope: Scope, monday: string, capacity: (day: string) => number): Promise<DayGlance[]> {
  const { rows } = await scope.sql<Omit<DayGlance, 'capacity'>>(
    `select d::date as day,
       (select coalesce(sum(b.to_minute - b.from_minute), 0) from day_blocks b where b.member_id = $1 and b.day = d::date) as planned,
       (select coalesce(sum(e.minutes), 0) from time_entries e where e.member_id = $1 and e.worked_on = d::date and e.deleted_at is null) as spent,
       (select count(*) from ${from} where t.assignee_ids @> array[$1::uuid] and ${open} and t.due_on = d::date) as due,
       (select count(*) from tasks t where t.assignee_ids @> array[$1::uuid] and t.deleted_at is null and (t.completed_at at time zone $3)::date = d::date) as finished
     from generate_series($2::date, $2::date + 6, interval '1 day') d order by 1`,
    [scope.actor.id, monday, scope.timezone],
    'my-week',
  )
  return rows.map((r) => ({ ...r, capacity: capacity(r.day) }))
}

async function blocksOf(scope: Scope, day: string): Promise<Block[]> {
  const { rows } = await scope.sql<Block>(
    `select ${blockColumns} from ${blockFrom} where b.member_id = $1 and b.day = $2 and (b.task_id is null or (t.id is not null and t.deleted_at is null)) order by b.from_minute, b.id`,
    [scope.actor.id, day],
    'my-blocks',
  )
  return rows
}

async function blockOf(scope: Scope, id: string): Promise<Block> {
  const { rows } = await scope.sql<Block>(
    `select ${blockColumns} from ${blockFrom} where b.id = $1 and b.member_id = $2`,
    [id, scope.actor.id],
  )
  if (!rows[0]) throw notFound('dayBlock')
  return rows[0]
}

const checked = (b: { from: number; to: number }) => {
  if (b.to <= b.from)
    throw invalid({
      fr: 'Un créneau finit après avoir commencé.',
      en: 'A block ends after it begins.',
    })
}
const told = (scope: Scope, id: string) => notify(scope, 'dayBlock', [id], null, me(scope))

/** Puts a task, or something of one's own, on the hours of a day. */
export async function placeBlock(scope: Scope, b: BlockDraft): Promise<Block> {
  checked(b)
  if (b.taskId) demand(scope, 'see', (await get(scope, taskNoun, b.taskId)).projectId)
  else if (!b.title) throw invalid({ fr: 'Donnez un nom à ce créneau.', en: 'Give this block a name.' })
  const { rows } = await scope.sql<{ id: string }>(
    'insert into day_blocks (workspace_id, member_id, task_id, title, day, from_minute, to_minute) values ($1, $2, $3, $4, $5, $6, $7) returning id',
    [scope.workspace.id, me(scope), b.taskId ?? null, b.taskId ? '' : b.title, b.day, b.from, b.to],
  )
  const id = rows[0]!.id
  await told(scope, id)
  return blockOf(scope, id)
}

export async function moveBlock(
  scope: Scope,
  id: string,
  to: Partial<Pick<BlockDraft, 'day' | 'from' | 'to' | 'title'>>,
): Promise<Block> {
  const before = await blockOf(scope, id)
  const next = {
    day: to.day ?? before.day,
    from: to.from ?? before.from,
    to: to.to ?? before.to,
    title: before.taskId ? '' : to.title || before.title,
  }
  checked(next)
  await scope.sql(
    'update day_blocks set day = $3, from_minute = $4, to_minute = $5, title = $6 where id = $1 and member_id = $2',
    [id, me(scope), next.day, next.from, next.to, next.title],
  )
  await told(scope, id)
  return blockOf(scope, id)
}

export async function removeBlock(scope: Scope, id: string): Promise<void> {
  const { rowCount } = await scope.sql('delete from day_blocks where id = $1 and member_id = $2', [
    id,
    me(scope),
  ])
  if (!rowCount) throw notFound('dayBlock')
  await told(scope, id)
}

/** Out of one's lists until a day; null: back now. What the team agreed on does not move. */
export async function snooze(scope: Scope, taskId: string, untilOn: string | null): Promise<void> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'see', task.projectId)
  if (untilOn === null)
    await scope.sql('delete from day_snoozes where member_id = $1 and task_id = $2', [me(scope), taskId])
  else
    await scope.sql(
      `insert into day_snoozes (workspace_id, member_id, task_id, until_on) values ($1, $2, $3, $4)
       on conflict (member_id, task_id) do update set until_on = excluded.until_on`,
      [scope.workspace.id, me(scope), taskId, untilOn],
    )
  await told(scope, taskId)
}
