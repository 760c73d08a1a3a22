import { and, asc, eq, isNull } from 'drizzle-orm'
import { budgetLineNoun, budgetLines } from '#budget/tables.ts'
import type { Capture } from '#measure/service/effects.ts'
import { invalid, notFound } from '#platform/errors.ts'
import { announce } from '#platform/facts.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { memberNoun, members, projectNoun } from '#platform/tenancy/tables.ts'
import { actionFinished, actionPlanned, actionStarted } from '../facts.ts'
import { codeOf, freeCode } from '../model/code.ts'
import type { Action, ActionDraft } from '../model.ts'
import { actionNoun, actions, objectiveNoun, objectives } from '../tables.ts'

type ActionRow = typeof actions.$inferSelect
type Joined = { a: ActionRow; owner: string | null; objective: string | null; line: string | null }

/** An objective or a line in the bin is no longer served; restored, it is again. */
const shown = ({ a, owner, objective, line }: Joined): Action => ({
  id: a.id,
  projectId: a.projectId,
  code: a.code,
  title: a.title,
  description: a.description,
  channel: a.channel,
  persona: a.persona,
  status: a.status,
  startsOn: a.startsOn,
  endsOn: a.endsOn,
  ownerId: a.ownerId,
  ownerName: owner,
  objectiveId: objective === null ? null : a.objectiveId,
  objectiveTitle: objective,
  budgetLineId: line === null ? null : a.budgetLineId,
  budgetLineLabel: line,
  captures: a.captures,
  version: a.version,
})

const joined = (scope: Scope) =>
  scope.db
    .select({ a: actions, owner: members.name, objective: objectives.title, line: budgetLines.label })
    .from(actions)
    .leftJoin(members, eq(members.id, actions.ownerId))
    .leftJoin(objectives, and(eq(objectives.id, actions.objectiveId), isNull(objectives.deletedAt)))
    .leftJoin(budgetLines, and(eq(budgetLines.id, actions.budgetLineId), isNull(budgetLines.deletedAt)))

export async function listActions(scope: Scope, projectId: string): Promise<Action[]> {
  demand(scope, 'see', projectId)
  const rows = await joined(scope)
    .where(and(eq(actions.projectId, projectId), isNull(actions.deletedAt)))
    .orderBy(asc(actions.position), asc(actions.createdAt), asc(actions.id))
  return rows.map(shown)
}

/** @throws NOT_FOUND, also for an action in the bin. */
export async function getAction(scope: Scope, id: string): Promise<Action> {
  const row = await get(scope, actionNoun, id)
  demand(scope, 'see', row.projectId)
  const [found] = await joined(scope).where(eq(actions.id, id))
  if (!found) throw notFound('action')
  return shown(found)
}

/** The unlinked visits each action of the plan accounts for, in the order of the plan: the first rule that fits wins. */
export async function capturesOf(scope: Scope, projectId: string): Promise<Capture[]> {
  return (await listActions(scope, projectId)).flatMap((a) =>
    a.captures ? [{ actionId: a.id, rule: a.captures }] : [],
  )
}

/** What a draft points at is of this project: a foreign key alone would accept a neighbour's row. */
async function coherent(scope: Scope, projectId: string, d: Partial<ActionDraft>): Promise<void> {
  if (d.ownerId) await get(scope, memberNoun, d.ownerId)
  if (d.objectiveId && (await get(scope, objectiveNoun, d.objectiveId)).projectId !== projectId)
    throw notFound('objective')
  if (d.budgetLineId && (await get(scope, budgetLineNoun, d.budgetLineId)).projectId !== projectId)
    throw notFound('budgetLine')
  if (d.startsOn && d.endsOn && d.endsOn < d.startsOn)
    throw invalid({
      fr: 'La fin tombe avant le début : corrigez l’une des deux dates.',
      en: 'The end falls before the start: correct one of the two dates.',
    })
}

async function say(scope: Scope, a: ActionRow, what: typeof actionPlanned): Promise<void> {
  await announce(
    scope,
    what,
    {
      project: a.projectId,
      objective: a.objectiveId,
      action: a.id,
      budgetLine: a.budgetLineId,
      campaign: a.code,
    },
    { title: a.title, code: a.code, channel: a.channel },
    { name: a.title },
  )
}

async function sayMoved(scope: Scope, a: ActionRow, before: ActionRow['status']): Promise<void> {
  if (a.status === before) return
  if (a.status === 'running') await say(scope, a, actionStarted)
  if (a.status === 'done') await say(scope, a, actionFinished)
}

/** Adds an action to the plan. Its code comes from its title, once: links out in the world carry it. */
export async function planAction(scope: Scope, projectId: string, draft: ActionDraft): Promise<Action> {
  demand(scope, 'conduct', projectId)
  // The project's row is the lock: two actions of one title made at once get two codes.
  await get(scope, projectNoun, projectId, { lock: true })
  await coherent(scope, projectId, draft)
  const { rows } = await scope.sql<{ code: string; position: number }>(
    'select code, position from actions where project_id = $1',
    [projectId],
  )
  const code = freeCode(codeOf(draft.title), new Set(rows.map((r) => r.code)))
  const position = rows.reduce((most, r) => Math.max(most, r.position), 0) + 1
  const row = await create(scope, actionNoun, { ...draft, projectId, code, position })
  await say(scope, row, actionPlanned)
  await sayMoved(scope, row, 'planned')
  return getAction(scope, row.id)
}

export async function amendAction(
  scope: Scope,
  id: string,
  patch: Partial<ActionDraft>,
  version?: number,
): Promise<Action> {
  const before = await get(scope, actionNoun, id)
  demand(scope, 'conduct', before.projectId)
  const dates = {
    startsOn: patch.startsOn === undefined ? before.startsOn : patch.startsOn,
    endsOn: patch.endsOn === undefined ? before.endsOn : patch.endsOn,
  }
  await coherent(scope, before.projectId, { ...patch, ...dates })
  await sayMoved(scope, await amend(scope, actionNoun, id, patch, version), before.status)
  return getAction(scope, id)
}

export async function discardAction(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'conduct', (await get(scope, actionNoun, id)).projectId)
  await discard(scope, actionNoun, id, version)
}

export async function restoreAction(scope: Scope, id: string): Promise<Action> {
  demand(scope, 'conduct', (await get(scope, actionNoun, id, { removed: true })).projectId)
  await restore(scope, actionNoun, id)
  return getAction(scope, id)
}
