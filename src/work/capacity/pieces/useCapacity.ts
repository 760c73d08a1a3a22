import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { useWorkspace } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import type { Card } from '../../model.ts'
import type { CardSet } from '../../views/model.ts'
import { messages } from '../messages.ts'
import { type Capacity, type Load, type LoadChange, loadOf, type Work, workOf } from '../model.ts'
import type { BarPatch } from './grid.ts'

const meta = { topics: ['task', 'calendar', 'memberWork', 'dayOff', 'member', 'project', 'label'] }
export const capacityQuery = (projectId?: string) =>
  rpc.work.capacity.read.queryOptions({ input: projectId ? { projectId } : {}, meta })

/** The whole workspace for its people; for a guest, the project they are in. */
export function useCapacity(projectId: string | null) {
  const guest = useWorkspace().role === 'guest'
  return useQuery({
    ...capacityQuery(guest ? (projectId ?? undefined) : undefined),
    enabled: !guest || projectId !== null,
  })
}

/** What a set of cards says over what was counted: they are fresher, and hold what one is doing. */
export function mergeCards(works: readonly Work[], set: Pick<CardSet, 'cards' | 'labels'>): Work[] {
  const cards = new Map(set.cards.map((c) => [c.id, c]))
  const names = new Map(set.labels.map((l) => [l.id, l.name]))
  const parents = new Set(set.cards.flatMap((c) => c.parentId ?? []))
  const seen = new Set<string>()
  const needs = (c: Card) => c.labelIds.flatMap((id) => names.get(id) ?? [])
  const merged = works.map((w) => {
    seen.add(w.id)
    const c = cards.get(w.id)
    return c && c.version >= w.version ? workOf(c, w.needs) : w
  })
  for (const c of set.cards)
    if (!seen.has(c.id) && !c.done && !parents.has(c.id) && (c.assigneeIds.length || c.dueOn))
      merged.push(workOf(c, needs(c)))
  return merged
}

export function useLoad(
  data: Capacity | undefined,
  works: readonly Work[],
  from: string,
  to: string,
): Load | undefined {
  return useMemo(() => data && loadOf({ ...data, works, from, to }), [data, works, from, to])
}

const patchWorks = (changes: readonly LoadChange[]) =>
  queries.setQueryData<Capacity>(capacityQuery().queryKey, (now) => {
    if (!now) return now
    const by = new Map(changes.map((c) => [c.taskId, c]))
    return {
      ...now,
      works: now.works.map((w) => {
        const { taskId: _, version: __, ...patch } = by.get(w.id) ?? { taskId: '' }
        return by.has(w.id) ? { ...w, ...patch } : w
      }),
    }
  })

const putCards = (cards: readonly Card[]) =>
  queries.setQueryData<Capacity>(capacityQuery().queryKey, (now) => {
    if (!now) return now
    const by = new Map(cards.map((c) => [c.id, c]))
    return {
      ...now,
      works: now.works.flatMap((w) => {
        const c = by.get(w.id)
        return c ? (c.done ? [] : [workOf(c, w.needs)]) : [w]
      }),
    }
  })

/** Changes over all projects: shown at once, saved together, taken back in one gesture. */
export function useLevelling() {
  const t = useT(messages)
  const told = useTold()
  return useCallback(
    async (changes: readonly LoadChange[], label: string): Promise<boolean> => {
      patchWorks(changes)
      const sent = api.work.capacity.apply({ changes: [...changes] })
      // Offered at once: a hand that changes its mind need not wait for the answer.
      offer(label, async () => {
        const { change } = await sent
        const back = await api.work.tasks.takeBack({ change })
        putCards(back.cards)
      })
      try {
        putCards((await sent).cards)
        return true
      } catch (error) {
        tell(t('refused', { why: told(error).sentence }), 'bad')
        await queries.invalidateQueries({ queryKey: rpc.work.capacity.key() })
        return false
      }
    },
    [t, told],
  )
}

export const withPatch = <T extends { id: string }>(works: readonly T[], id: string, patch: BarPatch): T[] =>
  works.map((w) => (w.id === id ? { ...w, ...patch } : w))
