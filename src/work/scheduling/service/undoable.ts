import { apart } from '#platform/ledger-undo.ts'
import type { Scope } from '#platform/scope.ts'

/** Under a reference of its own, which the answer names: « Annuler » takes back all of it, dates included. */
export async function undoable<T extends object>(
  scope: Scope,
  work: (one: Scope) => Promise<T>,
): Promise<T & { change: string }> {
  const one = apart(scope)
  return { ...(await work(one)), change: one.requestId }
}
