import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { messages } from '../messages.ts'
import type { Card } from '../model.ts'
import { addDays, levelsOf, type Quadrant, quadrantOf } from '../views/model.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'
import { BoardCard } from './BoardCard.tsx'
import { CardMenu } from './CardMenu.tsx'
import { type CardLook, useCardLook } from './cardLook.ts'
import { focusCard, openCardMenu } from './focusCard.ts'
import styles from './MatrixView.module.css'
import { useCardDrag } from './useCardDrag.ts'

const quadrants = ['do', 'plan', 'delegate', 'drop'] as const
const around: Record<Quadrant, { left?: Quadrant; right?: Quadrant; up?: Quadrant; down?: Quadrant }> = {
  do: { right: 'plan', down: 'delegate', left: 'unsorted' },
  plan: { left: 'do', down: 'drop' },
  delegate: { right: 'drop', up: 'do', left: 'unsorted' },
  drop: { left: 'delegate', up: 'plan' },
  unsorted: { right: 'do' },
}
/** Due within two days, and not said to be urgent: the matrix proposes it, and leaves the decision. */
const pressing = (c: Card, today: string) => c.urgency < 2 && c.dueOn !== null && c.dueOn <= addDays(today, 2)

/** Importance across urgency. A task goes from one quadrant to another by mouse, by finger and by keyboard. */
export function MatrixView({ cards, view, applied, selection }: ViewProps) {
  const t = useT(messages)
  const phone = useIsPhone()
  const { ctx, deeds } = cards
  const root = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<{ card: Card; at: DOMRect } | null>(null)
  const { look, around: said } = useCardLook({ cards, view })
  const inside = useMemo(() => {
    const groups = new Map<Quadrant, Card[]>()
    for (const c of applied.cards) {
      const q = quadrantOf(c)
      groups.set(q, [...(groups.get(q) ?? []), c])
    }
    return groups
  }, [applied.cards])
  const mayMove = useCallback((c: Card) => cards.may('contribute', c), [cards])
  const put = useCallback(
    (card: Card, to: Quadrant) => {
      const several = selection.has(card.id) && selection.ids.size > 1
      if (several)
        void deeds.bulk(
          applied.cards.filter((c) => selection.has(c.id) && cards.may('contribute', c)),
          { patch: levelsOf[to] },
        )
      else if (quadrantOf(card) !== to) void deeds.amend(card, levelsOf[to])
    },
    [deeds, selection, applied.cards, cards],
  )
  useCardDrag(
    root,
    useCallback((id) => Boolean(ctx.byId.get(id) && mayMove(ctx.byId.get(id) as Card)), [ctx, mayMove]),
    useCallback(
      ({ card, to }) => {
        const c = ctx.byId.get(card)
        if (c && typeof to.quadrant === 'string') put(c, to.quadrant as Quadrant)
      },
      [ctx, put],
    ),
  )
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    const card = ctx.byId.get(target.closest<HTMLElement>('[data-card]')?.dataset.card ?? '')
    if (!card) return
    const mover = target.closest('[data-mover]')
    if (mover) return setMenu({ card, at: mover.getBoundingClientRect() })
    if (!target.closest('[data-opener]')) return
    if (event.ctrlKey || event.metaKey || event.shiftKey) return selection.toggle(card.id)
    view.show(card)
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const opener = (event.target as HTMLElement).closest<HTMLElement>('[data-opener]')
    const card = ctx.byId.get(opener?.closest<HTMLElement>('[data-card]')?.dataset.card ?? '')
    if (!card || event.ctrlKey || event.metaKey) return
    const here = quadrantOf(card)
    const way = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }[event.key] as
      | 'left'
      | 'right'
      | 'up'
      | 'down'
      | undefined
    const may = mayMove(card)
    const next = way && around[here][way]
    const deed = (() => {
      if (event.altKey && next && may)
        return () => {
          put(card, next)
          focusCard(card.id)
        }
      if (event.altKey) return undefined
      const list = inside.get(here) ?? []
      const at = list.findIndex((c) => c.id === card.id)
      if (way === 'down' && list[at + 1]) return () => focusCard(list[at + 1]?.id)
      if (way === 'up' && at > 0) return () => focusCard(list[at - 1]?.id)
      if (next && inside.get(next)?.length) return () => focusCard(inside.get(next)?.[0]?.id)
      if (event.key === 'x' && may) return () => void deeds.complete(card, !card.done)
      if (event.key === 's' && may) return () => selection.toggle(card.id)
      if (event.key === 'm' && may) return () => openCardMenu(opener)
      return undefined
    })()
    if (!deed) return
    event.preventDefault()
    deed()
  }
  const cell = (q: Quadrant) => (
    <Cell
      key={q}
      quadrant={q}
      cards={inside.get(q) ?? []}
      look={look}
      said={said}
      today={ctx.today}
      selected={selection.ids}
      mayMove={mayMove}
      open={cards.may('contribute')}
      onUrgent={(card) => void deeds.amend(card, { urgency: 3 })}
    />
  )
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks are heard here for the cards inside, each of which is a button. */}
      <div ref={root} className={styles.root} onKeyDown={onKey} onClick={onClick}>
        {(inside.get('unsorted')?.length ?? 0) > 0 && cell('unsorted')}
        <div className={styles.matrix}>{quadrants.map(cell)}</div>
      </div>
      {!phone && cards.may('contribute') && (
        <p className="caption muted" data-noprint>
          {t('matrix.keys')}
        </p>
      )}
      {menu && (
        <CardMenu
          card={menu.card}
          at={menu.at}
          byHand={false}
          selected={selection.has(menu.card.id)}
          columns={[...quadrants, 'unsorted' as const]
            .filter((q) => q !== quadrantOf(menu.card))
            .map((q) => ({ key: q, label: t(`matrix.${q}`) }))}
          onSelect={() => selection.toggle(menu.card.id)}
          onMove={(move) => typeof move === 'object' && put(menu.card, move.column as Quadrant)}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  )
}

type CellProps = {
  quadrant: Quadrant
  cards: readonly Card[]
  look: CardLook
  said: (card: Card) => string
  today: string
  selected: ReadonlySet<string>
  mayMove: (card: Card) => boolean
  open: boolean
  onUrgent: (card: Card) => void
}

function Cell({ quadrant, cards, look, said, today, selected, mayMove, open, onUrgent }: CellProps) {
  const t = useT(messages)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 84,
    overscan: 4,
    gap: 8,
    getItemKey: (i) => cards[i]?.id ?? i,
  })
  useEffect(() => {
    const element = scroller.current
    if (!element || !open) return
    const clear = () => delete element.dataset.over
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data.card === 'string',
      getData: () => ({ quadrant }),
      onDragEnter: () => {
        element.dataset.over = ''
      },
      onDragLeave: clear,
      onDrop: clear,
    })
  }, [quadrant, open])
  return (
    <section
      className={styles.cell}
      data-quadrant={quadrant}
      aria-label={`${t(`matrix.${quadrant}`)} : ${t(`matrix.${quadrant}.line`)}`}
    >
      <header className={styles.head}>
        <h3>{t(`matrix.${quadrant}`)}</h3>
        <span className="muted">{t(`matrix.${quadrant}.line`)}</span>
        <span className={styles.count}>{cards.length}</span>
      </header>
      <div ref={scroller} className={styles.scroller} data-list={quadrant} tabIndex={cards.length ? -1 : 0}>
        {cards.length === 0 && <p className={styles.none}>{t('board.none')}</p>}
        <ul className={styles.list} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const c = cards[index]
            return (
              c && (
                <li
                  key={key}
                  ref={rows.measureElement}
                  data-index={index}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <BoardCard
                    card={c}
                    look={look}
                    around={said(c)}
                    may={mayMove(c)}
                    selected={selected.has(c.id)}
                  />
                  {quadrant !== 'unsorted' && pressing(c, today) && mayMove(c) && (
                    <button type="button" className={styles.propose} onClick={() => onUrgent(c)}>
                      {t('matrix.propose')}
                    </button>
                  )}
                </li>
              )
            )
          })}
        </ul>
      </div>
    </section>
  )
}
