import { randomUUID } from 'node:crypto'
import type { Auth } from '../auth.ts'
import type { Config } from '../config.ts'
import { invalid, notFound, Refusal } from '../errors.ts'
import { gatesChanged } from '../gates/changed.ts'
import { newKey } from '../gates/door.ts'
import { hashKey } from '../gates/member.ts'
import { formatter } from '../i18n.ts'
import { send } from '../mail.ts'
import { messages } from '../messages.ts'
import { examine } from '../passwords.ts'
import type { Platform } from '../platform.ts'
import type { KeyAccess, ProjectRole, Role } from '../rights.ts'
import { demand, type Scope } from '../scope.ts'
import { mayJoin } from '../sso/trust.ts'
import { reserved, slugOf } from './model.ts'

export type NewWorkspace = {
  name: string
  slug?: string
  locale?: 'fr' | 'en'
  timezone?: string
  currency?: string
  demo?: boolean
}

/** True until the first account exists. */
export async function isNew(platform: Platform): Promise<boolean> {
  const { rowCount } = await platform.pools.auth.query('select from auth."user" limit 1')
  return !rowCount
}

/** Finds or makes the account of an address. An existing account keeps its password. @throws INVALID for a weak password, in words. */
export async function ensureUser(
  auth: Auth,
  u: { email: string; name: string; password?: string; locale?: 'fr' | 'en' },
  config: Pick<Config, 'checkBreaches'> = { checkBreaches: '' },
): Promise<{ id: string; made: boolean }> {
  const ctx = await auth.$context
  const email = u.email.trim().toLowerCase()
  const known = await ctx.internalAdapter.findUserByEmail(email)
  if (known) return { id: known.user.id, made: false }
  if (u.password !== undefined) {
    const verdict = await examine(config as Config, u.password, [email, u.name])
    if (!verdict.ok) throw invalid({ fr: verdict.fr, en: verdict.en }, { field: 'password' })
  }
  const user = await ctx.internalAdapter.createUser(
    { email, name: u.name, emailVerified: true, ...(u.locale && { locale: u.locale }) },
    { method: 'email-password' },
  )
  if (u.password !== undefined)
    await ctx.internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: await ctx.password.hash(u.password),
    })
  return { id: user.id, made: true }
}

/** Makes a workspace; its slug is free and is no address of the app. */
export async function makeWorkspace(
  platform: Platform,
  w: NewWorkspace,
): Promise<{ id: string; slug: string }> {
  const base = slugOf(w.slug ?? w.name, 'espace')
  for (let n = 1; n < 1_000; n++) {
    const slug = n === 1 ? base : `${base.slice(0, 44)}-${n}`
    if (reserved.has(slug)) continue
    const { rows } = await platform.pools.auth.query<{ id: string; slug: string }>(
      `insert into workspaces (slug, name, locale, timezone, currency, demo) values ($1, $2, $3, $4, $5, $6) on conflict (slug) do nothing returning id, slug`,
      [slug, w.name, w.locale ?? 'fr', w.timezone ?? 'Europe/Paris', w.currency ?? 'EUR', w.demo ?? false],
    )
    if (rows[0]) return rows[0]
    if (w.slug)
      throw new Refusal('CONFLICT', {
        fr: 'Cette adresse d’espace est déjà prise.',
        en: 'This workspace address is already taken.',
      })
  }
  throw new Error('no free address for the workspace')
}

/** Adds an account to a workspace, or changes the role it has there. @returns the member's id. */
export async function join(
  platform: Platform,
  m: { workspaceId: string; userId: string; name: string; email: string; role: Role; title?: string },
  client: { query: Platform['pools']['auth']['query'] } = platform.pools.auth,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into members (workspace_id, user_id, name, email, role, title) values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id, user_id) do update set role = excluded.role, deactivated_at = null, deleted_at = null returning id`,
    [m.workspaceId, m.userId, m.name, m.email.toLowerCase(), m.role, m.title ?? ''],
  )
  return rows[0]!.id
}

/** The first run: the first account and its workspace. Two people at that page at once: one of them is told to sign in. */
export async function openHouse(
  platform: Platform,
  auth: Auth,
  h: {
    workspace: string
    name: string
    email: string
    password: string
    locale?: 'fr' | 'en'
    timezone?: string
  },
): Promise<{ id: string; slug: string }> {
  const client = await platform.pools.auth.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock(7087107) as mine',
    )
    if (!rows[0]?.mine || !(await isNew(platform)))
      throw invalid({
        fr: 'Cette installation a déjà un premier compte : connectez-vous.',
        en: 'This installation already has its first account: sign in.',
      })
    const { id } = await ensureUser(auth, h, platform.config)
    const ws = await makeWorkspace(platform, { name: h.workspace, locale: h.locale, timezone: h.timezone })
    await join(platform, { workspaceId: ws.id, userId: id, name: h.name, email: h.email, role: 'owner' })
    return ws
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** The workspaces of an account, for the switcher. */
export async function workspacesOf(platform: Platform, userId: string) {
  const { rows } = await platform.pools.auth.query<{
    id: string
    slug: string
    name: string
    locale: 'fr' | 'en'
    timezone: string
    currency: string
    demo: boolean
    version: number
    role: Role
  }>(
    `select w.id, w.slug, w.name, w.locale, w.timezone, w.currency, w.demo, w.version, m.role from workspaces w join members m on m.workspace_id = w.id
     where m.user_id = $1 and m.deactivated_at is null and m.deleted_at is null order by w.demo, w.name`,
    [userId],
  )
  return rows
}

/** Makes an API key. @returns the key itself, shown this once. */
export async function makeKey(
  scope: Scope,
  k: { name: string; access: KeyAccess; expiresAt?: Date | null; memberId?: string },
): Promise<{ id: string; key: string }> {
  demand(scope, 'contribute')
  const memberId = k.memberId ?? scope.actor.id
  if (!memberId) throw notFound('member')
  const key = `pup_${newKey(30)}`
  const { rows } = await scope.sql<{ id: string }>(
    'insert into api_keys (workspace_id, member_id, name, hint, key_hash, access, expires_at) values ($1, $2, $3, $4, $5, $6, $7) returning id',
    [scope.workspace.id, memberId, k.name, key.slice(0, 8), hashKey(key), k.access, k.expiresAt ?? null],
  )
  return { id: rows[0]!.id, key }
}

export async function listKeys(scope: Scope) {
  const all = scope.role === 'owner' || scope.role === 'admin'
  const { rows } = await scope.sql<{
    id: string
    name: string
    hint: string
    access: KeyAccess
    member: string
    expiresAt: Date | null
    lastUsedAt: Date | null
    createdAt: Date
  }>(
    `select k.id, k.name, k.hint, k.access, m.name as member, k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.created_at as "createdAt"
     from api_keys k join members m on m.id = k.member_id where k.revoked_at is null and ($1 or k.member_id = $2) order by k.created_at desc`,
    [all, scope.actor.id],
  )
  return rows
}

export async function revokeKey(scope: Scope, id: string): Promise<void> {
  const all = scope.role === 'owner' || scope.role === 'admin'
  const { rowCount } = await scope.sql(
    'update api_keys set revoked_at = $2 where id = $1 and revoked_at is null and ($3 or member_id = $4)',
    [id, scope.now(), all, scope.actor.id],
  )
  if (!rowCount) throw notFound('key')
  await gatesChanged(scope)
}

export type Invitation = {
  email: string
  role: Exclude<Role, 'owner'>
  projectId?: string | null
  projectRole?: ProjectRole | null
}

/** Invites somebody by e-mail, with the role and, if wanted, the one project they will see. @returns the link, and whether a letter carries it. */
export async function invite(
  scope: Scope,
  i: Invitation,
): Promise<{ id: string; url: string; mailed: boolean }> {
  demand(scope, 'conduct', i.projectId)
  if (i.role === 'admin') demand(scope, 'administer')
  if (!i.projectId) demand(scope, 'administer')
  const key = newKey()
  const email = i.email.trim().toLowerCase()
  const { rowCount } = await scope.sql(
    'select from members where lower(email) = $1 and deleted_at is null and deactivated_at is null',
    [email],
  )
  if (rowCount && !i.projectId)
    throw new Refusal('CONFLICT', {
      fr: 'Cette personne est déjà membre de l’espace.',
      en: 'This person is already a member of the workspace.',
    })
  const { rows: project } = i.projectId
    ? await scope.sql<{ name: string }>('select name from projects where id = $1', [i.projectId])
    : { rows: [] }
  const { rows } = await scope.sql<{ id: string }>(
    `insert into invitations (workspace_id, email, role, project_id, project_role, key_hash, invited_by, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      scope.workspace.id,
      email,
      i.role,
      i.projectId ?? null,
      i.projectId ? (i.projectRole ?? 'contributor') : null,
      hashKey(key),
      scope.actor.id,
      new Date(scope.now().getTime() + 14 * 86_400_000),
    ],
  )
  const url = `${scope.platform.config.publicUrl}/invitation/${key}`
  const t = formatter(messages, scope.workspace.locale)
  await send(scope, {
    to: { address: email },
    locale: scope.workspace.locale,
    template: 'invitation',
    subject: t('mail.invitation.subject', { inviter: scope.actor.name, workspace: scope.workspace.name }),
    paragraphs: [t('mail.invitation.body', { role: i.role, project: project[0]?.name ?? 'none' })],
    button: { label: t('mail.invitation.button'), url },
    note: t('mail.invitation.note'),
  })
  return { id: rows[0]!.id, url, mailed: Boolean(scope.platform.config.smtpUrl) }
}

export async function listInvitations(scope: Scope) {
  demand(scope, 'conduct')
  const { rows } = await scope.sql<{
    id: string
    email: string
    role: Role
    project: string | null
    expiresAt: Date
    createdAt: Date
  }>(
    `select i.id, i.email, i.role, p.name as project, i.expires_at as "expiresAt", i.created_at as "createdAt" from invitations i left join projects p on p.id = i.project_id
     where i.accepted_at is null and i.revoked_at is null and i.expires_at > $1 order by i.created_at desc`,
    [scope.now()],
  )
  return rows
}

export async function withdrawInvitation(scope: Scope, id: string): Promise<void> {
  demand(scope, 'conduct')
  const { rowCount } = await scope.sql(
    'update invitations set revoked_at = $2 where id = $1 and accepted_at is null',
    [id, scope.now()],
  )
  if (!rowCount) throw notFound('invitation')
}

const invitationGone = () =>
  new Refusal('GONE', {
    fr: 'Cette invitation n’est plus valable. Demandez-en une nouvelle à la personne qui vous a invité.',
    en: 'This invitation is no longer valid. Ask the person who invited you for a new one.',
  })

/** What the invitation page shows before anybody signs in. */
export async function readInvitation(platform: Platform, key: string) {
  const { rows } = await platform.pools.auth.query<{
    id: string
    workspace_id: string
    workspace: string
    slug: string
    email: string
    role: Role
    project_id: string | null
    project_role: ProjectRole | null
    project: string | null
    inviter: string | null
    known: boolean
  }>(
    `select i.id, i.workspace_id, w.name as workspace, w.slug, i.email, i.role, i.project_id, i.project_role, p.name as project, m.name as inviter,
       exists (select from auth."user" u where u.email = i.email) as known
     from invitations i join workspaces w on w.id = i.workspace_id
       left join members m on m.id = i.invited_by left join projects p on p.id = i.project_id and p.deleted_at is null
     where i.key_hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > $2`,
    [hashKey(key), platform.clock.now()],
  )
  if (!rows[0]) throw invitationGone()
  return rows[0]
}

/** Accepts for a signed-in account, or makes the account of the invited address. Once, whoever clicks how often. */
export async function acceptInvitation(
  platform: Platform,
  auth: Auth,
  key: string,
  who: { userId: string; name: string; email: string } | { name: string; password: string },
): Promise<{ slug: string; email: string }> {
  const i = await readInvitation(platform, key)
  const signedIn = 'userId' in who
  if (!signedIn && i.known)
    throw new Refusal('CONFLICT', {
      fr: 'Cette adresse a déjà un compte : connectez-vous, puis rouvrez l’invitation.',
      en: 'This address already has an account: sign in, then open the invitation again.',
    })
  if (signedIn && who.email.toLowerCase() !== i.email.toLowerCase())
    throw new Refusal('FORBIDDEN', {
      fr: `Cette invitation s’adresse à ${i.email}, et vous êtes connecté avec ${who.email}. Connectez-vous avec l’adresse invitée, ou demandez une invitation pour celle-ci.`,
      en: `This invitation is for ${i.email}, and you are signed in as ${who.email}. Sign in with the invited address, or ask for an invitation to this one.`,
    })
  if (signedIn && !(await mayJoin(platform, who.userId, i.workspace_id))) throw boundToProvider()
  const userId = signedIn
    ? who.userId
    : (await ensureUser(auth, { email: i.email, name: who.name, password: who.password }, platform.config)).id
  const client = await platform.pools.auth.connect()
  try {
    await client.query('begin')
    const { rowCount } = await client.query(
      'update invitations set accepted_at = $2 where id = $1 and accepted_at is null and revoked_at is null',
      [i.id, platform.clock.now()],
    )
    if (!rowCount) throw invitationGone()
    const { rows } = await client.query<{ id: string }>(
      'select id from members where workspace_id = $1 and user_id = $2 and deleted_at is null and deactivated_at is null',
      [i.workspace_id, userId],
    )
    const memberId =
      rows[0]?.id ??
      (await join(
        platform,
        { workspaceId: i.workspace_id, userId, name: who.name, email: i.email, role: i.role },
        client,
      ))
    if (i.project_id)
      await client.query(
        'insert into project_members (id, workspace_id, project_id, member_id, role) values ($1, $2, $3, $4, $5) on conflict (project_id, member_id) do nothing',
        [randomUUID(), i.workspace_id, i.project_id, memberId, i.project_role],
      )
    await client.query("select pg_notify('pupitre_gates', $1)", [i.workspace_id])
    await client.query('commit')
  } catch (e) {
    await client.query('rollback')
    throw e
  } finally {
    client.release()
  }
  return { slug: i.slug, email: i.email }
}

/** An account opened by a workspace's provider lives where that provider is trusted (see sso/signon.ts). */
export const boundToProvider = () =>
  new Refusal('FORBIDDEN', {
    fr: 'Votre compte s’ouvre par la connexion unique de votre organisation et n’entre que dans ses espaces. Demandez une invitation à une autre adresse.',
    en: 'Your account is opened by your organisation’s single sign-on and enters its workspaces only. Ask for an invitation to another address.',
  })
