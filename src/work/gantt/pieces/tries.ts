import type { Card, TaskDraft } from '../../model.ts'
import type { Instant, PlanTask } from '../../scheduling/model.ts'
import { type Gesture, isPlaced, type LivePlan, outcomeOf, type Places, type Row } from '../model.ts'

export type Try = {
  places: Places
  /** When the whole would be over. */
  finish: Instant
  patches: ReadonlyMap<string, Partial<TaskDraft>>
  refused: 'summary' | 'started' | null
}

/** Everything that hangs under a task, at any depth, without summaries. */
export function leavesUnder(id: string, cards: readonly Card[]): Card[] {
  const children = Map.groupBy(cards, (c) => c.parentId)
  const found: Card[] = []
  const stack = [...(children.get(id) ?? [])]
  for (let card = stack.pop(); card; card = stack.pop()) {
    const under = children.get(card.id)
    if (under) stack.push(...under)
    else found.push(card)
  }
  return found
}

/** What a gesture on one bar, or on all the bars under one, would give. Nothing is written. */
export function tryGesture(
  plan: LivePlan,
  cards: readonly Card[],
  ids: readonly string[],
  gesture: Gesture,
): Try {
  const wanted = new Set(ids)
  const byId = new Map(cards.flatMap((c) => (wanted.has(c.id) ? [[c.id, c] as const] : [])))
  const changes = new Map<string, Partial<PlanTask>>()
  const patches = new Map<string, Partial<TaskDraft>>()
  // In a family that moves as one, who follows a brother follows him anyway.
  const follows = new Set(
    ids.length > 1 ? plan.links.filter((l) => wanted.has(l.fromId)).map((l) => l.toId) : [],
  )
  let refused: Try['refused'] = null
  for (const id of ids) {
    const card = byId.get(id)
    const placed = plan.places(id)
    if (!card || !placed || placed.summary || !isPlaced(card)) continue
    if (ids.length > 1 && card.done) continue
    if (card.mode === 'auto' && plan.task(id)?.actualStart != null && gesture.kind === 'move') {
      refused = 'started'
      continue
    }
    if (card.mode === 'auto' && follows.has(id)) continue
    const outcome = outcomeOf(card, placed, gesture, plan.calendarOf(id))
    if (!outcome) continue
    changes.set(id, outcome.change)
    patches.set(id, outcome.patch)
  }
  if (!patches.size)
    return { places: plan.places, finish: plan.finish, patches, refused: refused ?? 'summary' }
  return { ...plan.attempt(changes), patches, refused: null }
}

/** What « tout replier » folds: the groups when there are some, else the tasks that hold others. */
export const foldable = (rows: readonly Row[], headed: boolean): string[] =>
  rows.filter((r) => (headed ? r.kind === 'group' : r.kind === 'task' && r.parent)).map((r) => r.id)
