import { Menu } from '@mantine/core'
import { ArrowDown, ArrowRight, ArrowUp, ArrowUpToLine, Check, SquareMousePointer } from 'lucide-react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { Card } from '../model.ts'

export type CardMove = 'up' | 'down' | 'top' | { column: string }

/** One menu for all the cards of a board, hung where its button is: what dragging does, without dragging. */
export function CardMenu({
  card,
  at,
  columns,
  selected,
  byHand,
  onMove,
  onSelect,
  onClose,
}: {
  card: Card
  at: DOMRect
  columns: readonly { key: string; label: string }[]
  selected: boolean
  /** Cards are in an order people gave them. */
  byHand: boolean
  onMove: (move: CardMove) => void
  onSelect: () => void
  onClose: () => void
}) {
  const t = useT(messages)
  return (
    <Menu opened position="bottom-end" withinPortal onClose={onClose} returnFocus={false}>
      <Menu.Target>
        <span
          aria-hidden
          style={{
            position: 'fixed',
            top: at.top,
            left: at.left,
            width: at.width,
            height: at.height,
            pointerEvents: 'none',
          }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('board.move', { title: card.title })}>
        {columns.map((c) => (
          <Menu.Item
            key={c.key}
            leftSection={<ArrowRight size={14} aria-hidden />}
            onClick={() => onMove({ column: c.key })}
          >
            {t('board.moveTo', { name: c.label })}
          </Menu.Item>
        ))}
        {byHand && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<ArrowUpToLine size={14} aria-hidden />} onClick={() => onMove('top')}>
              {t('board.top')}
            </Menu.Item>
            <Menu.Item leftSection={<ArrowUp size={14} aria-hidden />} onClick={() => onMove('up')}>
              {t('board.up')}
            </Menu.Item>
            <Menu.Item leftSection={<ArrowDown size={14} aria-hidden />} onClick={() => onMove('down')}>
              {t('board.down')}
            </Menu.Item>
          </>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={
            selected ? <Check size={14} aria-hidden /> : <SquareMousePointer size={14} aria-hidden />
          }
          onClick={onSelect}
        >
          {t(selected ? 'board.unselect' : 'board.select')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
