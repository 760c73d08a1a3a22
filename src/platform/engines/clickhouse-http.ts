import crypto from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { createGunzip, createInflate } from 'node:zlib'
import type { RawInsertFormat, Session } from 'chdb'
import { type Ask, type Sessions, within } from './clickhouse-sessions.ts'

/** Enough of ClickHouse's HTTP interface (https://clickhouse.com/docs/interfaces/http) for its official client. */
export function speakHttp(sessions: Sessions, token: string): Server {
  const server = createServer((request, response) => void answer(sessions, token, request, response))
  server.keepAliveTimeout = 60_000 // longer than the client keeps an idle socket, so it never writes to one we just closed
  server.requestTimeout = 0
  return server
}

const NOT_SETTINGS =
  /^(query|query_id|session_id|session_timeout|session_check|database|user|password|role|quota_key|wait_end_of_query|buffer_size|send_progress_in_http_headers|http_headers_progress_interval_ms|cancel_http_readonly_queries_on_client_close|enable_http_compression|default_format|compress|decompress|param_.*)$/
const INSERT = /^\s*insert\s+into\s+(?:table\s+)?([\w.`]+)\s*(?:\(([^()]*)\))?\s*\bformat\s+(\w+)\s*;?\s*$/i
const RAW_FORMATS =
  /^(JSONEachRow|JSONCompactEachRow|CSV|CSVWithNames|TSV|TabSeparated|TSVWithNames|TabSeparatedWithNames)$/

async function answer(
  sessions: Sessions,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine')
  try {
    if (url.pathname === '/ping') return void response.end('Ok.\n')
    if (!mayEnter(request, url, token))
      return fail(
        response,
        401,
        516,
        'Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)',
      )
    const body = await bodyOf(request)
    const started = performance.now()
    const done = (format: string, read: { rowsRead?: number; bytesRead?: number }, written = 0) => {
      response.setHeader('X-ClickHouse-Query-Id', url.searchParams.get('query_id') ?? '')
      response.setHeader('X-ClickHouse-Format', format)
      const [read_rows, read_bytes] = [String(read.rowsRead ?? 0), String(read.bytesRead ?? 0)]
      response.setHeader(
        'X-ClickHouse-Summary',
        JSON.stringify({
          read_rows,
          read_bytes,
          written_rows: String(written),
          written_bytes: '0',
          total_rows_to_read: read_rows,
          result_rows: '0',
          result_bytes: '0',
          elapsed_ns: String(Math.round((performance.now() - started) * 1e6)),
        }),
      )
    }
    const query = url.searchParams.get('query') ?? ''
    const ask = asked(url, query, body)
    const rows = rowsToInsert(query, body)
    if (rows) {
      const plain = { ...ask, settings: [], params: [] }
      const values = { ...rows, settings: Object.fromEntries(ask.settings) }
      const written =
        rows.values.length === 0
          ? undefined
          : await sessions.inserting((c) => within(c, plain, (session) => session.insert(values)))
      done('', {}, written?.rowsWritten)
      return void response.end()
    }
    if (request.headers['x-pupitre-stream'] && /^\s*(select|with)\b/i.test(ask.sql))
      return await sessions.reading(ask.settings, (c) =>
        within(c, ask, (session) => pour(session, ask, response)),
      )
    const run = (c: Parameters<typeof within>[0]) =>
      within(c, ask, (session) => session.queryAsync(ask.sql, { format: ask.format }))
    const result = /^\s*insert\b/i.test(ask.sql)
      ? await sessions.inserting(run)
      : await sessions.reading(ask.settings, run)
    done(ask.format, result)
    response.end(result.bytes())
  } catch (error) {
    const message = String((error as Error)?.message ?? error)
    if (response.headersSent) return void response.destroy(error as Error) // a cut answer must not look complete
    fail(
      response,
      500,
      Number(/Code: (\d+)/.exec(message)?.[1] ?? 1),
      /DB::Exception/.test(message) ? message : `Code: 1. DB::Exception: ${message} (UNKNOWN)`,
    )
  }
}

/** Sends the rows as they come, for readings larger than memory; asked for by a header real servers ignore (they always stream). */
async function pour(session: Session, ask: Ask, response: ServerResponse): Promise<void> {
  const stream = session.queryStream(ask.sql, { format: ask.format })
  response.on('close', () => stream.cancel())
  for await (const chunk of stream)
    if (!response.write(chunk.raw()))
      await new Promise<void>((on) => response.once('drain', on).once('close', on))
  response.end()
}

/** The common insert, rows in a text format after one line of SQL: handed over as bytes, which costs half of parsing it as a query. */
function rowsToInsert(query: string, body: Buffer) {
  const end = query ? 0 : body.subarray(0, 8192).indexOf(10)
  const [, table, columns, format] = INSERT.exec(query || body.toString('utf8', 0, Math.max(end, 0))) ?? []
  if (!table || !RAW_FORMATS.test(format ?? '')) return undefined
  const names = columns?.split(',').map((name) => name.trim().replaceAll('`', ''))
  return {
    table: table.replaceAll('`', ''),
    values: query ? body : body.subarray(end + 1),
    format: format as RawInsertFormat,
    ...(names && { columns: names }),
  }
}

function asked(url: URL, query: string, body: Buffer): Ask {
  const text = body.toString('utf8')
  const sql = query ? (text ? `${query}\n${text}` : query) : text
  const format =
    (query ? undefined : /\bformat\s+(\w+)\s*;?\s*$/i.exec(sql.slice(-200))?.[1]) ??
    url.searchParams.get('default_format') ??
    'TabSeparated'
  const all = [...url.searchParams]
  return {
    sql,
    format,
    database: url.searchParams.get('database') || 'default',
    settings: all.filter(([name]) => !NOT_SETTINGS.test(name)),
    params: all.filter(([name]) => name.startsWith('param_')).map(([name, value]) => [name.slice(6), value]),
  }
}

function mayEnter(request: IncomingMessage, url: URL, token: string): boolean {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const given =
    request.headers['x-clickhouse-key'] ??
    (basic &&
      Buffer.from(basic, 'base64')
        .toString()
        .replace(/^[^:]*:/, '')) ??
    url.searchParams.get('password') ??
    ''
  const digest = (text: string) => crypto.createHash('sha256').update(text).digest()
  return crypto.timingSafeEqual(digest(String(given)), digest(token))
}

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const coding = request.headers['content-encoding']
  return buffer(
    coding === 'gzip'
      ? request.pipe(createGunzip())
      : coding === 'deflate'
        ? request.pipe(createInflate())
        : request,
  )
}

function fail(response: ServerResponse, status: number, code: number, message: string): void {
  response.statusCode = status
  response.setHeader('X-ClickHouse-Exception-Code', code)
  response.end(message)
}
