import { and, asc, eq, isNull } from 'drizzle-orm'
import { invalid } from '#platform/errors.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Goal, GoalDraft } from '../model.ts'
import { goalNoun, goals, siteNoun } from '../tables.ts'

const shown = (g: typeof goals.$inferSelect): Goal => ({
  id: g.id,
  projectId: g.projectId,
  siteId: g.siteId,
  name: g.name,
  kind: g.kind,
  pattern: g.pattern,
  valueCents: g.valueCents,
  valueFromEvent: g.valueFromEvent,
  oncePerVisit: g.oncePerVisit,
  version: g.version,
})

const checked = (kind: string, pattern: string) => {
  if (kind === 'page' && !/^[/*]/.test(pattern))
    throw invalid({
      fr: 'Le chemin d’une page commence par « / » (ou par « * »).',
      en: 'The path of a page begins with "/" (or with "*").',
    })
}

export async function listGoals(scope: Scope, projectId?: string): Promise<Goal[]> {
  if (projectId) demand(scope, 'see', projectId)
  const rows = await scope.db
    .select()
    .from(goals)
    .where(and(isNull(goals.deletedAt), projectId ? eq(goals.projectId, projectId) : undefined))
    .orderBy(asc(goals.name))
  return rows.map(shown)
}

export const getGoal = async (scope: Scope, id: string): Promise<Goal> =>
  shown(await get(scope, goalNoun, id))

/** A goal is a question asked of the facts: made today, it also counts what happened before. */
export async function createGoal(scope: Scope, draft: GoalDraft): Promise<Goal> {
  const site = await get(scope, siteNoun, draft.siteId)
  demand(scope, 'contribute', site.projectId)
  checked(draft.kind, draft.pattern)
  return shown(await create(scope, goalNoun, { ...draft, projectId: site.projectId }))
}

export async function amendGoal(
  scope: Scope,
  id: string,
  patch: Partial<Omit<GoalDraft, 'siteId'>>,
  version?: number,
): Promise<Goal> {
  const before = await get(scope, goalNoun, id)
  demand(scope, 'contribute', before.projectId)
  checked(patch.kind ?? before.kind, patch.pattern ?? before.pattern)
  return shown(await amend(scope, goalNoun, id, patch, version))
}

export async function discardGoal(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, goalNoun, id)
  demand(scope, 'contribute', before.projectId)
  await discard(scope, goalNoun, id, version)
}
