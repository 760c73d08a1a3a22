import { get } from '#platform/ledger.ts'
import { demand, mayDoIn, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { insideOnly, planCalendarsOf } from '../../calendars/service.ts'
import { today } from '../../service/read.ts'
import type { Capacity, Work } from '../model.ts'

const open = 't.completed_at is null and t.deleted_at is null and t.archived_at is null'
const most = 20_000

/** Unfinished work of every project in sight: of people, or waiting for somebody. A summary is its children. */
export async function openWork(scope: Scope): Promise<Work[]> {
  const { rows } = await scope.sql<Work>(
    `select t.id, t.project_id as "projectId", t.number, t.title, t.assignee_ids as "assigneeIds", t.starts_on as "startsOn", t.due_on as "dueOn",
       case when t.kind = 'milestone' then 0 else t.estimate_minutes end as "estimateMinutes", t.duration_minutes as "durationMinutes",
       t.progress, false as done, t.version,
       array (select l.name from labels l where l.id = any (t.label_ids) and l.deleted_at is null order by l.name) as needs
     from tasks t join projects p on p.id = t.project_id and p.deleted_at is null and p.stage <> 'closed'
     where ${open} and (t.assignee_ids <> '{}' or t.due_on is not null)
       and not exists (select from tasks c where c.parent_id = t.id and c.deleted_at is null and c.archived_at is null)
     order by t.due_on, t.id limit ${most}`,
    [],
    'open-work',
  )
  return rows
}

/** What the private projects of others ask of people: their minutes, without a name. */
async function hiddenWork(scope: Scope): Promise<Work[]> {
  if (!scope.hidden?.length) return []
  const { rows } = await scope.sql<
    Omit<Work, 'id' | 'projectId' | 'number' | 'title' | 'done' | 'needs' | 'version'>
  >(
    `select assignee_ids as "assigneeIds", starts_on as "startsOn", due_on as "dueOn", estimate_minutes as "estimateMinutes",
       duration_minutes as "durationMinutes", progress from pupitre.hidden_work()`,
    [],
    'hidden-work',
  )
  return rows.map((r, i) => ({
    ...r,
    id: `hidden:${i}`,
    projectId: null,
    number: 0,
    title: '',
    done: false,
    needs: [],
    version: 1,
  }))
}

type Person = Omit<Capacity['people'][number], 'calendarId'>

/**
 * Who works when, and on what: what a workload is counted from, in the browser as here. A guest asks for one project, and
 * gets its people with the work of the projects open to them.
 */
export async function capacityOf(scope: Scope, o: { projectId?: string } = {}): Promise<Capacity> {
  const inside = scope.projects === '*'
  if (o.projectId) {
    demand(scope, 'see', o.projectId)
    await get(scope, projectNoun, o.projectId)
  } else insideOnly(scope)
  const works = [...(await openWork(scope)), ...(await hiddenWork(scope))]
  const all = await planCalendarsOf(scope, o.projectId)
  const { rows: members } = await scope.sql<Person>(
    `select m.id, m.name, m.deactivated_at is null as active, coalesce(w.skills, '{}') as skills
     from members m left join member_work w on w.member_id = m.id and w.deleted_at is null
     where m.deleted_at is null and m.role <> 'guest' or m.id in (select member_id from project_members) order by m.name, m.id`,
    [],
    'capacity-people',
  )
  const busy = new Set(works.flatMap((w) => w.assigneeIds))
  const mine = new Set(inside ? [] : await peopleOf(scope, o.projectId))
  const people = members
    .filter((m) => (inside ? m.active || busy.has(m.id) : busy.has(m.id) || mine.has(m.id)))
    .map((m) => ({ ...m, skills: inside ? m.skills : [], calendarId: all.people[m.id] ?? all.defaultId }))
  const used = new Set(people.map((p) => p.calendarId))
  const { rows: projects } = await scope.sql<Omit<Capacity['projects'][number], 'mayChange'>>(
    'select id, name, slug, colour from projects where deleted_at is null order by name',
    [],
    'capacity-projects',
  )
  const seen = new Set(works.map((w) => w.projectId))
  return {
    today: today(scope),
    people,
    calendars: all.calendars.filter((c) => !c.id.startsWith('person:') || used.has(c.id)),
    works,
    projects: projects
      .filter((p) => seen.has(p.id))
      .map((p) => ({ ...p, mayChange: mayDoIn(scope, 'contribute', p.id) })),
    whole: inside,
  }
}

async function peopleOf(scope: Scope, projectId: string | undefined): Promise<string[]> {
  if (!projectId) return []
  const { rows } = await scope.sql<{ id: string }>(
    'select member_id as id from project_members where project_id = $1',
    [projectId],
  )
  return rows.map((r) => r.id)
}
