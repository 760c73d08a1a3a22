import { notFound } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { planCalendarsOf } from '../../calendars/service/plan.ts'
import type { Card } from '../../model.ts'
import { cardColumns } from '../../service/read.ts'
import type { Baseline, Link, PlanDetail, PlanInput, PlanSettings, Portfolio, ProjectPlan } from '../model.ts'

const linkColumns =
  'l.id, l.project_id as "projectId", l.from_id as "fromId", l.to_id as "toId", l.kind, l.lag, l.lag_unit as "lagUnit", l.version'
/** Links between tasks in the bin or in the archive wait there with them. */
const liveLinks = `task_links l join tasks a on a.id = l.from_id and a.deleted_at is null and a.archived_at is null
  join tasks b on b.id = l.to_id and b.deleted_at is null and b.archived_at is null where l.deleted_at is null`
const live = 't.deleted_at is null and t.archived_at is null'
const detailColumns =
  't.id, t.elapsed, t.actual_start as "actualStart", t.actual_finish as "actualFinish", t.calendar_id as "calendarId", t.ignores_person_calendar as "ignoresPersonCalendar"'
const detailed =
  '(t.elapsed or t.actual_start is not null or t.actual_finish is not null or t.calendar_id is not null or t.ignores_person_calendar)'
export const baselineColumns = `b.id, b.project_id as "projectId", b.name, b.number, b.taken_at as "takenAt", b.version,
  (select count(*)::int from baseline_tasks k where k.baseline_id = b.id) as "taskCount"`

export const todayIn = (scope: Scope) => dayOf(scope.now(), scope.workspace.timezone)

export async function linksOf(scope: Scope, projectId: string): Promise<Link[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<Link>(
    `select ${linkColumns} from ${liveLinks} and l.project_id = $1 order by l.id`,
    [projectId],
    'plan-links',
  )
  return rows
}

export const detailsOf = async (scope: Scope, projectId: string): Promise<PlanDetail[]> =>
  (
    await scope.sql<PlanDetail>(
      `select ${detailColumns} from tasks t where t.project_id = $1 and ${live} and ${detailed}`,
      [projectId],
      'plan-details',
    )
  ).rows

type Said = Omit<PlanSettings, 'projectCalendarId'>
const settingsSql = `select p.id as "projectId", s.calendar_id as "calendarId", s.launch_task_id as "launchTaskId", s.status_on as "statusOn",
    coalesce(s.critical_slack_minutes, 0) as "criticalSlackMinutes", p.starts_on as "startsOn", coalesce(s.version, 0) as version
  from projects p left join project_plans s on s.project_id = p.id and s.deleted_at is null where p.deleted_at is null`

export async function settingsOf(scope: Scope, projectId: string): Promise<Said> {
  const { rows } = await scope.sql<Said>(`${settingsSql} and p.id = $1`, [projectId], 'plan-settings')
  if (!rows[0]) throw notFound('project')
  return rows[0]
}

export const baselinesOf = async (scope: Scope, projectId: string): Promise<Baseline[]> =>
  (
    await scope.sql<Baseline>(
      `select ${baselineColumns} from baselines b where b.project_id = $1 and b.deleted_at is null order by b.taken_at, b.id`,
      [projectId],
      'plan-baselines',
    )
  ).rows

/** Everything a Gantt needs beyond the cards. */
export async function planOf(scope: Scope, projectId: string): Promise<ProjectPlan> {
  demand(scope, 'see', projectId)
  const hours = await planCalendarsOf(scope, projectId)
  const settings = await settingsOf(scope, projectId)
  return {
    settings: { ...settings, projectCalendarId: hours.projectCalendarId },
    calendars: hours.calendars as ProjectPlan['calendars'],
    people: hours.people,
    links: await linksOf(scope, projectId),
    details: await detailsOf(scope, projectId),
    baselines: await baselinesOf(scope, projectId),
    today: todayIn(scope),
  }
}

/** The same for every project in sight that is not closed. */
export async function portfolioPlan(scope: Scope): Promise<Portfolio> {
  demand(scope, 'see')
  const hours = await planCalendarsOf(scope)
  const known = new Set(hours.calendars.map((c) => c.id))
  const open = "in (select id from projects where deleted_at is null and stage <> 'closed')"
  const projects = await scope.sql<Said>(`${settingsSql} and p.stage <> 'closed' order by p.name, p.id`)
  const links = await scope.sql<Link>(
    `select ${linkColumns} from ${liveLinks} and l.project_id ${open} order by l.id limit 50000`,
  )
  const details = await scope.sql<PlanDetail>(
    `select ${detailColumns} from tasks t where ${live} and ${detailed} and t.project_id ${open} limit 50000`,
  )
  return {
    projects: projects.rows.map((p) => ({
      ...p,
      projectCalendarId: p.calendarId && known.has(p.calendarId) ? p.calendarId : hours.defaultId,
    })),
    calendars: hours.calendars as Portfolio['calendars'],
    people: hours.people,
    links: links.rows,
    details: details.rows,
    today: todayIn(scope),
  }
}

export const cardsOf = async (scope: Scope, projectId: string): Promise<Card[]> =>
  (
    await scope.sql<Card>(
      `select ${cardColumns} from tasks t where t.project_id = $1 and ${live} order by t.number limit 20000`,
      [projectId],
      'plan-cards',
    )
  ).rows

export type WholePlan = Omit<PlanInput, 'cards' | 'links'> & { cards: Card[]; links: Link[] }

/** What the schedule of a project is computed from. */
export async function inputOf(scope: Scope, projectId: string): Promise<WholePlan> {
  const hours = await planCalendarsOf(scope, projectId)
  const settings = await settingsOf(scope, projectId)
  return {
    cards: await cardsOf(scope, projectId),
    links: await linksOf(scope, projectId),
    details: await detailsOf(scope, projectId),
    calendars: hours.calendars,
    projectCalendarId: hours.projectCalendarId,
    people: hours.people,
    startsOn: settings.startsOn,
    today: todayIn(scope),
    statusOn: settings.statusOn,
    criticalSlackMinutes: settings.criticalSlackMinutes,
  }
}
