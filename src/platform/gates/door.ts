import { randomBytes } from 'node:crypto'
import { Refusal } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { type Grant, inScope, type Locale, type Scope } from '../scope.ts'
import { hashKey } from './member.ts'
import type { WorkspaceRow } from './system.ts'

export type Door = {
  id: string
  kind: string
  rowId: string
  projectId: string | null
  label: string
  email: string
}

export const newKey = (bytes = 24) => randomBytes(bytes).toString('base64url')

/** Makes a door for somebody without an account: it opens `kind` on one row, nothing else. @returns the key, shown once. */
export async function makeDoor(
  scope: Scope,
  d: {
    kind: string
    rowId: string
    projectId?: string | null
    key?: string
    label?: string
    email?: string
    expiresAt?: Date | null
  },
): Promise<{ id: string; key: string }> {
  const key = d.key ?? newKey()
  const { rows } = await scope.sql<{ id: string }>(
    `insert into doors (workspace_id, project_id, kind, row_id, key_hash, label, email, expires_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      scope.workspace.id,
      d.projectId ?? null,
      d.kind,
      d.rowId,
      hashKey(key),
      d.label ?? '',
      d.email ?? '',
      d.expiresAt ?? null,
      scope.actor.id,
    ],
  )
  return { id: rows[0]!.id, key }
}

export async function closeDoor(scope: Scope, id: string): Promise<void> {
  await scope.sql('update doors set revoked_at = $2 where id = $1', [id, scope.now()])
}

const closed = () =>
  new Refusal('GONE', {
    fr: 'Ce lien n’est plus valable : il a expiré ou il a été retiré. Demandez-en un nouveau à la personne qui vous l’a envoyé.',
    en: 'This link is no longer valid: it expired or was withdrawn. Ask the person who sent it for a new one.',
  })

/** The signed-link gate: finds the door a key opens. @throws GONE for an unknown, expired or revoked key, without telling which. */
export async function openDoor(
  platform: Platform,
  kind: string,
  key: string,
): Promise<{ door: Door; grant: Grant }> {
  const { rows } = await platform.pools.auth.query<{
    id: string
    kind: string
    row_id: string
    project_id: string | null
    label: string
    email: string
    ws: WorkspaceRow
  }>({
    name: 'open-door',
    text: `update doors d set opened_at = coalesce(d.opened_at, $3), opens = d.opens + 1 from workspaces w
      where d.key_hash = $1 and d.kind = $2 and d.revoked_at is null and (d.expires_at is null or d.expires_at > $3) and w.id = d.workspace_id
      returning d.id, d.kind, d.row_id, d.project_id, d.label, d.email,
        json_build_object('id', w.id, 'slug', w.slug, 'name', w.name, 'locale', w.locale, 'timezone', w.timezone, 'currency', w.currency) as ws`,
    values: [hashKey(key), kind, platform.clock.now()],
  })
  const d = rows[0]
  if (!d) throw closed()
  const locale: Locale = d.ws.locale
  return {
    door: {
      id: d.id,
      kind: d.kind,
      rowId: d.row_id,
      projectId: d.project_id,
      label: d.label,
      email: d.email,
    },
    grant: {
      workspace: d.ws,
      actor: { kind: 'outsider', id: null, doorId: d.id, name: d.label || d.email },
      role: 'guest',
      projects: d.project_id ? [d.project_id] : [],
      projectRoles: {},
      locale,
      timezone: d.ws.timezone,
    },
  }
}

/** Opens the door and works behind it, in one transaction. */
export async function throughDoor<T>(
  platform: Platform,
  kind: string,
  key: string,
  work: (scope: Scope, door: Door) => Promise<T>,
  locale?: Locale,
): Promise<T> {
  const { door, grant } = await openDoor(platform, kind, key)
  return inScope(platform, locale ? { ...grant, locale } : grant, (scope) => work(scope, door))
}
