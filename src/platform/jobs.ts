import type { Scope } from './scope.ts'

/** What a running job may say and ask. */
export type Running = {
  id: string
  attempt: number
  /** What an earlier attempt left by `checkpoint`, if any. */
  checkpoint: unknown
  signal: AbortSignal
  /** Shows how far it got; the page sees it at once. Throws when the job was cancelled. */
  progress(done: number, total?: number | null, note?: string): Promise<void>
  keep(checkpoint: unknown): Promise<void>
  /** A transaction in the workspace of the job. Long work opens one per step. */
  scope<T>(work: (scope: Scope) => Promise<T>): Promise<T>
}

export type JobHandler = (job: Running, payload: never) => Promise<unknown>
const handlers = new Map<string, JobHandler>()

/** Declares long work by its kind: `import.trello`. What it returns is kept as the job's result. */
export function job<P>(kind: string, run: (job: Running, payload: P) => Promise<unknown>): { kind: string } {
  if (handlers.has(kind)) throw new Error(`two jobs are named ${kind}`)
  handlers.set(kind, run as JobHandler)
  return { kind }
}
export const handlerOf = (kind: string) => handlers.get(kind)

type Schedule = {
  name: string
  cron: string
  timezone: string
  run: (platform: import('./platform.ts').Platform, at: Date) => Promise<void>
}
const schedules: Schedule[] = []
/** Declares something done at set times (cron, in a time zone), once over all workers. */
export function every(name: string, cron: string, timezone: string, run: Schedule['run']): void {
  schedules.push({ name, cron, timezone, run })
}
/**
 * Declares something done at set times in every workspace, as a job of its own there: once per time, tried again if it
 * fails, one workspace's trouble not another's.
 */
export function everyWorkspace(
  name: string,
  cron: string,
  timezone: string,
  run: (job: Running, at: Date) => Promise<unknown>,
): void {
  job<{ at: string }>(name, (running, { at }) => run(running, new Date(at)))
  every(name, cron, timezone, async (platform, at) => {
    await platform.pools.worker.query(
      `insert into jobs (workspace_id, kind, payload, unique_key, run_at, max_attempts, visible)
       select id, $1, jsonb_build_object('at', $2::text), $1 || ':' || id || ':' || $2, $3, 5, false from workspaces
       on conflict (unique_key) do nothing`,
      [name, at.toISOString(), at],
    )
    await platform.pools.worker.query("select pg_notify('pupitre_jobs', '')")
  })
}

export const allSchedules = (): readonly Schedule[] => schedules

export type NewJob = {
  kind: string
  title?: string
  payload?: unknown
  project?: string | null
  /** A second job with the same key is not made. */
  uniqueKey?: string
  runAt?: Date
  maxAttempts?: number
  /** Shown on the pages; reactions and mails are only shown when they fail. */
  visible?: boolean
}

/** Puts work in the queue, in the transaction of the change: rolled back with it. @returns the job's id, or undefined if the key was taken. */
export async function enqueue(scope: Scope, j: NewJob): Promise<string | undefined> {
  return (await enqueueMany(scope, [j]))[0]
}

/** Many at once, in one statement. @returns the ids of those that were made. */
export async function enqueueMany(scope: Scope, all: readonly NewJob[]): Promise<string[]> {
  if (!all.length) return []
  const made = all.map((j) => ({
    // Who sees only some projects could not write a row of none.
    project: j.project ?? (scope.projects === '*' ? null : (scope.projects[0] ?? null)),
    kind: j.kind,
    title: j.title ?? '',
    payload: j.payload ?? {},
    unique_key: j.uniqueKey ?? null,
    run_at: j.runAt ?? new Date(0),
    max_attempts: j.maxAttempts ?? 1,
    visible: j.visible ?? true,
  }))
  const { rows } = await scope.sql<{ id: string }>(
    `insert into jobs (workspace_id, project_id, kind, title, payload, unique_key, run_at, max_attempts, visible, created_by)
     select $1, j.project, j.kind, j.title, j.payload, j.unique_key, j.run_at, j.max_attempts, j.visible, $2
     from jsonb_to_recordset($3::jsonb) as j (project uuid, kind text, title text, payload jsonb, unique_key text, run_at timestamptz, max_attempts int, visible boolean)
     on conflict (unique_key) do nothing returning id`,
    [scope.workspace.id, scope.actor.id, JSON.stringify(made)],
    'enqueue',
  )
  await scope.sql("select pg_notify('pupitre_jobs', '')")
  return rows.map((r) => r.id)
}

/** The same quiet work in every workspace, once per key: for what is declared by `every`. */
export async function enqueueEverywhere(
  platform: import('./platform.ts').Platform,
  j: { kind: string; key: string; maxAttempts?: number },
): Promise<void> {
  await platform.pools.worker.query(
    `insert into jobs (workspace_id, kind, unique_key, run_at, max_attempts, visible)
     select id, $1, $1 || '@' || id || '@' || $2, to_timestamp(0), $3, false from workspaces on conflict (unique_key) do nothing`,
    [j.kind, j.key, j.maxAttempts ?? 5],
  )
  await platform.pools.worker.query("select pg_notify('pupitre_jobs', '')")
}
