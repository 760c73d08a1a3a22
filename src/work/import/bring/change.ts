import { amend, find, type KeptTable, type Noun } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'

/** Changes a row unless somebody binned it here. */
export async function change<T extends KeptTable>(
  scope: Scope,
  noun: Noun<T>,
  id: string,
  patch: Record<string, unknown>,
): Promise<boolean> {
  if (!(await find(scope, noun, id))) return false
  await amend(scope, noun, id, patch as never)
  return true
}
