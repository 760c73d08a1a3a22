import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { Cron } from 'croner'
import { reactionsTo } from './facts.ts'
import { forwardFacts } from './forwarder.ts'
import { systemGrant } from './gates/system.ts'
import { allSchedules, handlerOf, type Running } from './jobs.ts'
import type { Bus } from './live.ts'
import type { Platform } from './platform.ts'
import { inScope, type Scope } from './scope.ts'
import { traced } from './tracing.ts'

type Row = {
  id: string
  workspace_id: string | null
  project_id: string | null
  kind: string
  title: string
  payload: never
  attempts: number
  max_attempts: number
  checkpoint: unknown
  created_by: string | null
}

const leaseSeconds = 30
class Cancelled extends Error {}

/** Seconds before the next try: 2, 4, 8 … at most an hour. */
export const backOff = (attempt: number) => Math.min(3600, 2 ** attempt)

/**
 * Takes what is due, a few at a time. A job is leased and the lease renewed while it runs; if this process dies the lease
 * runs out and another takes it. Reactions and their mark "done" share a transaction: exactly once for what they write.
 */
export class Worker {
  private readonly platform: Platform
  private readonly name = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  private readonly running = new Map<string, { abort: AbortController; ended: Promise<void> }>()
  private stopping = false
  private readonly wakes: (() => void)[] = []
  private loops: Promise<void>[] = []
  private readonly crons: Cron[] = []
  /** Runs of the time table under way: the pools stay open until they end. */
  private readonly schedules = new Set<Promise<void>>()
  private readonly most: number

  constructor(platform: Platform, most = 3) {
    this.platform = platform
    this.most = most
  }

  start(bus: Bus): void {
    bus.on('pupitre_jobs', () => this.wakes[0]?.())
    bus.on('pupitre_outbox', () => this.wakes[1]?.())
    this.loops = [
      this.loop(2_000, () => this.takeDue()),
      this.loop(2_000, async () => void (await forwardFacts(this.platform)), 100),
    ]
    for (const s of allSchedules()) {
      this.crons.push(
        new Cron(s.cron, { timezone: s.timezone, protect: true }, (self: Cron) => {
          const run = this.runSchedule(s.name, self.currentRun() ?? new Date())
            .catch((err: Error) =>
              this.platform.log.error({ err, schedule: s.name }, 'a schedule could not be run'),
            )
            .finally(() => this.schedules.delete(run))
          this.schedules.add(run)
          return run
        }),
      )
    }
  }

  /** Calls `deed` at every wake, and every `idle` ms; wakes that come while it runs are not lost. */
  private async loop(idle: number, deed: () => Promise<void>, gather = 0): Promise<void> {
    let woken = false
    let rouse: () => void = () => {}
    this.wakes.push(() => {
      woken = true
      rouse()
    })
    while (!this.stopping) {
      woken = false
      await deed().catch((err) => this.stopping || this.platform.log.error({ err }, 'worker'))
      if (this.stopping) return
      if (!woken) {
        await new Promise<void>((done) => {
          const t = setTimeout(done, idle)
          rouse = () => {
            clearTimeout(t)
            done()
          }
        })
      }
      if (gather && !this.stopping) await new Promise((done) => setTimeout(done, gather)) // facts come in bursts: a larger block costs less
    }
  }

  private async takeDue(): Promise<void> {
    for (;;) {
      const room = this.most - this.running.size
      if (room <= 0 || this.stopping) return
      const { rows } = await this.platform.pools.worker.query<Row>(
        `update jobs set state = 'running', attempts = attempts + 1, worker = $1, started_at = coalesce(started_at, now()),
           lease_until = now() + make_interval(secs => $3)
         where id in (select id from jobs
           where ((state = 'queued' and run_at <= $4) or (state = 'running' and lease_until < now())) and kind <> 'schedule'
           order by run_at, id limit $2 for update skip locked)
         returning id, workspace_id, project_id, kind, title, payload, attempts, max_attempts, checkpoint, created_by`,
        [this.name, room, leaseSeconds, this.platform.clock.now()],
      )
      for (const row of rows) this.begin(row)
      if (rows.length < room) return
    }
  }

  private begin(row: Row): void {
    const abort = new AbortController()
    const beat = setInterval(() => void this.renew(row.id, abort), (leaseSeconds * 1000) / 3)
    const ended = this.run(row, abort)
      .catch((err) => this.platform.log.error({ err, job: row.id, kind: row.kind }, 'job bookkeeping'))
      .finally(() => {
        clearInterval(beat)
        this.running.delete(row.id)
        this.wakes[0]?.()
      })
    this.running.set(row.id, { abort, ended })
  }

  private async renew(id: string, abort: AbortController): Promise<void> {
    const { rows } = await this.platform.pools.worker
      .query<{ cancel_requested: boolean }>(
        'update jobs set lease_until = now() + make_interval(secs => $2) where id = $1 and worker = $3 and state = $4 returning cancel_requested',
        [id, leaseSeconds, this.name, 'running'],
      )
      .catch(() => ({ rows: [{ cancel_requested: false }] }))
    if (!rows[0] || rows[0].cancel_requested) abort.abort(new Cancelled())
  }

  private async run(row: Row, abort: AbortController): Promise<void> {
    try {
      // It took its process down again and again: it stops here, with its error to be read.
      if (row.attempts > row.max_attempts + 4) throw new Error('stopped after too many interrupted attempts')
      if (row.kind === 'reaction') {
        await this.react(row)
        return
      }
      const handler = handlerOf(row.kind)
      if (!handler) throw new Error(`no room knows the job ${row.kind}`)
      const result = await traced(`job ${row.kind}`, () => handler(this.handle(row, abort), row.payload))
      await this.finish(row, "state = 'done', result = $2, error = null", [
        result === undefined ? null : JSON.stringify(result),
      ])
    } catch (e) {
      await this.failed(row, e as Error)
    }
  }

  /** The deed and its "done" in one transaction: killed before the commit, both are undone and it is taken again. */
  private async react(row: Row): Promise<void> {
    const { kind, reaction, fact } = row.payload as {
      kind: string
      reaction: string
      fact: { id: string; at: string; trail: never; payload: never }
    }
    const found = reactionsTo(kind).find((r) => r.name === reaction)
    if (!found) throw new Error(`no room knows the reaction ${reaction}`)
    await inScope(this.platform, await this.grantOf(row), async (scope) => {
      await traced(`reaction ${kind} ${reaction}`, () => found.run(scope, { ...fact, at: new Date(fact.at) }))
      await scope.sql("update jobs set state = 'done', finished_at = now() where id = $1", [row.id])
    })
  }

  private handle(row: Row, abort: AbortController): Running {
    const { worker } = this.platform.pools
    return {
      id: row.id,
      attempt: row.attempts,
      checkpoint: row.checkpoint,
      signal: abort.signal,
      progress: async (done, total, note) => {
        if (abort.signal.aborted) throw abort.signal.reason
        const { rows } = await worker.query<{ cancel_requested: boolean }>(
          `update jobs set done_count = $2, total_count = coalesce($3, total_count), note = coalesce($4, note) where id = $1 and worker = $5 returning cancel_requested`,
          [row.id, done, total ?? null, note ?? null, this.name],
        )
        if (!rows[0] || rows[0].cancel_requested) throw new Cancelled()
        await this.tell(row)
      },
      keep: async (checkpoint) => {
        await worker.query('update jobs set checkpoint = $2 where id = $1 and worker = $3', [
          row.id,
          JSON.stringify(checkpoint),
          this.name,
        ])
      },
      scope: async <T>(work: (scope: Scope) => Promise<T>) =>
        inScope(this.platform, await this.grantOf(row), work),
    }
  }

  private grantOf(row: Row) {
    if (!row.workspace_id) throw new Error(`the job ${row.kind} belongs to no workspace`)
    return systemGrant(this.platform, row.workspace_id, row.kind, row.created_by)
  }

  private async finish(row: Row, set: string, values: unknown[] = []): Promise<void> {
    await this.platform.pools.worker.query(
      `update jobs set ${set}, finished_at = now(), lease_until = null where id = $1 and worker = '${this.name}'`,
      [row.id, ...values],
    )
    await this.tell(row)
  }

  private async failed(row: Row, e: Error): Promise<void> {
    if (e instanceof Cancelled) return this.finish(row, "state = 'cancelled'")
    if (this.stopping) {
      // Handed back at once instead of waiting for the lease to run out.
      await this.platform.pools.worker.query(
        "update jobs set state = 'queued', attempts = attempts - 1, lease_until = null where id = $1 and worker = $2",
        [row.id, this.name],
      )
      return
    }
    this.platform.log.warn({ err: e, job: row.id, kind: row.kind, attempt: row.attempts }, 'job failed')
    if (row.attempts >= row.max_attempts)
      return this.finish(row, "state = 'failed', visible = true, error = $2", [e.message])
    await this.platform.pools.worker.query(
      "update jobs set state = 'queued', error = $2, lease_until = null, run_at = $3::timestamptz + make_interval(secs => $4) where id = $1",
      [row.id, e.message, this.platform.clock.now(), backOff(row.attempts)],
    )
  }

  private async tell(row: Row): Promise<void> {
    if (!row.workspace_id) return
    const change = { topic: 'job', ids: [row.id], project: row.project_id, workspace: row.workspace_id }
    await this.platform.pools.worker.query("select pg_notify('pupitre_live', $1)", [JSON.stringify(change)])
  }

  /** The worker that manages to write the run's name first does it; the others see it is taken. */
  async runSchedule(name: string, at: Date): Promise<void> {
    const schedule = allSchedules().find((s) => s.name === name)
    if (!schedule || this.stopping) return
    const minute = new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString()
    const { rowCount } = await this.platform.pools.worker.query(
      "insert into jobs (kind, title, unique_key, state, visible, worker, started_at) values ('schedule', $1, $2, 'running', false, $3, now()) on conflict do nothing",
      [name, `${name}@${minute}`, this.name],
    )
    if (!rowCount) return
    const end = (state: string, error: string | null) =>
      this.platform.pools.worker.query(
        'update jobs set state = $2, error = $3, finished_at = now() where unique_key = $1',
        [`${name}@${minute}`, state, error],
      )
    await schedule.run(this.platform, at).then(
      () => end('done', null),
      (e: Error) => end('failed', e.message),
    )
  }

  /** Does everything that is due, then returns: for the command line and the tests. */
  async drain(): Promise<void> {
    do {
      await this.takeDue()
      await Promise.all([...this.running.values()].map((r) => r.ended))
    } while (await this.hasDue())
    await forwardFacts(this.platform)
  }

  private async hasDue(): Promise<boolean> {
    const { rowCount } = await this.platform.pools.worker.query(
      "select from jobs where state = 'queued' and run_at <= $1 limit 1",
      [this.platform.clock.now()],
    )
    return Boolean(rowCount)
  }

  /** Waits for what is nearly done, hands back the rest. */
  async stop(patience = 5_000): Promise<void> {
    this.stopping = true
    for (const c of this.crons) c.stop()
    for (const wake of this.wakes) wake()
    const all = Promise.allSettled([...[...this.running.values()].map((r) => r.ended), ...this.schedules])
    await Promise.race([all, new Promise((done) => setTimeout(done, patience).unref())])
    for (const { abort } of this.running.values()) abort.abort(new Error('stopping'))
    await Promise.race([Promise.all(this.loops), new Promise((done) => setTimeout(done, patience).unref())])
    await Promise.race([all, new Promise((done) => setTimeout(done, 2_000).unref())])
  }
}
