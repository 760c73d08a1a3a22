import { desc, eq } from 'drizzle-orm'
import { get } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { WeblogReport } from '../model/weblog.ts'
import { siteNoun, weblogImports } from '../tables.ts'

/** The logs a site was given, the last first. */
export async function listWeblogs(scope: Scope, siteId: string) {
  await get(scope, siteNoun, siteId)
  const rows = await scope.db
    .select()
    .from(weblogImports)
    .where(eq(weblogImports.siteId, siteId))
    .orderBy(desc(weblogImports.finishedAt))
    .limit(100)
  return rows.map((r) => ({
    id: r.id,
    fileName: r.fileName,
    report: WeblogReport.parse(r.report),
    imported: r.imported,
    finishedAt: r.finishedAt,
  }))
}
