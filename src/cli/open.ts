import { readConfig } from '../platform/config.ts'
import { attachEngines, type Engines } from '../platform/engines/engines.ts'
import { notFound } from '../platform/errors.ts'
import { systemGrant, type WorkspaceRow } from '../platform/gates/system.ts'
import { openPlatform, type Platform } from '../platform/platform.ts'
import { inScope, type Scope } from '../platform/scope.ts'
import { openRooms } from '../rooms.ts'

/** Opens the platform for one command: on the engines of the server that runs, else on its own. */
export async function withPlatform<T>(
  work: (platform: Platform, engines: Engines) => Promise<T>,
): Promise<T> {
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' })
  // What a command changes is announced like any change: the rooms that react to it must be known.
  openRooms()
  const engines = await attachEngines(config)
  try {
    const platform = await openPlatform(config, engines, { migrate: !engines.attached })
    return await work(platform, engines).finally(() => platform.close())
  } finally {
    await engines.stop()
  }
}

/** The workspace of an address (or of a name, when only one has it). @throws NOT_FOUND. */
export async function workspaceNamed(platform: Platform, name: string): Promise<WorkspaceRow> {
  const { rows } = await platform.pools.auth.query<WorkspaceRow>(
    'select id, slug, name, locale, timezone, currency from workspaces where slug = $1 or lower(name) = lower($1) order by slug = $1 desc limit 2',
    [name],
  )
  const [first, second] = rows
  if (!first || (second && first.slug !== name)) throw notFound('workspace')
  return first
}

/** The only workspace, or the one named. */
export async function theWorkspace(platform: Platform, name?: string): Promise<WorkspaceRow> {
  if (name) return workspaceNamed(platform, name)
  const { rows } = await platform.pools.auth.query<WorkspaceRow>(
    'select id, slug, name, locale, timezone, currency from workspaces order by demo, created_at limit 2',
  )
  if (rows.length !== 1) throw notFound('workspace')
  return rows[0] as WorkspaceRow
}

/** Everything in one workspace, under the name of the command. */
export async function inWorkspace<T>(
  platform: Platform,
  workspaceId: string,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return inScope(platform, await systemGrant(platform, workspaceId, 'bin/pupitre'), work)
}
