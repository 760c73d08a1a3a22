import { type ClickHouseClient, createClient } from '@clickhouse/client'
import type { Scope } from './scope.ts'

export function openClickhouse(url: string): ClickHouseClient {
  return createClient({
    url,
    request_timeout: 60_000,
    max_open_connections: 8,
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      date_time_input_format: 'best_effort',
    },
    log: { level: 127 }, // its warnings go to the console; failures are thrown and logged once by the caller
  })
}

/**
 * Asks the fact log within a scope. The query must read from `{facts}`, which becomes the facts this scope may see
 * and no others: the table itself cannot be named. Parameters are bound as `{name:Type}`.
 */
export async function askFacts<Row>(
  scope: Scope,
  query: string,
  params: Record<string, unknown> = {},
): Promise<Row[]> {
  if (!query.includes('{facts}')) throw new Error('a question to the fact log must read from {facts}')
  if (/\b(?:from|join)\s+(?:\w+\.)?facts\b/i.test(query)) throw new Error('name {facts}, not the table')
  const seesAll = scope.projects === '*'
  const those = seesAll ? (scope.hidden ?? []) : scope.projects
  const mine =
    seesAll && !those.length ? '' : ` and project ${seesAll ? 'not in' : 'in'} {scope_projects:Array(UUID)}`
  const result = await scope.platform.clickhouse.query({
    query: query.replaceAll(
      '{facts}',
      `(select * from facts where workspace = {scope_workspace:UUID}${mine})`,
    ),
    query_params: {
      ...params,
      scope_workspace: scope.workspace.id,
      ...(mine && { scope_projects: those }),
    },
    format: 'JSONEachRow',
    clickhouse_settings: { max_execution_time: 30 },
  })
  return result.json<Row>()
}

export const noId = '00000000-0000-0000-0000-000000000000'

/** A row of the fact log. Absent columns take ClickHouse's empty value. */
export type FactRow = {
  workspace: string
  id: string
  kind: string
  /** Milliseconds since 1970, UTC. */
  at: number
  project?: string
  objective?: string
  action?: string
  task?: string
  link?: string
  budget_line?: string
  site?: string
  actor?: string
  /** Unsigned 64-bit integer, as decimal digits. */
  visitor?: string
  name?: string
  host?: string
  path?: string
  title?: string
  referrer?: string
  channel?: string
  utm_source?: string
  utm_medium?: string
  utm_campaign?: string
  utm_content?: string
  utm_term?: string
  device?: string
  browser?: string
  os?: string
  country?: string
  bot?: 0 | 1
  status?: number
  bytes?: number
  amount_cents?: number
  quantity?: number
  props?: Record<string, string>
  origin?: string
}

const columns = [
  ['workspace', noId],
  ['id', noId],
  ['kind', ''],
  ['at', 0],
  ['project', noId],
  ['objective', noId],
  ['action', noId],
  ['task', noId],
  ['link', noId],
  ['budget_line', noId],
  ['site', noId],
  ['actor', noId],
  ['visitor', '0'],
  ['name', ''],
  ['host', ''],
  ['path', ''],
  ['title', ''],
  ['referrer', ''],
  ['channel', ''],
  ['utm_source', ''],
  ['utm_medium', ''],
  ['utm_campaign', ''],
  ['utm_content', ''],
  ['utm_term', ''],
  ['device', ''],
  ['browser', ''],
  ['os', ''],
  ['country', ''],
  ['bot', 0],
  ['status', 0],
  ['bytes', 0],
  ['amount_cents', 0],
  ['quantity', 0],
  ['props', {}],
  ['origin', ''],
] as const satisfies readonly (readonly [keyof FactRow, unknown])[]

const insertInto = `insert into facts (${columns.map(([c]) => c).join(', ')})`

/**
 * Appends one block to the fact log. The same token sent again is dropped by ClickHouse, so a sender that is not sure
 * whether a block arrived sends it again. At most 50,000 rows a block.
 */
export async function appendFacts(
  clickhouse: ClickHouseClient,
  token: string,
  rows: readonly FactRow[],
): Promise<void> {
  if (!rows.length) return
  const lines = rows
    .map((r) =>
      JSON.stringify(
        columns.map(([c, empty]) => (c === 'at' ? new Date(r.at).toISOString() : (r[c] ?? empty))),
      ),
    )
    .join('\n')
  await clickhouse.command({
    query: `${insertInto} format JSONCompactEachRow\n${lines}`,
    clickhouse_settings: {
      insert_deduplicate: 1,
      insert_deduplication_token: token,
      input_format_parallel_parsing: 0,
      async_insert: 0,
    },
  })
}
