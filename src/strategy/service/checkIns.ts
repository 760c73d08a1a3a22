import { and, desc, eq, isNull } from 'drizzle-orm'
import { dayOf } from '#platform/clock.ts'
import { invalid } from '#platform/errors.ts'
import { create, discard, get, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { members } from '#platform/tenancy/tables.ts'
import { byHand, type CheckIn, type CheckInDraft } from '../model.ts'
import { checkInNoun, checkIns, objectiveNoun } from '../tables.ts'

const shown = (c: typeof checkIns.$inferSelect, by: string | null): CheckIn => ({
  id: c.id,
  objectiveId: c.objectiveId,
  value: c.value,
  note: c.note,
  readOn: c.readOn,
  by,
  version: c.version,
})

/** Newest first. */
export async function listCheckIns(scope: Scope, objectiveId: string): Promise<CheckIn[]> {
  demand(scope, 'see', (await get(scope, objectiveNoun, objectiveId)).projectId)
  const rows = await scope.db
    .select({ c: checkIns, by: members.name })
    .from(checkIns)
    .leftJoin(members, eq(members.id, checkIns.createdBy))
    .where(and(eq(checkIns.objectiveId, objectiveId), isNull(checkIns.deletedAt)))
    .orderBy(desc(checkIns.readOn), desc(checkIns.createdAt), desc(checkIns.id))
  return rows.map((r) => shown(r.c, r.by))
}

/** @throws INVALID when a source measures the objective: what is measured is never typed in. */
export async function checkIn(scope: Scope, objectiveId: string, draft: CheckInDraft): Promise<CheckIn> {
  const objective = await get(scope, objectiveNoun, objectiveId)
  demand(scope, 'contribute', objective.projectId)
  if (objective.metric !== byHand)
    throw invalid({
      fr: 'Cet objectif est mesuré par sa source : un relevé à la main n’y a pas sa place.',
      en: 'This objective is measured at its source: there is no place for a figure typed by hand.',
    })
  if (draft.readOn > dayOf(scope.now(), scope.workspace.timezone))
    throw invalid({
      fr: 'Un relevé ne peut pas être daté de demain.',
      en: 'A reading cannot be dated in the future.',
    })
  const row = await create(scope, checkInNoun, { ...draft, objectiveId, projectId: objective.projectId })
  return shown(row, scope.actor.name)
}

export async function discardCheckIn(scope: Scope, id: string): Promise<void> {
  demand(scope, 'contribute', (await get(scope, checkInNoun, id)).projectId)
  await discard(scope, checkInNoun, id)
}

export async function restoreCheckIn(scope: Scope, id: string): Promise<void> {
  demand(scope, 'contribute', (await get(scope, checkInNoun, id, { removed: true })).projectId)
  await restore(scope, checkInNoun, id)
}
