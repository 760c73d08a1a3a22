/** The fact log in and out, by plain HTTP so that it streams: rows as lines of JSON arrays. */
export type FactTable = { name: string; columns: string[] }

async function call(
  url: string,
  sql: string,
  settings: Record<string, string>,
  body?: Buffer,
): Promise<Response> {
  const to = new URL(url)
  const database = to.searchParams.get('database') ?? (to.pathname.replace(/^\//, '') || 'default')
  const query = new URLSearchParams({ database, ...settings, ...(body && { query: sql }) })
  const headers = {
    authorization: `Basic ${Buffer.from(`${decodeURIComponent(to.username)}:${decodeURIComponent(to.password)}`).toString('base64')}`,
    'x-pupitre-stream': '1',
  }
  const answer = await fetch(`${to.origin}/?${query}`, {
    method: 'POST',
    headers,
    body: body ? new Uint8Array(body) : sql,
  })
  if (!answer.ok) throw new Error(`ClickHouse: ${(await answer.text()).slice(0, 500)}`)
  return answer
}

const quoted = (name: string) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``

async function lines<Row>(url: string, sql: string): Promise<Row[]> {
  const text = await (
    await call(url, `${sql} format JSONCompactEachRow`, { output_format_json_quote_64bit_integers: '0' })
  ).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
}

export async function factTables(url: string): Promise<FactTable[]> {
  const rows = await lines<[string, string[]]>(
    url,
    `select table, groupArray(name) from (select table, name from system.columns where database = currentDatabase() and default_kind not in ('MATERIALIZED', 'ALIAS')
      and table in (select name from system.tables where database = currentDatabase() and engine like '%MergeTree' and name != 'migrations') order by table, position) group by table order by table`,
  )
  return rows.map(([name, columns]) => ({ name, columns }))
}

export async function countFacts(url: string, t: Pick<FactTable, 'name'>): Promise<number> {
  const [row] = await lines<[number]>(url, `select count() from ${quoted(t.name)}`)
  return row?.[0] ?? 0
}

export async function factsOut(url: string, t: FactTable): Promise<AsyncIterable<Uint8Array>> {
  const sql = `select ${t.columns.map(quoted).join(', ')} from ${quoted(t.name)} format JSONCompactEachRow`
  const answer = await call(url, sql, {
    max_execution_time: '0',
    output_format_json_quote_64bit_integers: '1',
    output_format_json_quote_denormals: '1',
    max_block_size: '8192',
  })
  return answer.body as unknown as AsyncIterable<Uint8Array>
}

export async function factsIn(url: string, t: FactTable, chunk: Buffer): Promise<void> {
  const settings = {
    max_partitions_per_insert_block: '0',
    input_format_parallel_parsing: '0',
    async_insert: '0',
  }
  await call(
    url,
    `insert into ${quoted(t.name)} (${t.columns.map(quoted).join(', ')}) format JSONCompactEachRow`,
    settings,
    chunk,
  )
}

export const emptyFacts = async (url: string, t: FactTable): Promise<void> =>
  void (await call(url, `truncate table ${quoted(t.name)}`, {}))

/** Which of these facts the log already holds. */
export async function knownFacts(url: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const list = ids
    .filter((id) => /^[0-9a-f-]{36}$/.test(id))
    .map((id) => `'${id}'`)
    .join(',')
  return (await lines<[string]>(url, `select toString(id) from facts where id in (${list})`)).map(
    ([id]) => id,
  )
}

/** The facts of one workspace, one JSON object a line. */
export async function factsOfWorkspace(url: string, workspace: string): Promise<AsyncIterable<Uint8Array>> {
  const settings = { max_execution_time: '0', max_block_size: '8192', param_workspace: workspace }
  const answer = await call(
    url,
    'select * from facts where workspace = {workspace:UUID} order by at format JSONEachRow',
    settings,
  )
  return answer.body as unknown as AsyncIterable<Uint8Array>
}
