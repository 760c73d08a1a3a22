import { createHash } from 'node:crypto'
import { Refusal } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { KeyAccess, ProjectRole, Role } from '../rights.ts'
import type { Grant, Locale } from '../scope.ts'
import { forgetSessions } from './sessions.ts'
import type { WorkspaceRow } from './system.ts'

export const hashKey = (key: string) => createHash('sha256').update(key).digest()

type MemberRow = {
  id: string
  user_id: string
  name: string
  role: Role
  locale: Locale | null
  timezone: string | null
}

const unauthorized = () =>
  new Refusal('UNAUTHORIZED', { fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' })

const noWorkspace = () =>
  new Refusal(
    'NOT_FOUND',
    {
      fr: 'Cet espace n’existe pas, ou vous n’en êtes pas membre.',
      en: 'This workspace does not exist, or you are not a member of it.',
    },
    { what: 'workspace' },
  )

/** Which projects a member sees: all of them, unless a guest, or where some are private. */
async function sightOf(
  platform: Platform,
  workspaceId: string,
  member: MemberRow,
): Promise<Pick<Grant, 'projects' | 'hidden' | 'projectRoles'>> {
  const { auth } = platform.pools
  const { rows: roles } = await auth.query<{ project_id: string; role: ProjectRole }>({
    name: 'project-roles',
    text: 'select project_id, role from project_members where workspace_id = $1 and member_id = $2',
    values: [workspaceId, member.id],
  })
  const projectRoles = Object.fromEntries(roles.map((r) => [r.project_id, r.role]))
  if (member.role === 'owner' || member.role === 'admin') return { projects: '*', projectRoles }
  if (member.role === 'guest') return { projects: roles.map((r) => r.project_id), projectRoles }
  const { rows: others } = await auth.query<{ id: string }>({
    name: 'private-projects',
    text: "select id from projects where workspace_id = $1 and visibility = 'private'",
    values: [workspaceId],
  })
  return { projects: '*', hidden: others.map((p) => p.id).filter((id) => !projectRoles[id]), projectRoles }
}

async function grantOf(
  platform: Platform,
  workspace: WorkspaceRow,
  member: MemberRow,
  key?: { id: string; access: KeyAccess },
): Promise<Grant> {
  return {
    workspace,
    actor: key
      ? { kind: 'key', id: member.id, userId: member.user_id, name: member.name, keyId: key.id }
      : { kind: 'member', id: member.id, userId: member.user_id, name: member.name },
    role: member.role,
    keyAccess: key?.access,
    ...(await sightOf(platform, workspace.id, member)),
    locale: member.locale ?? workspace.locale,
    timezone: member.timezone ?? workspace.timezone,
  }
}

/** The session gate: a signed-in person, in a workspace named by its id or its slug. */
export async function memberGrant(platform: Platform, userId: string, workspace: string): Promise<Grant> {
  const { rows } = await platform.pools.auth.query<MemberRow & { ws: WorkspaceRow }>({
    name: 'member-gate',
    text: `select m.id, m.user_id, m.name, m.role, m.locale, m.timezone,
        json_build_object('id', w.id, 'slug', w.slug, 'name', w.name, 'locale', w.locale, 'timezone', w.timezone, 'currency', w.currency) as ws
      from members m join workspaces w on w.id = m.workspace_id
      where m.user_id = $1 and (w.slug = $2 or w.id::text = $2) and m.deactivated_at is null and m.deleted_at is null`,
    values: [userId, workspace],
  })
  const found = rows[0]
  if (!found) throw noWorkspace()
  return grantOf(platform, found.ws, found)
}

// A key is used many times a second by programs: what it opens is kept for a few seconds.
type Kept = Map<string, { grant: Grant; until: number }>
const kept = new WeakMap<Platform, Kept>()
const keepMs = 5_000

/** The API-key gate. The key names its workspace, and never does more than the member it belongs to. */
export async function keyGrant(platform: Platform, key: string): Promise<Grant> {
  const hash = hashKey(key)
  const memory: Kept = kept.get(platform) ?? new Map()
  kept.set(platform, memory)
  const known = memory.get(hash.toString('base64'))
  if (known && known.until > Date.now()) return known.grant
  const { rows } = await platform.pools.auth.query<
    MemberRow & { key_id: string; access: KeyAccess; expires_at: Date | null; ws: WorkspaceRow }
  >(
    `update api_keys k set last_used_at = now()
     from members m join workspaces w on w.id = m.workspace_id
     where k.key_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)
       and m.id = k.member_id and m.deactivated_at is null and m.deleted_at is null
     returning m.id, m.user_id, m.name, m.role, m.locale, m.timezone, k.id as key_id, k.access, k.expires_at,
       json_build_object('id', w.id, 'slug', w.slug, 'name', w.name, 'locale', w.locale, 'timezone', w.timezone, 'currency', w.currency) as ws`,
    [hash, platform.clock.now()],
  )
  const found = rows[0]
  if (!found) throw unauthorized()
  const grant = await grantOf(platform, found.ws, found, { id: found.key_id, access: found.access })
  if (memory.size > 1_000) memory.clear()
  const left = found.expires_at ? found.expires_at.getTime() - platform.clock.now().getTime() : keepMs
  memory.set(hash.toString('base64'), { grant, until: Date.now() + Math.min(keepMs, left) })
  return grant
}

/**
 * Told by `pg_notify('pupitre_gates')` that a key, a role, a session or a project's visibility changed. The memory is
 * replaced, not emptied: a reading that had begun before writes into the old one.
 */
export function forgetGrants(platform: Platform): void {
  kept.set(platform, new Map())
  forgetSessions(platform)
}
