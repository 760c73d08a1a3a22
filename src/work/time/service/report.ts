import type { Scope } from '#platform/scope.ts'
import { hourlyCostsOf } from '../../calendars/service.ts'
import type { ReportBy, ReportRow } from '../model.ts'
import { conducted } from './entries.ts'

export type ReportWish = {
  from: string
  to: string
  projectId?: string | undefined
  memberId?: string | undefined
  clientId?: string | undefined
  billable?: boolean | undefined
}

const keys: Record<ReportBy, { key: string; label: string; line: string; estimate: string }> = {
  project: { key: 'p.id', label: 'p.name', line: "coalesce(o.name, '')", estimate: 'null::int' },
  client: { key: 'o.id', label: "coalesce(o.name, '')", line: "''", estimate: 'null::int' },
  action: { key: 't.action_id', label: "coalesce(a.title, '')", line: 'p.name', estimate: 'null::int' },
  task: { key: 't.id', label: "coalesce(t.title, '')", line: 'p.name', estimate: 't.estimate_minutes' },
  person: { key: 'm.id', label: 'm.name', line: "''", estimate: 'null::int' },
}

/** Whose time: everybody's in the projects one conducts, and one's own everywhere. */
const visible = `e.deleted_at is null and e.worked_on between $1 and $2 and (e.member_id = $3 or e.project_id = any ($4))
  and ($5::uuid is null or e.project_id = $5) and ($6::uuid is null or e.member_id = $6) and ($7::uuid is null or p.client_id = $7) and ($8::boolean is null or e.billable = $8)`
const joined = `time_entries e join members m on m.id = e.member_id join projects p on p.id = e.project_id
  left join organisations o on o.id = p.client_id left join tasks t on t.id = e.task_id left join actions a on a.id = t.action_id`
const values = (scope: Scope, w: ReportWish, projects: readonly string[]) => [
  w.from,
  w.to,
  scope.actor.id,
  projects,
  w.projectId ?? null,
  w.memberId ?? null,
  w.clientId ?? null,
  w.billable ?? null,
]

/** Time rolled up. Cost shows where the reader conducts every project that is counted, and hourly costs are known. */
export async function reportTime(scope: Scope, by: ReportBy, w: ReportWish): Promise<ReportRow[]> {
  const projects = await conducted(scope)
  const k = keys[by]
  const { rows } = await scope.sql<
    Omit<ReportRow, 'costCents'> & { memberId: string; unseen: boolean; projectId: string | null }
  >(
    `select coalesce((${k.key})::text, '') as key, ${k.label} as label, ${by === 'action' || by === 'task' ? k.line : by === 'project' ? k.line : "''"} as line,
       e.member_id as "memberId", bool_or(e.project_id <> all ($4)) as unseen, ${k.estimate} as "estimateMinutes",
       sum(e.minutes) as minutes, coalesce(sum(e.minutes) filter (where e.billable), 0) as "billableMinutes"
     from ${joined} where ${visible} group by 1, 2, 3, 4, 6${by === 'project' ? ', p.id' : ''}`,
    values(scope, w, projects),
  )
  const costs = projects.length ? await hourlyCostsOf(scope) : {}
  const sums = new Map<string, ReportRow>()
  for (const r of rows) {
    const id = `${r.key}\t${r.line}`
    const sum = sums.get(id) ?? {
      key: r.key,
      label: r.label,
      line: r.line,
      minutes: 0,
      billableMinutes: 0,
      estimateMinutes: r.estimateMinutes,
      costCents: 0,
    }
    const hourly = costs[r.memberId]
    sum.minutes += r.minutes
    sum.billableMinutes += r.billableMinutes
    sum.costCents =
      sum.costCents === null || hourly === undefined || r.unseen
        ? null
        : sum.costCents + Math.round((hourly * r.minutes) / 60)
    sums.set(id, sum)
  }
  return [...sums.values()].toSorted((a, b) => b.minutes - a.minutes || a.label.localeCompare(b.label))
}

/** A cell that a spreadsheet would take for a formula is kept as text (OWASP, CSV injection). */
const cell = (v: string | number) => {
  const text = typeof v === 'string' && /^[=+\-@\t\r]/.test(v) ? `'${v}` : String(v)
  return /[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const headings = {
  fr: [
    'Jour',
    'Personne',
    'Client',
    'Projet',
    'Action',
    'N°',
    'Tâche',
    'Minutes',
    'Heures',
    'Facturable',
    'Note',
    'Noté le',
  ],
  en: [
    'Day',
    'Person',
    'Client',
    'Project',
    'Action',
    'No.',
    'Task',
    'Minutes',
    'Hours',
    'Billable',
    'Note',
    'Logged on',
  ],
}

/** Every entry of the period as spreadsheets of the reader's language open it: semicolons, UTF-8 with its mark. */
export async function timeAsCsv(scope: Scope, w: ReportWish): Promise<string> {
  const projects = await conducted(scope)
  const { rows } = await scope.sql<{
    day: string
    person: string
    client: string
    project: string
    action: string
    number: number | null
    task: string
    minutes: number
    billable: boolean
    note: string
    logged: string
  }>(
    `select e.worked_on as day, m.name as person, coalesce(o.name, '') as client, p.name as project, coalesce(a.title, '') as action, t.number, coalesce(t.title, '') as task,
       e.minutes, e.billable, e.note, to_char(e.logged_at at time zone $9, 'YYYY-MM-DD HH24:MI') as logged
     from ${joined} where ${visible} order by e.worked_on, m.name, p.name, t.number, e.id limit 100000`,
    [...values(scope, w, projects), scope.timezone],
  )
  const hours = (m: number) => {
    const text = (m / 60).toFixed(2)
    return scope.locale === 'fr' ? text.replace('.', ',') : text
  }
  const yes = scope.locale === 'fr' ? ['oui', 'non'] : ['yes', 'no']
  const lines = rows.map((r) =>
    [
      r.day,
      r.person,
      r.client,
      r.project,
      r.action,
      r.number ?? '',
      r.task,
      r.minutes,
      hours(r.minutes),
      yes[r.billable ? 0 : 1] as string,
      r.note,
      r.logged,
    ].map(cell),
  )
  return `\uFEFF${[headings[scope.locale], ...lines].map((r) => r.join(';')).join('\r\n')}\r\n`
}
