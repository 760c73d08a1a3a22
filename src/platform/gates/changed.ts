import type { Scope } from '../scope.ts'
import { forgetGrants } from './member.ts'

/** After a role, a key or a project's visibility changed: every process forgets what it remembered. */
export async function gatesChanged(scope: Scope): Promise<void> {
  await scope.sql("select pg_notify('pupitre_gates', $1)", [scope.workspace.id])
  scope.after(() => forgetGrants(scope.platform))
}
