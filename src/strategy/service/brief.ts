import { eq } from 'drizzle-orm'
import { amend, create, get, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import {
  type Brief,
  type BriefPart,
  type BriefText,
  type BriefVersion,
  briefParts,
  emptyBrief,
} from '../model.ts'
import { briefNoun, briefs } from '../tables.ts'

type BriefRow = typeof briefs.$inferSelect

const textOf = (row: Record<string, unknown>): BriefText => ({
  ...emptyBrief,
  ...Object.fromEntries(briefParts.filter((p) => typeof row[p] === 'string').map((p) => [p, row[p]])),
})
const rowOf = async (scope: Scope, projectId: string): Promise<BriefRow | undefined> =>
  (await scope.db.select().from(briefs).where(eq(briefs.projectId, projectId)))[0]

const shown = (projectId: string, row: BriefRow | undefined): Brief =>
  row
    ? {
        ...(row.deletedAt ? emptyBrief : textOf(row)),
        id: row.id,
        projectId,
        version: row.version,
        updatedAt: row.updatedAt,
      }
    : { ...emptyBrief, id: null, projectId, version: 0, updatedAt: null }

/** A project has one brief, empty until somebody writes. */
export async function getBrief(scope: Scope, projectId: string): Promise<Brief> {
  demand(scope, 'see', projectId)
  await get(scope, projectNoun, projectId)
  return shown(projectId, await rowOf(scope, projectId))
}

/**
 * Writes some parts of the brief. Two people at work on two parts do not disturb each other; on the same part, the
 * second one is refused with what the first one wrote.
 */
export async function writeBrief(
  scope: Scope,
  projectId: string,
  patch: Partial<BriefText>,
  version?: number,
): Promise<Brief> {
  demand(scope, 'contribute', projectId)
  // The project's row is the lock: two first sentences make one brief.
  await get(scope, projectNoun, projectId, { lock: true })
  const before = await rowOf(scope, projectId)
  if (!before) return shown(projectId, await create(scope, briefNoun, { ...patch, projectId }))
  if (before.deletedAt) await restore(scope, briefNoun, before.id)
  const known =
    !version || before.deletedAt || (await untouched(scope, before, version, patch)) ? undefined : version
  return shown(projectId, await amend(scope, briefNoun, before.id, patch, known))
}

/** Nobody wrote in these parts since that version: each version is one row of the history. */
async function untouched(
  scope: Scope,
  row: BriefRow,
  version: number,
  patch: Partial<BriefText>,
): Promise<boolean> {
  const { rows } = await scope.sql<{ after: Record<string, unknown> }>(
    'select after from history where noun = $1 and row_id = $2 order by id desc limit $3',
    [briefNoun.name, row.id, Math.max(0, row.version - version)],
  )
  const touched = new Set(rows.flatMap((r) => Object.keys(r.after)))
  return !Object.keys(patch).some((part) => touched.has(part))
}

/** Every version of the brief as it then read, newest first. */
export async function briefVersions(scope: Scope, projectId: string): Promise<BriefVersion[]> {
  demand(scope, 'see', projectId)
  const row = await rowOf(scope, projectId)
  if (!row) return []
  const { rows } = await scope.sql<{ id: string; at: Date; by: string; after: Record<string, unknown> }>(
    'select id, at, actor_name as by, after from history where noun = $1 and row_id = $2 order by id',
    [briefNoun.name, row.id],
  )
  const versions: BriefVersion[] = []
  for (const h of rows) {
    const before = versions.at(-1)?.text ?? emptyBrief
    const text = textOf({ ...before, ...h.after })
    const changed = briefParts.filter((p: BriefPart) => text[p] !== before[p])
    if (changed.length) versions.push({ id: h.id, at: h.at, by: h.by, changed, text })
  }
  return versions.reverse()
}
