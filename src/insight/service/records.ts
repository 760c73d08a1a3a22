import type { Capture } from '#measure/model.ts'
import { metricNamed } from '#platform/catalogue.ts'
import { dayOf } from '#platform/clock.ts'
import type { Scope } from '#platform/scope.ts'
import { type ApprovalRecord, figure, type ReviewDocument } from '../model.ts'

type Period = { from: string; to: string }

/** What could be counted at all: without a site there are no visits to be nought, there are none known. */
export type Measured = {
  site: boolean
  goal: boolean
  link: boolean
  budget: boolean
  actions: ReadonlySet<string>
  lines: ReadonlySet<string>
}

export async function measured(
  scope: Scope,
  projectId: string,
  captures: readonly Capture[],
): Promise<Measured> {
  const { rows } = await scope.sql<{
    site: boolean
    goal: boolean
    link: boolean
    budget: boolean
    linked: string[]
  }>(
    `select exists (select from sites where project_id = $1 and deleted_at is null) as site,
       exists (select from goals where project_id = $1 and deleted_at is null) as goal,
       exists (select from links where project_id = $1 and deleted_at is null) as link,
       exists (select from budget_lines where project_id = $1 and deleted_at is null) as budget,
       array(select distinct action_id::text from links where project_id = $1 and action_id is not null and deleted_at is null) as linked`,
    [projectId],
  )
  const found = rows[0]!
  const actions = new Set([...found.linked, ...captures.map((c) => c.actionId)])
  const { rows: lines } = await scope.sql<{ id: string }>(
    'select distinct budget_line_id as id from actions where id = any ($1) and budget_line_id is not null and deleted_at is null',
    [[...actions]],
  )
  return { ...found, actions, lines: new Set(lines.map((l) => l.id)) }
}

/** The decisions on record, the newest first, as they were at the end of the period. */
export async function approvalRecords(
  scope: Scope,
  projectId: string,
  to: string,
): Promise<ApprovalRecord[]> {
  const { rows } = await scope.sql<{
    id: string
    title: string
    round: number
    state: string
    askedAt: Date
    decisions: ApprovalRecord['decisions']
  }>(
    `select a.id, a.title, a.round, a.state, a.created_at as "askedAt",
       coalesce(json_agg(json_build_object('name', p.name, 'decision', p.decision, 'comment', p.comment, 'at', p.decided_at, 'identifiedBy', p.identified_by)
         order by p.decided_at nulls last, p.name) filter (where p.id is not null), '[]') as decisions
     from approvals a left join approvers p on p.approval_id = a.id and p.deleted_at is null
     where a.project_id = $1 and a.deleted_at is null and (a.created_at at time zone $3)::date <= $2
     group by a.id order by a.created_at desc, a.id desc limit 50`,
    [projectId, to, scope.workspace.timezone],
  )
  return rows.map((r) => ({ ...r, askedAt: r.askedAt.toISOString() }))
}

export async function budgetEntriesIn(scope: Scope, projectId: string, p: Period): Promise<number> {
  const { rows } = await scope.sql<{ n: number }>(
    `select count(*)::int as n from budget_entries e join budget_lines l on l.id = e.line_id and l.deleted_at is null
     where e.project_id = $1 and e.deleted_at is null and e.dated_on between $2 and $3`,
    [projectId, p.from, p.to],
  )
  return rows[0]!.n
}

/** The first day on which a task that was due before is late: today, or the day after a period that is over. */
export function lateFrom(scope: Scope, to: string): string {
  const today = dayOf(scope.now(), scope.workspace.timezone)
  return to < today ? Temporal.PlainDate.from(to).add({ days: 1 }).toString() : today
}

/** The tasks of a project ($1) as they stood on the last day of a period ($2); due before $4, what was not done was late. */
export const tasksSql = `select t.number, t.title, t.due_on as "dueOn", t.assignee_ids as "assigneeIds", t.done_on as "doneOn",
    coalesce(t.done_on <= $2::date, false) as done, coalesce(t.due_on < $4::date and (t.done_on is null or t.done_on > $2::date), false) as late
  from (select *, (completed_at at time zone $3)::date as done_on from tasks) t
  where t.project_id = $1 and t.deleted_at is null`

export type TaskRow = {
  number: number
  title: string
  dueOn: string | null
  assigneeIds: string[]
  doneOn: string | null
  done: boolean
  late: boolean
}

export async function workIn(
  scope: Scope,
  projectId: string,
  p: Period,
  link: (state: string) => string,
): Promise<{ figures: ReviewDocument['work']; count: number }> {
  const { rows } = await scope.sql<TaskRow>(`${tasksSql} order by t.due_on nulls last, t.number`, [
    projectId,
    p.to,
    scope.workspace.timezone,
    lateFrom(scope, p.to),
  ])
  const late = rows.filter((t) => t.late)
  const names = await memberNames(
    scope,
    late.flatMap((t) => t.assigneeIds),
  )
  const onTime = (await metricNamed('work.onTime')?.read(scope, { projectId, ...p })) ?? null
  return {
    count: rows.length,
    figures: {
      total: figure(rows.length, 'count', link('all')),
      done: figure(rows.filter((t) => t.done).length, 'count', link('done')),
      late: figure(late.length, 'count', link('late')),
      onTime: figure(onTime, 'ratio', link('finished')),
      lateTasks: late.slice(0, 20).map((t) => ({
        number: t.number,
        title: t.title,
        dueOn: t.dueOn,
        who: t.assigneeIds.flatMap((id) => names.get(id) ?? []),
      })),
    },
  }
}

export async function memberNames(scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await scope.sql<{ id: string; name: string }>(
    'select id, name from members where id = any ($1)',
    [[...new Set(ids)]],
  )
  return new Map(rows.map((r) => [r.id, r.name]))
}
