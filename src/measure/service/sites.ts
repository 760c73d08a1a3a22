import { and, asc, eq, isNull } from 'drizzle-orm'
import { askFacts } from '#platform/clickhouse.ts'
import { invalid } from '#platform/errors.ts'
import { makeDoor, newKey } from '#platform/gates/door.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import type { Site, SiteDraft } from '../model.ts'
import { siteNoun, sites } from '../tables.ts'

type Row = typeof sites.$inferSelect

const shown = (s: Row, lastSeenAt: Date | null): Site => ({
  id: s.id,
  projectId: s.projectId,
  host: s.host,
  name: s.name,
  siteKey: s.siteKey,
  timezone: s.timezone,
  lastSeenAt,
  version: s.version,
})

export async function listSites(scope: Scope, projectId?: string): Promise<Site[]> {
  if (projectId) demand(scope, 'see', projectId)
  const rows = await scope.db
    .select()
    .from(sites)
    .where(and(isNull(sites.deletedAt), projectId ? eq(sites.projectId, projectId) : undefined))
    .orderBy(asc(sites.host), asc(sites.createdAt))
  if (!rows.length) return []
  const seen = await askFacts<{ site: string; last: number }>(
    scope,
    `select site, toUnixTimestamp64Milli(max(at)) as last from {facts}
     where kind in ('view', 'event') and origin = 'tracker' and site in {sites:Array(UUID)} group by site`,
    { sites: rows.map((r) => r.id) },
  )
  const last = new Map(seen.map((s) => [s.site, new Date(s.last)]))
  return rows.map((r) => shown(r, last.get(r.id) ?? null))
}

export async function getSite(scope: Scope, id: string): Promise<Site> {
  const row = await get(scope, siteNoun, id)
  return (await listSites(scope, row.projectId)).find((s) => s.id === id) ?? shown(row, null)
}

const knownZone = (timezone: string) =>
  Intl.supportedValuesOf('timeZone').includes(timezone) || timezone === 'UTC'

export async function createSite(scope: Scope, draft: SiteDraft): Promise<Site> {
  demand(scope, 'conduct', draft.projectId)
  await get(scope, projectNoun, draft.projectId)
  const timezone = draft.timezone || scope.workspace.timezone
  if (!knownZone(timezone))
    throw invalid({ fr: 'Ce fuseau horaire est inconnu.', en: 'This time zone is unknown.' })
  const siteKey = newKey(12)
  const row = await create(scope, siteNoun, { ...draft, timezone, siteKey })
  await makeDoor(scope, {
    kind: 'site',
    rowId: row.id,
    projectId: row.projectId,
    key: siteKey,
    label: row.host,
  })
  return shown(row, null)
}

export async function amendSite(
  scope: Scope,
  id: string,
  patch: Partial<Omit<SiteDraft, 'projectId'>>,
  version?: number,
): Promise<Site> {
  const before = await get(scope, siteNoun, id)
  demand(scope, 'conduct', before.projectId)
  if (patch.timezone && !knownZone(patch.timezone))
    throw invalid({ fr: 'Ce fuseau horaire est inconnu.', en: 'This time zone is unknown.' })
  await amend(scope, siteNoun, id, { host: patch.host, name: patch.name, timezone: patch.timezone }, version)
  return getSite(scope, id)
}

/** Its events are refused from then on; what it measured stays. */
export async function discardSite(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, siteNoun, id)
  demand(scope, 'conduct', before.projectId)
  await discard(scope, siteNoun, id, version)
}
