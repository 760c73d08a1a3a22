import { Refusal } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { inScope, type Scope } from '../scope.ts'
import { memberGrant } from './member.ts'

/** The personal gate: the same work in each workspace a person may enter, one transaction each. */
export async function inEachWorkspace<T>(
  platform: Platform,
  userId: string,
  work: (scope: Scope) => Promise<T>,
): Promise<T[]> {
  const { rows } = await platform.pools.auth.query<{ id: string }>(
    'select workspace_id as id from members where user_id = $1 and deactivated_at is null and deleted_at is null order by created_at',
    [userId],
  )
  const done: T[] = []
  for (const { id } of rows) {
    const grant = await memberGrant(platform, userId, id).catch((e: unknown) => {
      if (e instanceof Refusal) return undefined // shut out a moment ago
      throw e
    })
    if (grant) done.push(await inScope(platform, grant, work))
  }
  return done
}
