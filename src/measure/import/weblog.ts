import { createHash, createHmac, type Hash } from 'node:crypto'
import { PassThrough, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { appendFacts, askFacts, type FactRow } from '#platform/clickhouse.ts'
import { dayOf } from '#platform/clock.ts'
import { invalid } from '#platform/errors.ts'
import { announce } from '#platform/facts.ts'
import { get } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import type { Platform } from '#platform/platform.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { weblogImported } from '../facts.ts'
import { agentOf, originOf } from '../ingest/agent.ts'
import { countryOf } from '../ingest/country.ts'
import { visitorOf } from '../ingest/service.ts'
import { sameSite } from '../model/visitor.ts'
import {
  emptyReport,
  type Hit,
  kindOf,
  type RefusalReason,
  readLine,
  type WeblogReport,
} from '../model/weblog.ts'
import { siteNoun } from '../tables.ts'

export type Import = {
  platform: Platform
  /** A transaction in the workspace; long work opens one per step. */
  in: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>
  siteId: string
  fileName: string
  /** Bytes of the file, for the estimate of what is left. */
  size: number
  dryRun?: boolean
  jobId?: string
  progress?: (lines: number, of: number | null) => Promise<void>
}

type Site = { id: string; workspaceId: string; projectId: string; host: string; timezone: string }
type TrailOfLink = {
  id: string
  project: string
  action: string | null
  objective: string | null
  line: string | null
}

const batchRows = 10_000
const longestLine = 64 * 1024

/**
 * Reads an access log as visits, a batch at a time, in whatever memory a batch takes. A line's row is named by its site, its
 * text and its number among equal lines of the same second: the same file again, or one that overlaps, adds nothing.
 */
export async function importWeblog(file: Readable, o: Import): Promise<WeblogReport> {
  const { site, links } = await o.in(async (scope) => {
    const row = await get(scope, siteNoun, o.siteId)
    demand(scope, 'contribute', row.projectId)
    return { site: row as Site, links: await linksByCode(scope) }
  })
  const free = await oneAtATime(o.platform, site.id)
  try {
    const report = emptyReport()
    const sha = createHash('sha256')
    const counted = { bytes: 0 }
    const name = rowNames(site.id)
    let rows: FactRow[] = []
    const flush = async () => {
      await store(o, site, rows, report)
      rows = []
      await o.progress?.(
        report.lines,
        counted.bytes ? Math.max(report.lines, Math.round((report.lines * o.size) / counted.bytes)) : null,
      )
    }
    for await (const line of linesOf(file, sha, counted)) {
      report.lines += 1
      const hit = readLine(line)
      if (typeof hit === 'string') {
        refuse(report, hit, line)
        continue
      }
      const kind = kindOf(hit)
      if (kind !== 'view') {
        report[kind] += 1
        continue
      }
      rows.push(rowOf(o.platform, site, links, hit, name(line, hit.at)))
      if (rows.length >= batchRows) await flush()
    }
    await flush()
    if (!o.dryRun) await keep(o, site, report, sha.digest())
    return report
  } finally {
    await free()
  }
}

/** Two imports of a site wait for each other: each must see what the other stored. */
async function oneAtATime(platform: Platform, siteId: string): Promise<() => Promise<void>> {
  const client = await platform.pools.worker.connect()
  await client.query('select pg_advisory_lock(7087107, hashtext($1))', [siteId])
  return async () => {
    await client.query('select pg_advisory_unlock(7087107, hashtext($1))', [siteId]).catch(() => {})
    client.release()
  }
}

async function linksByCode(scope: Scope): Promise<Map<string, TrailOfLink>> {
  const { rows } = await scope.sql<TrailOfLink & { code: string }>(
    `select code, id, project_id as project, action_id as action, objective_id as objective, budget_line_id as line from links where deleted_at is null`,
  )
  return new Map(rows.map((l) => [l.code, l]))
}

/** Lines of a plain or gzipped file, told by its first two bytes. */
async function* linesOf(file: Readable, sha: Hash, counted: { bytes: number }): AsyncGenerator<string> {
  let through: Readable | undefined
  const raw = new PassThrough()
  const reading = (async () => {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      sha.update(chunk)
      counted.bytes += chunk.length
      if (!raw.write(chunk)) await new Promise((r) => raw.once('drain', r).once('close', r))
      if (raw.destroyed) return
    }
    raw.end()
  })().catch((e: Error) => raw.destroy(e))
  try {
    const first = await new Promise<Buffer | null>((r) =>
      raw.once('readable', () => r(raw.read() as Buffer | null)).once('error', () => r(null)),
    )
    if (first) raw.unshift(first)
    through = first?.[0] === 0x1f && first[1] === 0x8b ? raw.pipe(createGunzip()) : raw
    if (through !== raw) raw.on('error', (e) => through?.destroy(e))
    let rest = ''
    for await (const text of through.setEncoding('utf8') as AsyncIterable<string>) {
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      if (rest.length > longestLine) rest = rest.slice(0, longestLine)
      for (const line of parts) if (line.trim()) yield line.endsWith('\r') ? line.slice(0, -1) : line
    }
    if (rest.trim()) yield rest
  } catch (e) {
    if (/^Z_|ERR_ZLIB/.test((e as NodeJS.ErrnoException).code ?? ''))
      throw invalid({
        fr: 'Ce fichier .gz est abîmé ou incomplet.',
        en: 'This .gz file is damaged or incomplete.',
      })
    throw e
  } finally {
    through?.destroy()
    raw.destroy()
    file.destroy()
    await reading
  }
}

/** Equal lines of one second are numbered; a log is written almost in order, so a few minutes are remembered. */
function rowNames(siteId: string) {
  const seconds = new Map<number, Map<string, number>>()
  return (line: string, at: number): string => {
    let seen = seconds.get(at)
    if (!seen) {
      seen = new Map()
      seconds.set(at, seen)
      if (seconds.size > 3_600) seconds.delete(seconds.keys().next().value as number)
    }
    const n = seen.get(line) ?? 0
    seen.set(line, n + 1)
    const hex = createHash('sha256').update(`${siteId}\n${line}\n${n}`).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }
}

function refuse(report: WeblogReport, reason: RefusalReason, line: string): void {
  report.refused += 1
  let found = report.refusals.find((r) => r.reason === reason)
  if (!found) {
    found = { reason, count: 0, examples: [] }
    report.refusals.push(found)
  }
  found.count += 1
  if (found.examples.length < 3)
    found.examples.push({ line: report.lines, text: line.slice(0, 200).toWellFormed() })
}

const saltFor = (platform: Platform, siteId: string, day: string) =>
  createHmac('sha256', platform.secret).update(`weblog ${siteId} ${day}`).digest()

function rowOf(platform: Platform, site: Site, links: Map<string, TrailOfLink>, h: Hit, id: string): FactRow {
  const [path = '/', query] = h.target
    .replace(/^https?:\/\/[^/]+/, '')
    .split('#', 1)[0]!
    .split('?', 2)
  const from = originOf(query ? new URLSearchParams(query) : undefined, h.referrer, (host) =>
    sameSite(host, site.host),
  )
  const link = from.code ? links.get(from.code) : undefined
  const agent = agentOf(h.agent)
  return {
    workspace: site.workspaceId,
    id,
    kind: 'view',
    at: h.at,
    project: link?.project ?? site.projectId,
    link: link?.id,
    action: link?.action ?? undefined,
    objective: link?.objective ?? undefined,
    budget_line: link?.line ?? undefined,
    site: site.id,
    visitor: visitorOf(saltFor(platform, site.id, dayOf(new Date(h.at), site.timezone)), h.address, h.agent),
    host: site.host,
    path: path.slice(0, 500).toWellFormed(),
    referrer: from.referrer,
    channel: from.channel,
    utm_source: from.source,
    utm_medium: from.medium,
    utm_campaign: from.campaign,
    utm_content: from.content,
    utm_term: from.term,
    device: agent.device,
    browser: agent.browser,
    os: agent.os,
    country: countryOf(h.address),
    bot: agent.bot,
    status: h.status,
    bytes: h.bytes,
    origin: 'weblog',
  }
}

async function store(o: Import, site: Site, rows: FactRow[], report: WeblogReport): Promise<void> {
  if (!rows.length) return
  const [first, last] = rows.reduce(
    ([a, b], r) => [Math.min(a, r.at), Math.max(b, r.at)],
    [Infinity, -Infinity],
  )
  for (const r of rows) report[r.bot ? 'botViews' : 'views'] += 1
  report.firstAt = new Date(
    Math.min(first, report.firstAt ? Date.parse(report.firstAt) : first),
  ).toISOString()
  report.lastAt = new Date(Math.max(last, report.lastAt ? Date.parse(report.lastAt) : last)).toISOString()
  const there = await o.in((scope) =>
    askFacts<{ id: string }>(
      scope,
      `select toString(id) as id from {facts} where kind = 'view' and site = {site:UUID} and origin = 'weblog'
         and at >= fromUnixTimestamp64Milli({first:Int64}) and at <= fromUnixTimestamp64Milli({last:Int64})`,
      { site: site.id, first, last },
    ),
  )
  const known = new Set(there.map((r) => r.id))
  const fresh = rows.filter((r) => !known.has(r.id))
  report.already += rows.length - fresh.length
  report.imported += fresh.length
  if (o.dryRun || !fresh.length) return
  const token = createHash('sha256')
    .update(fresh.map((r) => r.id).join(''))
    .digest('hex')
  await appendFacts(o.platform.clickhouse, `weblog:${token}`, fresh)
}

/** What was read is kept beside the site; the same file again replaces its own report, and adds to what it imported. */
async function keep(o: Import, site: Site, report: WeblogReport, sha256: Buffer): Promise<void> {
  await o.in(async (scope) => {
    const { rows } = await scope.sql<{ id: string }>(
      `insert into weblog_imports (workspace_id, project_id, site_id, file_name, sha256, lines, imported, report, job_id, finished_at, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)
       on conflict (site_id, sha256) do update set report = excluded.report, imported = weblog_imports.imported + excluded.imported, finished_at = excluded.finished_at, job_id = excluded.job_id
       returning id`,
      [
        site.workspaceId,
        site.projectId,
        site.id,
        o.fileName.slice(0, 300),
        sha256,
        report.lines,
        report.imported,
        report,
        o.jobId ?? null,
        scope.now(),
        scope.actor.id,
      ],
    )
    await announce(
      scope,
      weblogImported,
      { project: site.projectId, site: site.id },
      { siteId: site.id, fileName: o.fileName.slice(0, 300), imported: report.imported },
    )
    for (const topic of ['weblog', 'site', 'measure'])
      await notify(scope, topic, [rows[0]!.id], site.projectId)
  })
}
