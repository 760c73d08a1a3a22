import { randomUUID } from 'node:crypto'
import { appendFacts, type FactRow } from './clickhouse.ts'
import type { Trail } from './facts.ts'
import type { Platform } from './platform.ts'

type Waiting = {
  id: string
  workspace_id: string
  kind: string
  at: Date
  trail: Trail
  payload: Record<string, unknown>
}

const text = (v: unknown) => (typeof v === 'string' ? v : '')

const asFactRow = (w: Waiting): FactRow => ({
  workspace: w.workspace_id,
  id: w.id,
  kind: w.kind,
  at: w.at.getTime(),
  project: w.trail.project ?? undefined,
  objective: w.trail.objective ?? undefined,
  action: w.trail.action ?? undefined,
  task: w.trail.task ?? undefined,
  link: w.trail.link ?? undefined,
  budget_line: w.trail.budgetLine ?? undefined,
  site: w.trail.site ?? undefined,
  utm_campaign: w.trail.campaign ?? undefined,
  actor: text(w.payload.actor) || undefined,
  name: text(w.payload.name),
  amount_cents: Number(w.payload.amountCents ?? 0),
  quantity: Number(w.payload.quantity ?? 1),
  props: Object.fromEntries(
    Object.entries(w.payload)
      .filter(([, v]) => typeof v === 'string' || typeof v === 'number')
      .map(([k, v]) => [k, String(v)]),
  ),
  origin: 'pupitre',
})

/**
 * Carries announced facts to the fact log. A batch is written down and committed *before* it is sent, and sent under its
 * own id as token: whoever dies in between, the same rows go again under the same token, and ClickHouse keeps one.
 * @returns how many facts were carried.
 */
export async function forwardFacts(platform: Platform, most = 5_000): Promise<number> {
  const { worker } = platform.pools
  const client = await worker.connect()
  let carried = 0
  try {
    // One forwarder at a time, over all processes: the order of batches stays simple, and two never take the same rows.
    const { rows: lock } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(7087106) as mine',
    )
    if (!lock[0]?.mine) return 0
    try {
      for (;;) {
        const { rows: unsent } = await client.query<{ id: string }>(
          'select id from fact_batches where sent_at is null order by created_at limit 1',
        )
        const batch = unsent[0]?.id ?? (await gather(client, most))
        if (!batch) return carried
        const { rows } = await client.query<Waiting>(
          'select id, workspace_id, kind, at, trail, payload from outbox where batch_id = $1 order by id',
          [batch],
        )
        await appendFacts(platform.clickhouse, batch, rows.map(asFactRow))
        await client.query('begin')
        await client.query('delete from outbox where batch_id = $1', [batch])
        await client.query('update fact_batches set sent_at = now() where id = $1', [batch])
        await client.query("delete from fact_batches where sent_at < now() - interval '1 day'")
        await client.query('commit')
        carried += rows.length
      }
    } finally {
      await client.query('rollback').catch(() => {})
      await client.query('select pg_advisory_unlock(7087106)').catch(() => {})
    }
  } finally {
    client.release()
  }
}

async function gather(
  client: { query: (text: string, values?: unknown[]) => Promise<{ rowCount: number | null }> },
  most: number,
): Promise<string | undefined> {
  const id = randomUUID()
  await client.query('begin')
  await client.query('insert into fact_batches (id) values ($1)', [id])
  const { rowCount } = await client.query(
    'update outbox set batch_id = $1 where id in (select id from outbox where batch_id is null order by id limit $2 for update skip locked)',
    [id, most],
  )
  if (!rowCount) {
    await client.query('rollback')
    return undefined
  }
  await client.query('commit')
  return id
}
