import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { Card } from '../model.ts'
import { BoardCard } from './BoardCard.tsx'
import styles from './BoardColumn.module.css'
import type { CardLook } from './cardLook.ts'

type Props = {
  cards: readonly Card[]
  group: string
  lane: string | null
  look: CardLook
  around: (card: Card) => string
  selected: ReadonlySet<string>
  mayMove: (card: Card) => boolean
  /** May anything be dropped here at all? */
  open: boolean
  none: string
}

const gap = 8
const card = 84

/** The cards of a column, or of a column in a lane: only those in sight are drawn, and one drop target serves them all. */
export const BoardList = memo(function BoardList({
  cards,
  group,
  lane,
  look,
  around,
  selected,
  mayMove,
  open,
  none,
}: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const mark = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => card,
    overscan: 4,
    gap,
    getItemKey: (i) => cards[i]?.id ?? i,
    paddingStart: 4,
    paddingEnd: 4,
  })
  const latest = useRef({ rows, cards })
  latest.current = { rows, cards }
  useEffect(() => {
    const element = scroller.current
    if (!element || !open) return
    /** The card that what is dropped at this height comes before; none: the end. */
    const below = (clientY: number) => {
      const { rows: list, cards: all } = latest.current
      const y = clientY - element.getBoundingClientRect().top + element.scrollTop
      const item = list.getVirtualItems().find((v) => v.start + v.size / 2 > y)
      return { item, before: item ? (all[item.index]?.id ?? null) : null, last: all.at(-1)?.id ?? null }
    }
    const hide = () => {
      if (mark.current) mark.current.hidden = true
      delete element.dataset.over
    }
    return combine(
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data.card === 'string',
        getData: ({ input }) => {
          const { before, last } = below(input.clientY)
          return { group, lane, before, last }
        },
        onDrag: ({ location }) => {
          const { item } = below(location.current.input.clientY)
          element.dataset.over = ''
          if (!mark.current) return
          mark.current.hidden = false
          const end = latest.current.rows.getTotalSize() - gap
          mark.current.style.transform = `translateY(${item ? Math.max(0, item.start - gap / 2 - 1) : Math.max(2, end + 4)}px)`
        },
        onDragLeave: hide,
        onDrop: hide,
      }),
      autoScrollForElements({ element }),
    )
  }, [group, lane, open])
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-list={group}
      data-lane={lane ?? undefined}
      tabIndex={cards.length ? -1 : 0}
    >
      {cards.length === 0 && <p className={styles.none}>{none}</p>}
      <ul className={styles.cards} style={{ height: cards.length ? rows.getTotalSize() : 0 }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const c = cards[index]
          return (
            c && (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className={styles.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                <BoardCard
                  card={c}
                  look={look}
                  around={around(c)}
                  may={mayMove(c)}
                  selected={selected.has(c.id)}
                />
              </li>
            )
          )
        })}
      </ul>
      <div ref={mark} className={styles.mark} hidden />
    </div>
  )
})
