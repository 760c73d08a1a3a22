import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import {
  attachClosestEdge,
  type Edge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import { Menu } from '@mantine/core'
import {
  ArrowDown,
  ArrowRight,
  ArrowUp,
  ArrowUpToLine,
  Flag,
  MessageSquare,
  MoreHorizontal,
  Paperclip,
  SquareCheck,
} from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { People } from '#web/pieces/Person.tsx'
import { Shape } from '#web/pieces/State.tsx'
import { When } from '#web/pieces/When.tsx'
import { messages } from '../messages.ts'
import { type Card, isLate, type Label, type Status } from '../model.ts'
import styles from './BoardCard.module.css'
import type { Somebody } from './people.ts'
import { Tags } from './Tag.tsx'

export type CardMove = 'up' | 'down' | 'top' | { column: string }
type Props = {
  card: Card
  statuses: readonly Status[]
  labels: readonly Label[]
  people: readonly Somebody[]
  today: string
  may: boolean
  onOpen: (number: number) => void
  onMove: (card: Card, move: CardMove) => void
}

/** A card that the mouse, a finger or the keyboard can move; the menu does all that dragging does. */
export const BoardCard = memo(function BoardCard({
  card,
  statuses,
  labels,
  people,
  today,
  may,
  onOpen,
  onMove,
}: Props) {
  const t = useT(messages)
  const ref = useRef<HTMLDivElement>(null)
  const [edge, setEdge] = useState<Edge | null>(null)
  const [away, setAway] = useState(false)
  const { id, statusId } = card
  useEffect(() => {
    const element = ref.current
    if (!element || !may) return
    const clear = () => setEdge(null)
    return combine(
      draggable({
        element,
        getInitialData: () => ({ card: id }),
        onDragStart: () => setAway(true),
        onDrop: () => setAway(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data.card === 'string' && source.data.card !== id,
        getData: ({ input }) =>
          attachClosestEdge(
            { over: id, column: statusId },
            { input, element, allowedEdges: ['top', 'bottom'] },
          ),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: clear,
        onDrop: clear,
      }),
    )
  }, [id, statusId, may])
  const late = isLate(card, today)
  return (
    <div
      ref={ref}
      className={styles.card}
      data-card={id}
      data-away={away || undefined}
      data-done={card.done || undefined}
      data-edge={edge ?? undefined}
    >
      {card.labelIds.length > 0 && (
        <div className={styles.tags}>
          <Tags ids={card.labelIds} labels={labels} />
        </div>
      )}
      <button type="button" className={styles.title} data-opener onClick={() => onOpen(card.number)}>
        {card.kind === 'milestone' && <Flag size={13} aria-label={t('kind.milestone')} />} {card.title}
      </button>
      <div className={styles.foot}>
        <span className={styles.marks}>
          {card.done && <Shape tone="done" label={t('task.done')} />}
          {card.dueOn && (
            <span className={styles.due} data-late={late || undefined}>
              <When at={card.dueOn} late={late && t('task.late')} />
            </span>
          )}
          {card.itemCount > 0 && (
            <span>
              <SquareCheck size={13} aria-label={t('checklist')} /> {card.itemDone}/{card.itemCount}
            </span>
          )}
          {card.commentCount > 0 && (
            <span>
              <MessageSquare size={13} aria-label={t('comments')} /> {card.commentCount}
            </span>
          )}
          {card.attachmentCount > 0 && (
            <span>
              <Paperclip size={13} aria-label={t('files')} /> {card.attachmentCount}
            </span>
          )}
        </span>
        {card.assigneeIds.length > 0 && (
          <People people={people.filter((p) => card.assigneeIds.includes(p.id))} max={3} size={20} />
        )}
      </div>
      {may && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <button
              type="button"
              className={styles.menu}
              data-mover
              aria-label={t('board.move', { title: card.title })}
            >
              <MoreHorizontal size={15} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {statuses
              .filter((s) => !s.archived && s.id !== statusId)
              .map((s) => (
                <Menu.Item
                  key={s.id}
                  leftSection={<ArrowRight size={14} aria-hidden />}
                  onClick={() => onMove(card, { column: s.id })}
                >
                  {t('board.moveTo', { name: s.name })}
                </Menu.Item>
              ))}
            <Menu.Divider />
            <Menu.Item
              leftSection={<ArrowUpToLine size={14} aria-hidden />}
              onClick={() => onMove(card, 'top')}
            >
              {t('board.top')}
            </Menu.Item>
            <Menu.Item leftSection={<ArrowUp size={14} aria-hidden />} onClick={() => onMove(card, 'up')}>
              {t('board.up')}
            </Menu.Item>
            <Menu.Item leftSection={<ArrowDown size={14} aria-hidden />} onClick={() => onMove(card, 'down')}>
              {t('board.down')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
})
