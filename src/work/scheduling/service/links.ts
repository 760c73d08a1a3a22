import { invalid, Refusal } from '#platform/errors.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Card } from '../../model.ts'
import { someCards } from '../../service/read.ts'
import { type TaskRow, taskNoun } from '../../tables.ts'
import {
  findCycle,
  type Link,
  type LinkDraft,
  type LinkMoved,
  type LinkPatch,
  planFromCards,
} from '../model.ts'
import { linkNoun, type taskLinks } from '../tables.ts'
import { inputOf, type WholePlan } from './read.ts'
import { alone, reschedule } from './reschedule.ts'

const shown = (l: typeof taskLinks.$inferSelect): Link => ({
  id: l.id,
  projectId: l.projectId,
  fromId: l.fromId,
  toId: l.toId,
  kind: l.kind,
  lag: l.lag,
  lagUnit: l.lagUnit,
  version: l.version,
})

/** What follows another task follows it by itself from now on: the successor becomes automatic, and the rest moves along. */
export async function addLink(scope: Scope, draft: LinkDraft): Promise<LinkMoved> {
  const from = await get(scope, taskNoun, draft.fromId)
  demand(scope, 'contribute', from.projectId)
  const to = await get(scope, taskNoun, draft.toId)
  if (to.projectId !== from.projectId)
    throw invalid({
      fr: 'Ces deux tâches ne sont pas du même projet : un lien se tire dans un seul projet.',
      en: 'These two tasks are not of the same project: a link stays within one project.',
    })
  await alone(scope, from.projectId)
  await refuseCircle(scope, from, to)
  const { rowCount } = await scope.sql(
    'select from task_links where from_id = $1 and to_id = $2 and deleted_at is null',
    [from.id, to.id],
  )
  if (rowCount)
    throw new Refusal('CONFLICT', {
      fr: 'Ces deux tâches sont déjà liées : changez le lien qui existe.',
      en: 'These two tasks are already linked: change the link that is there.',
    })
  const link = await create(scope, linkNoun, { ...draft, projectId: from.projectId })
  const fresh = to.mode === 'manual' && !to.completedAt
  if (fresh) await amend(scope, taskNoun, to.id, { mode: 'auto' })
  return { link: shown(link), cards: await moved(scope, from.projectId, fresh ? to.id : undefined) }
}

/** The cards that the change moved, and the one whose mode it changed. */
async function moved(scope: Scope, projectId: string, also?: string): Promise<Card[]> {
  const cards = await reschedule(scope, projectId)
  return also && !cards.some((c) => c.id === also) ? [...cards, ...(await someCards(scope, [also]))] : cards
}

async function refuseCircle(scope: Scope, from: TaskRow, to: TaskRow): Promise<void> {
  const input: WholePlan = await inputOf(scope, from.projectId)
  // Dated or not, automatic or not: a circle of links is one whatever the tasks are.
  const { tasks } = planFromCards({
    ...input,
    cards: input.cards.map((c) => ({ ...c, mode: 'auto' as const })),
  })
  const links = [
    ...input.links.map((l) => ({ ...l, from: l.fromId, to: l.toId })),
    { id: 'new', from: from.id, to: to.id, kind: 'fs' as const, lag: 0, lagUnit: 'work' as const },
  ]
  const circle = from.id === to.id ? [from.id] : findCycle(tasks, links)
  if (!circle) return
  const titles = new Map(input.cards.map((c) => [c.id, c.title]))
  const named = [...circle, circle[0]!].map((id) => `« ${titles.get(id) ?? '?'} »`).join(' → ')
  throw invalid(
    {
      fr: `Ce lien ferait tourner le plan en rond : ${named}. Chacune attendrait l’autre.`,
      en: `This link would make the plan turn in a circle: ${named}. Each would wait for the other.`,
    },
    { taskIds: circle },
  )
}

export async function amendLink(
  scope: Scope,
  id: string,
  patch: LinkPatch,
  version?: number,
): Promise<LinkMoved> {
  const before = await get(scope, linkNoun, id)
  demand(scope, 'contribute', before.projectId)
  const link = await amend(scope, linkNoun, id, patch, version)
  return { link: shown(link), cards: await reschedule(scope, before.projectId) }
}

/** The successor stays automatic and where it is: nothing drives it any more. */
export async function removeLink(scope: Scope, id: string, version?: number): Promise<{ cards: Card[] }> {
  const before = await get(scope, linkNoun, id)
  demand(scope, 'contribute', before.projectId)
  await discard(scope, linkNoun, id, version)
  return { cards: await reschedule(scope, before.projectId) }
}
