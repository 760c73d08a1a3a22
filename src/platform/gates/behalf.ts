import { notFound, Refusal } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { inScope, type Scope } from '../scope.ts'
import { type Door, openDoor } from './door.ts'
import { memberGrant } from './member.ts'

/**
 * A door that stands for a member: what is behind it is seen with their eyes of today, and never changed. `whose` says who,
 * from the row the door opens. When they have lost their place, the door is closed.
 */
export async function onBehalf<W extends { userId: string }, T>(
  platform: Platform,
  kind: string,
  key: string,
  whose: (scope: Scope, door: Door) => Promise<W | undefined>,
  work: (scope: Scope, who: W) => Promise<T>,
): Promise<T> {
  const { door, grant } = await openDoor(platform, kind, key)
  const who = await inScope(platform, grant, (scope) => whose(scope, door))
  if (!who) throw notFound(kind)
  return withEyesOf(platform, grant.workspace.id, who.userId, (scope) => work(scope, who))
}

/** Reads what a member may see today, for somebody whom a door of theirs let in. Nothing can be changed so. */
export async function withEyesOf<T>(
  platform: Platform,
  workspaceId: string,
  userId: string,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  const member = await memberGrant(platform, userId, workspaceId).catch((e: unknown) => {
    if (e instanceof Refusal)
      throw new Refusal('GONE', {
        fr: 'Cette adresse n’est plus valable : la personne qui l’a créée n’a plus accès à l’espace.',
        en: 'This address is no longer valid: whoever made it no longer has access to the workspace.',
      })
    throw e
  })
  return inScope(platform, { ...member, keyAccess: 'read' }, work)
}
