import { randomBytes } from 'node:crypto'
import type { Platform } from '#platform/platform.ts'
import type { Scope } from '#platform/scope.ts'

/** The salt of a site's day, made by whoever needs it first and the same for all. */
export async function saltOf(scope: Scope, siteId: string, day: string): Promise<Buffer> {
  await scope.sql(
    'insert into visitor_salts (workspace_id, site_id, day, salt) values ($1, $2, $3, $4) on conflict do nothing',
    [scope.workspace.id, siteId, day, randomBytes(16)],
  )
  const { rows } = await scope.sql<{ salt: Buffer }>(
    'select salt from visitor_salts where site_id = $1 and day = $2',
    [siteId, day],
  )
  return rows[0]!.salt
}

/** Without its salt, a hash leads back to nobody. @returns how many were forgotten. */
export async function forgetSalts(platform: Platform): Promise<number> {
  const { rowCount } = await platform.pools.worker.query(
    "delete from visitor_salts where day < ($1::timestamptz at time zone 'UTC')::date - 2",
    [platform.clock.now()],
  )
  return rowCount ?? 0
}
