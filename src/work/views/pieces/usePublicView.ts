import { useMemo, useState } from 'react'
import type { Card } from '../../model.ts'
import { applyView, hiddenBehind, type PublicView, type ViewOption, type ViewSpec } from '../model.ts'
import { columnsOf, useColumns } from './columns.ts'
import type { Deeds } from './deeds.ts'
import { type Cards, useViewContext } from './useCards.tsx'
import type { Selection } from './useSelection.ts'
import type { View } from './useView.ts'
import type { ViewProps } from './ViewPage.tsx'

const nothing = async () => false
/** Behind a link nothing can be changed; the server has no verb for it either. */
const still: Deeds = {
  amend: nothing,
  move: nothing,
  each: nothing,
  complete: nothing,
  add: async () => null,
  discard: nothing,
  archive: nothing,
  bulk: nothing,
  did: () => {},
  put: () => {},
  undo: async () => {},
  redo: async () => {},
}

/** There is nothing to do to tasks held together. */
const empty: Selection = {
  ids: new Set(),
  has: () => false,
  toggle: () => {},
  only: () => {},
  clear: () => {},
}

/** What the views draw, from what a public link gave. */
export function usePublicView(shown: PublicView): ViewProps & { opened: Card | null } {
  const [opened, setOpened] = useState<Pick<Card, 'number' | 'projectId'> | null>(null)
  const { set } = shown
  const projectId = shown.projectId
  const people = useMemo(() => shown.people.map((p) => ({ ...p, active: true })), [shown.people])
  const ctx = useViewContext(set, projectId, people, null)
  const cards: Cards = useMemo(
    () => ({ projectId, set, ctx, people, deeds: still, may: () => false }),
    [projectId, set, ctx, people],
  )
  const [options, setOptions] = useState<Record<string, ViewOption>>(shown.spec.options)
  // Sorting and widths are the reader's own, for as long as they read.
  const [own, setOwn] = useState<Partial<Pick<ViewSpec, 'sort' | 'columns'>>>({})
  const all = useColumns(cards)
  const spec = useMemo(() => {
    const now = { ...shown.spec, ...own }
    const columns = columnsOf(now, all).filter((c) => !hiddenBehind(c.key, shown.hidden))
    return { ...now, options, columns: columns.map(({ key, width }) => ({ key, width })) }
  }, [shown, own, options, all])
  const view = useMemo<View>(() => {
    const setOption = (key: string, value: ViewOption) => setOptions((now) => ({ ...now, [key]: value }))
    const folded = new Set((options.folded as string[] | undefined) ?? [])
    return {
      kind: spec.kind,
      projectId,
      spec,
      base: spec,
      set: ({ options: more, sort, columns }) => {
        if (more) setOptions((now) => ({ ...now, ...more }))
        if (sort || columns) setOwn((now) => ({ ...now, ...(sort && { sort }), ...(columns && { columns }) }))
      },
      option: (key, otherwise) => (options[key] as typeof otherwise | undefined) ?? otherwise,
      setOption,
      folded,
      fold: (key, shut) =>
        setOption('folded', shut ? [...folded, key] : [...folded].filter((k) => k !== key)),
      saved: null,
      views: [],
      changed: false,
      choose: () => {},
      reset: () => {},
      opened: null,
      show: (card) => setOpened(card),
    }
  }, [spec, options, projectId])
  const applied = useMemo(() => applyView(set.cards, spec, ctx), [set.cards, spec, ctx])
  const there =
    opened && set.cards.find((c) => c.number === opened.number && c.projectId === opened.projectId)
  return { cards, view, applied, selection: empty, opened: there ?? null }
}
