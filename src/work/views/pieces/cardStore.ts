import { api, pathOf, queries, rpc } from '#web/api.ts'
import { type Change, watchChanges } from '#web/live.ts'
import type { Card } from '../../model.ts'
import type { CardSet } from '../model.ts'

/**
 * The cards of every set on screen or lately seen. A card changed anywhere changes in all of them, one by one: a live
 * message fetches the cards it names, never the whole. What was just done is laid over what the server said, until it answers.
 */
const topics = ['status', 'label', 'field', 'action', 'objective', 'taskLink', 'project']

export const cardsQuery = (projectId: string | null) => ({
  ...rpc.work.cards.read.queryOptions({ input: projectId ? { projectId } : {}, meta: { topics } }),
  queryFn: async (): Promise<CardSet> => {
    const set = await api.work.cards.read(projectId ? { projectId } : {})
    return pending.size ? { ...set, cards: set.cards.map(overlaid) } : set
  },
  // Comparing twenty thousand cards deeply at each keystroke would cost more than drawing them.
  structuralSharing: false as const,
  staleTime: 5 * 60_000,
})
const isCards = (path: readonly string[]) => path[1] === 'cards' && path[0] === 'work'

type Guess = (c: Card) => Card
const pending = new Map<string, Map<number, Guess>>()
/** What the server last said of cards with something pending. */
const truth = new Map<string, Card>()
let count = 0

const overlaid = (c: Card): Card => {
  const guesses = pending.get(c.id)
  if (!guesses) return c
  truth.set(c.id, c)
  return [...guesses.values()].reduce((now, guess) => guess(now), c)
}

const patchSets = (change: (set: CardSet) => CardSet) =>
  void queries.setQueriesData<CardSet>(
    { predicate: ({ queryKey }) => isCards(pathOf(queryKey)) },
    (set) => set && change(set),
  )

/** The card as the server knows it, or as shown when nothing is pending. */
export const cardNow = (id: string): Card | undefined => {
  const known = truth.get(id)
  if (known) return known
  for (const { state, queryKey } of queries.getQueryCache().getAll()) {
    if (!isCards(pathOf(queryKey))) continue
    const found = (state.data as CardSet | undefined)?.cards.find((c) => c.id === id)
    if (found) return found
  }
  return undefined
}

/** What the server said, in every set that shows that project. Older news than what is known changes nothing. */
export function put(cards: readonly Card[], gone: readonly string[] = []): void {
  const fresh = new Map<string, Card>()
  for (const c of cards) {
    const known = truth.get(c.id)
    if (known && known.version > c.version) continue
    fresh.set(c.id, overlaid(c))
  }
  const away = new Set(gone)
  if (!fresh.size && !away.size) return
  patchSets((set) => {
    const left = new Map(fresh)
    let changed = false
    const next: Card[] = []
    for (const c of set.cards) {
      const to = left.get(c.id)
      if (to) left.delete(c.id)
      // Gone from sight, or to a project that this set does not show.
      if (away.has(c.id) || (to && !set.projects.some((p) => p.id === to.projectId))) changed = true
      else if (to && (to.version >= c.version || pending.has(c.id))) {
        next.push(to)
        changed = true
      } else next.push(c)
    }
    for (const c of left.values())
      if (set.projects.some((p) => p.id === c.projectId)) {
        next.push(c)
        changed = true
      }
    return changed ? { ...set, cards: next, total: set.total + next.length - set.cards.length } : set
  })
}

/** Shows what a deed is about to do; the answer lifts it. `hide`: the cards leave at once. */
export function foresee(cards: readonly Card[], guess: Guess, hide = false): { lift: () => void } {
  const ticket = ++count
  const before = cards.map((c) => truth.get(c.id) ?? c)
  for (const c of before) {
    truth.set(c.id, c)
    const guesses = pending.get(c.id) ?? new Map<number, Guess>()
    pending.set(c.id, guesses.set(ticket, guess))
  }
  put(before, hide ? before.map((c) => c.id) : [])
  return {
    lift: () => {
      const shown: Card[] = []
      for (const { id } of before) {
        const guesses = pending.get(id)
        guesses?.delete(ticket)
        const known = truth.get(id)
        if (guesses && !guesses.size) {
          pending.delete(id)
          truth.delete(id)
        }
        if (known) shown.push(known)
      }
      restore(shown, hide)
    },
  }
}

/** Puts back what the server said, whatever is shown now. */
function restore(cards: readonly Card[], add: boolean) {
  const known = new Map(cards.map((c) => [c.id, c]))
  patchSets((set) => {
    const left = new Map(known)
    const next = set.cards.map((c) => {
      const to = left.get(c.id)
      left.delete(c.id)
      return to ? overlaid(to) : c
    })
    if (add) for (const c of left.values()) if (set.projects.some((p) => p.id === c.projectId)) next.push(c)
    return { ...set, cards: next }
  })
}

const refetch = () =>
  void queries.invalidateQueries({ predicate: ({ queryKey }) => isCards(pathOf(queryKey)) })

let waiting = new Set<string>()
let fetching = false
const atOnce = 100

/** The first news is fetched at once; what comes meanwhile goes together when it is there. */
async function fetchWaiting() {
  if (fetching) return
  fetching = true
  try {
    while (waiting.size) {
      const ids = [...waiting]
      waiting = new Set()
      if (ids.length > 5 * atOnce) {
        refetch()
        continue
      }
      for (let i = 0; i < ids.length; i += atOnce) {
        const asked = ids.slice(i, i + atOnce)
        const fresh = await api.work.tasks.some({ ids: asked })
        const there = new Set(fresh.map((c) => c.id))
        put(
          fresh,
          asked.filter((id) => !there.has(id)),
        )
      }
    }
  } catch {
    refetch()
  } finally {
    fetching = false
  }
}

watchChanges(({ topic, ids }: Change) => {
  if (topic !== 'task') return
  if (!queries.getQueryCache().findAll({ predicate: ({ queryKey }) => isCards(pathOf(queryKey)) }).length)
    return
  if (!ids.length) return refetch()
  for (const id of ids) waiting.add(id)
  void fetchWaiting()
})
