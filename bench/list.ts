import pg from 'pg'
import { type Measurable, startMeasured } from './house.ts'
import type { Measured } from './load.ts'

const sizes = [50, 5_000, 100_000] as const
const asked = 300

/**
 * The list of tasks through the API, a page of 50 in its usual and three other orders and filters, in projects of 50,
 * 5,000 and 100,000 tasks. The p95 must not follow the size: from 5,000 to 100,000 it
 * grows less than twice.
 */
export async function run(): Promise<Measured> {
  const house = await startMeasured()
  const db = new pg.Client({ connectionString: house.databaseUrl })
  try {
    await db.connect()
    const p95: number[] = []
    for (const size of sizes) {
      const project = await house.call<{ id: string }>('POST', '/api/v1/projects', { name: `Mesure ${size}` })
      // The first task gives the project its columns; the rest is written at once.
      await house.call('POST', `/api/v1/projects/${project.id}/tasks`, { title: 'La première' })
      await seed(db, project.id, size - 1)
      await db.query('analyze tasks')
      p95.push(await measure(house, project.id))
      console.error(`  ${size} tasks: p95 ${p95.at(-1)!.toFixed(1)} ms`)
    }
    const [, some = 0, many = 0] = p95
    return { name: 'list', ratio: many / some, ours: many, baseline: some, unit: 'ms p95' }
  } finally {
    await db.end()
    await house.stop()
  }
}

/** Tasks as a year of campaigns leaves them, straight into the table. */
async function seed(db: pg.Client, project: string, count: number): Promise<void> {
  if (!count) return
  await db.query(
    `insert into tasks (workspace_id, project_id, number, status_id, title, description, assignee_ids, due_on, starts_on, estimate_minutes, importance, urgency, position, completed_at)
     select p.workspace_id, p.id, 1 + n, s.ids[1 + n % array_length(s.ids, 1)], 'Relancer l’imprimeur pour l’affiche n° ' || n, repeat('contexte ', 20),
       m.ids[1 + n % array_length(m.ids, 1) : 1 + n % array_length(m.ids, 1)], date '2026-01-01' + n % 365, date '2026-01-01' + n % 365 - 3,
       60 * (n % 9), n % 4, n % 3, n * 65536.0, case when n % 4 = 0 then now() end
     from generate_series(1, $2::int) n, projects p,
       (select array_agg(id order by position) as ids from statuses where project_id = $1) s,
       (select array_agg(id) as ids from members where workspace_id = (select workspace_id from projects where id = $1)) m
     where p.id = $1`,
    [project, count],
  )
}

async function measure(house: Measurable, project: string): Promise<number> {
  const [member] = await house.call<{ id: string }[]>('GET', '/api/v1/members')
  const questions = [
    '',
    '&sort=due',
    '&sort=title',
    '&sort=priority&open=true',
    '&late=true&sort=due',
    `&assigneeId=${member?.id}`,
  ]
  const times: number[] = []
  const ask = async (n: number) => {
    const began = performance.now()
    await house.call('GET', `/api/v1/projects/${project}/tasks?limit=50${questions[n % questions.length]}`)
    return performance.now() - began
  }
  for (let n = 0; n < 50; n++) await ask(n)
  for (let n = 0; n < asked; n++) times.push(await ask(n))
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length * 0.95)] as number
}
