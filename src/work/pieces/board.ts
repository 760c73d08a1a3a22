import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { announce } from '#web/announce.tsx'
import { api, isApiError, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { type Change, useChanges } from '#web/live.ts'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { between, type Card, type Label, type Status, step, type TaskDraft } from '../model.ts'

export type Board = { statuses: Status[]; labels: Label[]; cards: Card[] }

const optionsOf = (projectId: string) =>
  rpc.work.board.read.queryOptions({ input: { projectId }, meta: { topics: ['status', 'label'] } })

/** Changes what is known of a board, at once, without asking the server. */
function patch(projectId: string, change: (cards: Card[]) => Card[]) {
  queries.setQueryData<Board>(
    optionsOf(projectId).queryKey,
    (board) => board && { ...board, cards: change(board.cards) },
  )
}
const put = (projectId: string, card: Card) =>
  patch(projectId, (cards) =>
    cards.some((c) => c.id === card.id)
      ? cards.map((c) => (c.id === card.id && card.version >= c.version ? card : c))
      : [...cards, card],
  )

/** One project's board, kept fresh card by card: a change elsewhere fetches the cards it names, never the whole board. */
export function useBoard(projectId: string) {
  const query = useQuery(optionsOf(projectId))
  useChanges(
    useCallback(
      (change: Change) => {
        if (change.topic !== 'task' || change.project !== projectId) return
        if (!change.ids.length)
          return void queries.invalidateQueries({ queryKey: optionsOf(projectId).queryKey })
        api.work.tasks.some({ ids: change.ids }).then(
          (fresh) => {
            const byId = new Map(fresh.map((c) => [c.id, c]))
            const gone = new Set(change.ids.filter((id) => !byId.has(id)))
            if (gone.size) patch(projectId, (cards) => cards.filter((c) => !gone.has(c.id)))
            for (const card of fresh) put(projectId, card)
          },
          () => void queries.invalidateQueries({ queryKey: optionsOf(projectId).queryKey }),
        )
      },
      [projectId],
    ),
  )
  return query
}

export type Place = { statusId: string; after?: string | null; before?: string | null }

/** The deeds of the list and the board: seen at once, saved behind, taken back with a word if refused. */
export function useDeeds(projectId: string) {
  const t = useT(messages)
  const told = useTold()
  return useMemo(() => {
    const now = () => queries.getQueryData<Board>(optionsOf(projectId).queryKey)
    const attempt = async (
      card: Card,
      guess: Partial<Card>,
      call: () => Promise<Card>,
      failed: (why: string) => string = (why) => why,
    ): Promise<boolean> => {
      put(projectId, { ...card, ...guess })
      try {
        put(projectId, await call())
        return true
      } catch (error) {
        const current = isApiError(error) && error.code === 'CONFLICT'
        patch(projectId, (cards) => cards.map((c) => (c.id === card.id ? card : c)))
        if (current) void queries.invalidateQueries({ queryKey: optionsOf(projectId).queryKey })
        tell(failed(told(error).sentence), 'bad')
        return false
      }
    }
    const isDone = (statusId: string) => now()?.statuses.find((s) => s.id === statusId)?.category === 'done'
    const amend = (card: Card, change: Partial<TaskDraft>) =>
      attempt(
        card,
        { ...change, ...(change.statusId && { done: isDone(change.statusId) }) } as Partial<Card>,
        () => api.work.tasks.amend({ id: card.id, ...change }),
      )
    const move = async (card: Card, to: Place) => {
      const column = (now()?.cards ?? [])
        .filter((c) => c.statusId === to.statusId && c.id !== card.id)
        .sort(byPosition)
      const above = to.after
        ? column.findIndex((c) => c.id === to.after)
        : to.before
          ? column.findIndex((c) => c.id === to.before) - 1
          : column.length - 1
      const position =
        between(column[above]?.position, column[above + 1]?.position) ??
        (column[above]?.position ?? 0) + step / 1e6
      const name = now()?.statuses.find((s) => s.id === to.statusId)?.name ?? ''
      announce(
        t('board.moved', { title: card.title, column: name, place: above + 2, count: column.length + 1 }),
      )
      await attempt(
        card,
        { statusId: to.statusId, position, done: isDone(to.statusId) },
        () => api.work.tasks.move({ id: card.id, ...to }),
        (why) => t('board.failed', { why }),
      )
    }
    const complete = async (card: Card, done: boolean) => {
      if (await attempt(card, { done }, () => api.work.tasks.complete({ id: card.id, done })))
        offer(t(done ? 'task.finished' : 'task.reopened', { title: card.title }), () =>
          api.history.undoLast({ noun: 'task', rowId: card.id }),
        )
    }
    const add = async (draft: TaskDraft): Promise<Card | null> => {
      try {
        const card = await api.work.tasks.create({ projectId, ...draft })
        put(projectId, card)
        announce(t('task.added', { number: card.number }))
        return card
      } catch (error) {
        tell(told(error).sentence, 'bad')
        return null
      }
    }
    const discard = async (card: Pick<Card, 'id'>) => {
      await api.work.tasks.discard({ id: card.id })
      patch(projectId, (cards) => cards.filter((c) => c.id !== card.id))
      offer(t('task.discarded'), async () => put(projectId, await api.work.tasks.restore({ id: card.id })))
    }
    return { amend, move, complete, add, discard, put: (card: Card) => put(projectId, card) }
  }, [projectId, t, told])
}
export type Deeds = ReturnType<typeof useDeeds>

export const byPosition = (a: Card, b: Card) => a.position - b.position || (a.id < b.id ? -1 : 1)
