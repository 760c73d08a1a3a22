import { announce } from '#web/announce.tsx'
import { api, isApiError } from '#web/api.ts'
import type { useT } from '#web/i18n.tsx'
import { type Done, forget, redoLast, remember, undoLast, wasTakenBack } from '#web/past.ts'
import { offer, tell } from '#web/undo.tsx'
import { mergeFields } from '../../fields/model.ts'
import type { messages as work } from '../../messages.ts'
import { between, type Card, step, type TaskDraft } from '../../model.ts'
import type { messages } from '../messages.ts'
import { addDays, type CardSet, type Deed, type Outcome } from '../model.ts'
import { cardNow, foresee, put } from './cardStore.ts'

export type Place = { statusId: string; after?: string | null; before?: string | null }
export type Change = Omit<Deed, 'tasks'> & {
  /** What each gets of its own, by its id. */
  own?: ReadonlyMap<string, Partial<TaskDraft>>
}
type Words = {
  t: ReturnType<typeof useT<typeof messages>>
  w: ReturnType<typeof useT<typeof work>>
  told: (error: unknown) => { sentence: string }
}

export const byPosition = (a: Card, b: Card) => a.position - b.position || (a.id < b.id ? -1 : 1)
const merged = (now: readonly string[], add: readonly string[] = [], remove: readonly string[] = []) =>
  [...new Set([...now, ...add])].filter((id) => !remove.includes(id))

/** What a card will look like once the server has done it. */
export function foreseen(c: Card, deed: Change, set: Pick<CardSet, 'statuses'>): Card {
  const { fields, description: _, ...patch } = { ...deed.patch, ...deed.own?.get(c.id) }
  const next: Card = { ...c, ...(patch as Partial<Card>) }
  if (fields) next.fields = mergeFields(c.fields, fields)
  const columns = set.statuses.filter((s) => s.projectId === c.projectId && !s.archived)
  const wanted =
    deed.category ?? (deed.done === undefined ? undefined : deed.done ? 'done' : c.done ? 'doing' : undefined)
  const now = set.statuses.find((s) => s.id === c.statusId)
  const to =
    wanted && now?.category !== wanted
      ? (columns.find((s) => s.category === wanted) ?? columns.find((s) => s.category === 'todo'))?.id
      : (deed.move?.statusId ?? patch.statusId)
  if (to) {
    next.statusId = to
    next.done = set.statuses.find((s) => s.id === to)?.category === 'done'
  }
  if (deed.done !== undefined) next.done = deed.done
  if (next.done && !c.done) next.progress = 100
  if (!next.done && c.done && c.progress === 100) next.progress = 0
  if (deed.byDays) {
    if (c.startsOn) next.startsOn = addDays(c.startsOn, deed.byDays)
    if (c.dueOn) next.dueOn = addDays(c.dueOn, deed.byDays)
  }
  next.assigneeIds = merged(next.assigneeIds, deed.addAssigneeIds, deed.removeAssigneeIds)
  next.labelIds = merged(next.labelIds, deed.addLabelIds, deed.removeLabelIds)
  return next
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
/** One line per card: what one does to it twice in a row arrives in that order. */
const lines = new Map<string, Promise<unknown>>()
/** Taking back waits for what is still being saved, and one at a time: a quick hand undoes what it just did, not what came before. */
let turning: Promise<unknown> = Promise.resolve()
const inTurn = (work: () => Promise<void>): Promise<void> => {
  const next = turning.then(() => Promise.allSettled(lines.values())).then(work)
  turning = next.catch(() => {})
  return next
}

/** The deeds of every view: seen at once, saved behind, taken back with a word if refused, undone by Ctrl-Z. */
export function makeDeeds(current: () => CardSet | undefined, projectId: string | null, words: () => Words) {
  const t: Words['t'] = ((...said: Parameters<Words['t']>) => words().t(...said)) as Words['t']
  const w: Words['w'] = ((...said: Parameters<Words['w']>) => words().w(...said)) as Words['w']
  const told: Words['told'] = (error) => words().told(error)
  const empty = { statuses: [] }
  const fail = (error: unknown, around: (why: string) => string = (why) => why) => {
    tell(around(told(error).sentence), 'bad')
    return null
  }

  async function call(cards: readonly Card[], { own, ...deed }: Change): Promise<Outcome> {
    if (cards.length > 1 || own)
      return api.work.tasks.bulk({
        tasks: cards.map(({ id }) => ({ id, ...(own?.has(id) && { patch: own.get(id)! }) })),
        ...deed,
      })
    const seen = cards[0] as Card
    // Not the version it was drawn with: what one just did to it oneself has moved it on.
    const version = cardNow(seen.id)?.version ?? seen.version
    try {
      return await api.work.tasks.bulk({ tasks: [{ id: seen.id, version }], ...deed })
    } catch (error) {
      if (!isApiError(error) || error.code !== 'CONFLICT') throw error
      const theirs = (error.data as { current?: Record<string, unknown> } | null)?.current
      if (!theirs) throw error
      const outcome = await api.work.tasks.bulk({ tasks: [{ id: seen.id }], ...deed })
      const clash = Object.keys(deed.patch ?? {}).find(
        (f) =>
          f !== 'fields' &&
          !same(theirs[f], (seen as Record<string, unknown>)[f]) &&
          !same(theirs[f], (deed.patch as Record<string, unknown>)[f]),
      )
      // Both wrote the same thing at once: the last word stays, and one gesture brings theirs back.
      if (clash) {
        const was = { label: t('deed.change', { title: seen.title }), change: outcome.change }
        queueMicrotask(() => offer(t('clash', { title: seen.title }), () => takeBack(was)))
      }
      return outcome
    }
  }

  /** Shown now, sent in the order of each card’s line. @returns null when it was refused, which was said. */
  async function run(cards: readonly Card[], deed: Change, label: string, around?: (why: string) => string) {
    if (!cards.length) return null
    const hide = deed.archived === true || deed.discarded === true
    const { lift } = foresee(
      cards,
      (c) => (deed.move ? placed(c, deed.move) : foreseen(c, deed, current() ?? empty)),
      hide,
    )
    const turn = Promise.allSettled(cards.map((c) => lines.get(c.id)))
    const sent = turn.then(() => call(cards, deed))
    const line = sent.catch(() => {})
    for (const c of cards) lines.set(c.id, line)
    try {
      const outcome = await sent
      lift()
      put(outcome.cards, outcome.gone)
      const entry: Done = { label, change: outcome.change }
      remember(entry)
      return entry
    } catch (error) {
      lift()
      return fail(error, around)
    } finally {
      for (const c of cards) if (lines.get(c.id) === line) lines.delete(c.id)
    }
  }

  const placed = (c: Card, to: Place): Card => {
    const column = (current()?.cards ?? [])
      .filter((x) => x.statusId === to.statusId && x.id !== c.id)
      .sort(byPosition)
    const at = to.after
      ? column.findIndex((x) => x.id === to.after)
      : to.before
        ? column.findIndex((x) => x.id === to.before) - 1
        : column.length - 1
    const position =
      between(column[at]?.position, column[at + 1]?.position) ?? (column[at]?.position ?? 0) + step / 1e6
    return { ...foreseen(c, { patch: { statusId: to.statusId } }, current() ?? empty), position }
  }

  const back = async (entry: Done) => {
    if (entry.back) return entry.back()
    const outcome = await api.work.tasks.takeBack({ change: entry.change })
    put(outcome.cards, outcome.gone)
    return outcome
  }
  async function takeBack(entry: Done) {
    try {
      wasTakenBack(entry, (await back(entry)).change)
      return true
    } catch (error) {
      forget(entry)
      throw error
    }
  }
  const withOffer = (entry: Done | null, label = entry?.label ?? '') => {
    if (entry) offer(label, () => takeBack(entry))
    return entry !== null
  }

  return {
    /** Changes one card; quiet, Ctrl-Z takes it back. */
    amend: async (card: Card, patch: Partial<TaskDraft>) =>
      (await run([card], { patch }, t('deed.change', { title: card.title }))) !== null,
    /** Puts a card in a column, under or above another. */
    move: async (card: Card, to: Place) => {
      const name = current()?.statuses.find((s) => s.id === to.statusId)?.name ?? ''
      const place = placed(card, to).position
      const column = (current()?.cards ?? []).filter((c) => c.statusId === to.statusId && c.id !== card.id)
      announce(
        w('board.moved', {
          title: card.title,
          column: name,
          place: column.filter((c) => c.position < place).length + 1,
          count: column.length + 1,
        }),
      )
      const moved = await run([card], { move: to }, t('deed.move', { title: card.title }), (why) =>
        w('board.failed', { why }),
      )
      return moved !== null
    },
    complete: async (card: Card, done: boolean) =>
      withOffer(
        await run([card], { done }, w(done ? 'task.finished' : 'task.reopened', { title: card.title })),
      ),
    /** Adds tasks, in that order; in a portfolio the draft says in which project. One gesture takes all of them back. */
    add: async (...drafts: (TaskDraft & { projectId?: string })[]): Promise<Card | null> => {
      const made: Card[] = []
      try {
        for (const { projectId: at = projectId, ...rest } of drafts) {
          if (!at) break
          const card = await api.work.tasks.create({ projectId: at, ...rest })
          put([card])
          made.push(card)
          announce(w('task.added', { number: card.number }))
        }
      } catch (error) {
        fail(error)
      }
      const last = made.at(-1)
      if (!last) return null
      const label = t('deed.added', { count: made.length, title: last.title })
      const entry: Done = {
        label,
        change: '',
        back: async () => {
          const tasks = made.map(({ id }) => ({ id }))
          const outcome = await api.work.tasks.bulk({ tasks, discarded: true })
          put(outcome.cards, outcome.gone)
          return outcome
        },
      }
      remember(entry)
      if (made.length > 1) offer(label, () => takeBack(entry))
      return made.length === drafts.length ? last : null
    },
    discard: async (cards: Pick<Card, 'id'> | readonly Card[]) => {
      const all = (Array.isArray(cards) ? cards : [cards]) as readonly Card[]
      return withOffer(await run(all, { discarded: true }, t('deed.discarded', { count: all.length })))
    },
    archive: async (cards: readonly Card[]) =>
      withOffer(await run(cards, { archived: true }, t('deed.archived', { count: cards.length }))),
    /** The same to many, in one transaction: all or none, and one undo. */
    bulk: async (cards: readonly Card[], deed: Change) =>
      withOffer(await run(cards, deed, t('deed.bulk', { count: cards.length }))),
    /** To each its own, in one transaction: a family that moves together is one deed. */
    each: async (changes: readonly { card: Card; patch: Partial<TaskDraft> }[]) => {
      const own = new Map(changes.map(({ card, patch }) => [card.id, patch]))
      return withOffer(
        await run(
          changes.map((c) => c.card),
          { own },
          t('deed.bulk', { count: changes.length }),
        ),
      )
    },
    /** Done by another verb than these, and told with the gesture that takes it back. */
    did: (label: string, change: string) => {
      const entry: Done = { label, change }
      remember(entry)
      withOffer(entry)
    },
    /** What the server answered to something done elsewhere. */
    put: (card: Card) => put([card]),
    undo: () =>
      inTurn(async () => {
        try {
          const label = await undoLast({ projectId }, back)
          tell(label === null ? t('undo.nothing') : t('undo.done', { label }))
        } catch (error) {
          fail(error)
        }
      }),
    redo: () =>
      inTurn(async () => {
        try {
          const label = await redoLast({ projectId }, back)
          tell(label === null ? t('redo.nothing') : t('redo.done', { label }))
        } catch (error) {
          fail(error)
        }
      }),
  }
}
export type Deeds = ReturnType<typeof makeDeeds>
