import { useQuery } from '@tanstack/react-query'
import { Redo2, Undo2 } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { dayOf } from '#platform/formats.ts'
import { type Right, reaches } from '#platform/rights.ts'
import { rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { useMember } from '#web/session.tsx'
import { messages as work } from '../../messages.ts'
import type { Card } from '../../model.ts'
import { messages } from '../messages.ts'
import type { CardSet, ViewContext } from '../model.ts'
import { cardsQuery } from './cardStore.ts'
import { type Deeds, makeDeeds } from './deeds.ts'

export type Somebody = { id: string; name: string; active: boolean }

/** One data set for every view: the cards, what they point at, and what one may do with them. */
export type Cards = {
  /** Null in the portfolio. */
  projectId: string | null
  set: CardSet
  ctx: ViewContext
  people: readonly Somebody[]
  deeds: Deeds
  /** May one do that in the project of that card (or in the project of the page)? */
  may: (right: Right, of?: string | Pick<Card, 'projectId'>) => boolean
}

const byId = new WeakMap<readonly Card[], ReadonlyMap<string, Card>>()
const indexOf = (cards: readonly Card[]) => {
  let index = byId.get(cards)
  if (!index) {
    index = new Map(cards.map((c) => [c.id, c]))
    byId.set(cards, index)
  }
  return index
}

/** The day it is for the reader; a page left open over midnight moves on. */
export function useToday(): string {
  const { timeZone } = useFormats()
  return dayOf(new Date(), timeZone)
}

const unnamed: readonly Somebody[] = []
/** The names a view needs of members: those with access first. Empty while they are on their way. */
export function useEverybody(): readonly Somebody[] {
  const { data } = useQuery(rpc.members.list.queryOptions())
  return useMemo(() => data?.toSorted((a, b) => Number(b.active) - Number(a.active)) ?? unnamed, [data])
}

/** What every view reads besides the cards themselves. */
export function useViewContext(
  set: CardSet,
  projectId: string | null,
  people: readonly Somebody[],
  me: string | null,
): ViewContext {
  const t = useT(messages)
  const { date, month, number } = useFormats()
  const today = useToday()
  return useMemo(
    () => ({
      ...set,
      projectId,
      today,
      me,
      people,
      waiting: people === unnamed,
      byId: indexOf(set.cards),
      figure: (n) => number(n),
      day: date,
      word: (word, day) =>
        t(
          `word.${word}` as 'word.week',
          (day === undefined ? {} : { day: word === 'month' ? month(day) : date(day) }) as never,
        ),
    }),
    [set, projectId, today, me, people, t, date, month, number],
  )
}

export const useCardSet = (projectId: string | null) => useQuery(cardsQuery(projectId))

/** What one may do to the cards of a set, there or still on its way. */
export function useDeeds(set: CardSet | undefined, projectId: string | null): Deeds {
  const t = useT(messages)
  const w = useT(work)
  const told = useTold()
  const latest = useRef(set)
  latest.current = set
  const words = useRef({ t, w, told })
  words.current = { t, w, told }
  return useMemo(
    () =>
      makeDeeds(
        () => latest.current,
        projectId,
        () => words.current,
      ),
    [projectId],
  )
}

/** Gives a view its cards, live and ready to be changed. Below `<Loaded query={useCardSet(projectId)}>`. */
export function useCards(set: CardSet, projectId: string | null): Cards {
  const t = useT(messages)
  const me = useMember()?.memberId ?? null
  const people = useEverybody()
  const ctx = useViewContext(set, projectId, people, me)
  const deeds = useDeeds(set, projectId)
  useCommands([
    { id: 'turn.undo', label: t('undo.command'), keys: 'mod+z', icon: Undo2, run: () => void deeds.undo() },
    {
      id: 'turn.redo',
      label: t('redo.command'),
      keys: 'mod+shift+z',
      icon: Redo2,
      run: () => void deeds.redo(),
    },
  ])
  const rights = useMemo(() => new Map(set.projects.map((p) => [p.id, p.right])), [set.projects])
  return useMemo(
    () => ({
      projectId,
      set,
      ctx,
      people,
      deeds,
      may: (right, of) => {
        const id = typeof of === 'string' ? of : (of?.projectId ?? projectId)
        if (id) return reaches(rights.get(id) ?? 'see', right)
        return [...rights.values()].some((r) => reaches(r, right))
      },
    }),
    [projectId, set, ctx, people, deeds, rights],
  )
}
