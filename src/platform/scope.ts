import { randomUUID } from 'node:crypto'
import type { QueryResult, QueryResultRow } from 'pg'
import { type Client, type Db, over } from './db.ts'
import { forbidden, notFound } from './errors.ts'
import type { Platform } from './platform.ts'
import { reader, readyToRead, type Settings } from './reading.ts'
import {
  type KeyAccess,
  type ProjectRole,
  type Right,
  type Role,
  reaches,
  rightInProject,
  rightOfRole,
} from './rights.ts'

declare const minted: unique symbol

export type Actor =
  | { kind: 'member'; id: string; userId: string; name: string }
  | { kind: 'key'; id: string; userId: string; name: string; keyId: string }
  | { kind: 'outsider'; id: null; doorId: string; name: string }
  | { kind: 'system'; id: null; name: string }

export type Locale = 'fr' | 'en'

/** What a gate found out about who is asking, before any row is read. */
export type Grant = {
  workspace: { id: string; slug: string; name: string; locale: Locale; timezone: string; currency: string }
  actor: Actor
  role: Role
  keyAccess?: KeyAccess
  /** '*' sees every project of the workspace; otherwise just these. */
  projects: '*' | readonly string[]
  /** Among all of them, the private ones of others. */
  hidden?: readonly string[] | undefined
  projectRoles: Readonly<Record<string, ProjectRole>>
  locale: Locale
  timezone: string
  requestId?: string
}

/**
 * The first argument of every verb: who asks, in which workspace, with which rights, and the only way to its rows.
 * Only a gate makes one (`scripts/check-map.ts` bans the rest). It lives as long as its transaction.
 */
export type Scope = Omit<Grant, 'requestId'> & {
  readonly [minted]: true
  readonly platform: Platform
  readonly requestId: string
  /** The transaction, under row-level security. */
  readonly db: Db
  /** The same transaction, for the few statements written by hand. `name` prepares it once per connection. */
  sql<R extends QueryResultRow>(text: string, values?: unknown[], name?: string): Promise<QueryResult<R>>
  now(): Date
  /** Runs once the transaction is committed; never if it is rolled back. */
  after(deed: () => void | Promise<void>): void
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const checked = (id: string) => {
  if (!uuid.test(id)) throw notFound('id')
  return id
}

const settingsOf = (grant: Grant): Settings => [
  checked(grant.workspace.id),
  grant.projects === '*' ? '*' : grant.projects.map(checked).join(','),
  (grant.hidden ?? []).map(checked).join(','),
]

/** A scope that only reads: no transaction to open and close, each statement sees what is committed. For the hot lists. */
export async function inReading<T>(
  platform: Platform,
  grant: Grant,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  const client = await platform.pools.app.connect()
  try {
    const settings = settingsOf(grant)
    await readyToRead(client, settings)
    return await work(scopeOver(platform, grant, reader(client, settings), []))
  } finally {
    client.release()
  }
}

/** Opens the transaction of a grant, runs `work`, commits. Called by the gates and the job runner only. */
export async function inScope<T>(
  platform: Platform,
  grant: Grant,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  const client = await platform.pools.app.connect()
  const deeds: (() => void | Promise<void>)[] = []
  let lost: Error | undefined
  try {
    const [workspace, projects, hidden] = settingsOf(grant)
    // All values were checked to be uuids: one round trip opens the transaction and sets what it may see.
    await client.query(
      `begin; select set_config('app.workspace', '${workspace}', true), set_config('app.projects', '${projects}', true), set_config('app.hidden', '${hidden}', true)`,
    )
    const result = await work(scopeOver(platform, grant, client, deeds))
    await client.query('commit')
    for (const deed of deeds) await deed()
    return result
  } catch (e) {
    await client.query('rollback').catch((r: Error) => {
      lost = r
    })
    throw e
  } finally {
    client.release(lost)
  }
}

function scopeOver(
  platform: Platform,
  grant: Grant,
  client: Client,
  deeds: (() => void | Promise<void>)[],
): Scope {
  return {
    ...grant,
    requestId: grant.requestId ?? randomUUID(),
    platform,
    db: over(client),
    sql: (text, values = [], name) => client.query({ text, values, ...(name && { name }) }),
    now: () => platform.clock.now(),
    after: (deed) => void deeds.push(deed),
  } as Scope
}

/** May this scope do that in the workspace as a whole? */
export const mayDo = (scope: Grant, right: Right) =>
  scope.actor.kind === 'system' ||
  (scope.actor.kind !== 'outsider' && reaches(rightOfRole(scope.role, scope.keyAccess), right))

/** May this scope do that in this project? A project it cannot see does not exist for it. */
export function mayDoIn(scope: Grant, right: Right, projectId: string): boolean {
  if (scope.actor.kind === 'system') return true
  if (scope.projects === '*' ? scope.hidden?.includes(projectId) : !scope.projects.includes(projectId))
    return false
  if (scope.actor.kind === 'outsider') return right === 'see'
  return reaches(rightInProject(scope.role, scope.projectRoles[projectId], scope.keyAccess), right)
}

/** @throws NOT_FOUND when the project is out of sight, FORBIDDEN when it is visible but the role is too low. */
export function demand(scope: Grant, right: Right, projectId?: string | null): void {
  if (!projectId) {
    if (!mayDo(scope, right)) throw forbidden(right)
    return
  }
  if (mayDoIn(scope, right, projectId)) return
  throw mayDoIn(scope, 'see', projectId) ? forbidden(right) : notFound('project')
}

/** The most a grant may do anywhere: a contributor in one project passes the door of procedures on projects. */
export function mayDoSomewhere(grant: Grant, right: Right): boolean {
  return (
    mayDo(grant, right) ||
    Object.keys(grant.projectRoles).some((p) => mayDoIn(grant, right, p)) ||
    (grant.actor.kind === 'outsider' && right === 'see')
  )
}
