import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'
import styles from './Table.module.css'
import { TaskRow } from './TaskRow.tsx'
import { itemsOf } from './table.ts'

const none: ReadonlySet<string> = new Set()

/** The table of a phone: each task is a card of a list, its fields the phone's own. */
export default function TableList({ cards, view, applied }: ViewProps) {
  const t = useT(messages)
  const { ctx } = cards
  const box = useRef<HTMLUListElement>(null)
  const [margin, setMargin] = useState(0)
  useEffect(() => setMargin(box.current?.offsetTop ?? 0), [])
  const items = useMemo(
    () =>
      itemsOf(applied, {
        grouped: view.spec.group !== null,
        folded: view.folded,
        closed: none,
        adding: null,
      }),
    [applied, view.spec.group, view.folded],
  )
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: (i) => (items[i]?.is === 'task' ? 101 : 44),
    overscan: 6,
    scrollMargin: margin,
    getItemKey: (i) => items[i]?.key ?? i,
  })
  if (!items.length) return <p className="muted">{t('list.noMatch')}</p>
  return (
    <ul
      ref={box}
      aria-label={t('list.label')}
      className={styles.list}
      style={{ height: rows.getTotalSize() }}
    >
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index]
        if (!item) return null
        const shut = item.is === 'head' && view.folded.has(item.group.key)
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className={styles.place}
            style={{ transform: `translateY(${start - margin}px)` }}
          >
            {item.is === 'task' ? (
              <TaskRow
                card={item.card}
                statuses={ctx.statuses.filter((s) => s.projectId === item.card.projectId)}
                labels={ctx.labels}
                people={cards.people}
                today={ctx.today}
                may={cards.may('contribute', item.card)}
                active={false}
                deeds={cards.deeds}
                onOpen={() => view.show(item.card)}
              />
            ) : item.is === 'head' ? (
              <button
                type="button"
                className={styles.phoneGroup}
                aria-expanded={!shut}
                onClick={() => view.fold(item.group.key, !shut)}
              >
                {shut ? <ChevronRight size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
                {item.group.label}
                <span className={styles.groupCount}>{item.group.cards.length}</span>
              </button>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
