import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { ActionIcon } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Plus, Settings2 } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { State } from '#web/pieces/State.tsx'
import { messages } from '../messages.ts'
import type { Card, Label, Status } from '../model.ts'
import { AddTask } from './AddTask.tsx'
import { BoardCard, type CardMove } from './BoardCard.tsx'
import styles from './BoardColumn.module.css'
import type { Somebody } from './people.ts'

type Props = {
  status: Status
  cards: readonly Card[]
  total: number
  statuses: readonly Status[]
  labels: readonly Label[]
  people: readonly Somebody[]
  today: string
  may: boolean
  conducts: boolean
  onOpen: (number: number) => void
  onMove: (card: Card, move: CardMove) => void
  onAdd: (statusId: string, title: string) => Promise<unknown>
  onEdit: (status: Status) => void
}

/** A column draws only the cards in sight: five thousand of them cost no more than twenty. */
export const BoardColumn = memo(function BoardColumn({
  status,
  cards,
  total,
  statuses,
  labels,
  people,
  today,
  may,
  conducts,
  onOpen,
  onMove,
  onAdd,
  onEdit,
}: Props) {
  const t = useT(messages)
  const scroller = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  const [adding, setAdding] = useState(false)
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 84,
    overscan: 6,
    gap: 8,
    getItemKey: (i) => cards[i]?.id ?? i,
    paddingStart: 4,
    paddingEnd: 4,
  })
  useEffect(() => {
    const element = scroller.current
    if (!element || !may) return
    return combine(
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data.card === 'string',
        getData: () => ({ column: status.id }),
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      }),
      autoScrollForElements({ element }),
    )
  }, [status.id, may])
  const tooMany = status.wipLimit !== null && total > status.wipLimit
  return (
    <section
      className={styles.column}
      aria-label={t('board.column', { name: status.name, count: total })}
      data-column={status.id}
      data-over={over || undefined}
    >
      <header className={styles.head}>
        <h3 className={styles.name}>{status.name}</h3>
        <span className={styles.count} data-over={tooMany || undefined}>
          {cards.length < total ? `${cards.length}/${total}` : total}
        </span>
        {tooMany && (
          <State tone="risk" quiet>
            {t('board.over', { limit: status.wipLimit })}
          </State>
        )}
        <span className={styles.tools}>
          {conducts && (
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={t('column.edit', { name: status.name })}
              onClick={() => onEdit(status)}
            >
              <Settings2 size={14} aria-hidden />
            </ActionIcon>
          )}
          {may && (
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={`${t('board.add')} : ${status.name}`}
              onClick={() => setAdding(true)}
            >
              <Plus size={15} aria-hidden />
            </ActionIcon>
          )}
        </span>
      </header>
      {adding && (
        <div className={styles.add}>
          <AddTask
            label={`${t('board.add')} : ${status.name}`}
            inputRef={(input) => input?.focus()}
            onAdd={(title) => onAdd(status.id, title)}
            onLeave={() => setAdding(false)}
          />
        </div>
      )}
      <div ref={scroller} className={styles.scroller} tabIndex={cards.length ? -1 : 0}>
        {cards.length === 0 && <p className={styles.none}>{t('board.none')}</p>}
        <ul className={styles.cards} style={{ height: cards.length ? rows.getTotalSize() : 0 }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const card = cards[index]
            return (
              card && (
                <li
                  key={key}
                  ref={rows.measureElement}
                  data-index={index}
                  className={styles.place}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <BoardCard
                    card={card}
                    statuses={statuses}
                    labels={labels}
                    people={people}
                    today={today}
                    may={may}
                    onOpen={onOpen}
                    onMove={onMove}
                  />
                </li>
              )
            )
          })}
        </ul>
      </div>
    </section>
  )
})
