import { ActionIcon } from '@mantine/core'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useT } from '#web/i18n.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { messages } from '../messages.ts'
import { columnsOf, useColumns } from './columns.ts'
import type { Cards } from './useCards.tsx'
import type { View } from './useView.ts'
import styles from './ViewBar.module.css'

/** Which columns the table has, and in which order. */
export default function ColumnsSheet({
  cards,
  view,
  onClose,
}: {
  cards: Cards
  view: View
  onClose: () => void
}) {
  const t = useT(messages)
  const all = useColumns(cards)
  const shown = columnsOf(view.spec, all)
  const keys = shown.map((c) => c.key)
  const hidden = all.filter((c) => !keys.includes(c.key))
  const set = (next: readonly string[]) =>
    view.set({ columns: next.map((key) => view.spec.columns?.find((c) => c.key === key) ?? { key }) })
  const moved = (at: number, by: number) => {
    const next = [...keys]
    const [key] = next.splice(at, 1)
    if (key) next.splice(at + by, 0, key)
    set(next)
  }
  return (
    <Sheet opened onClose={onClose} title={t('columns.choose')}>
      <ul className={styles.columns}>
        {shown.map((c, i) => (
          <li key={c.key}>
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked
                disabled={shown.length === 1}
                onChange={() => set(keys.filter((k) => k !== c.key))}
              />
              <span>{c.label}</span>
            </label>
            <span className="row">
              <ActionIcon
                variant="subtle"
                aria-label={t('columns.up', { name: c.label })}
                disabled={i === 0}
                onClick={() => moved(i, -1)}
              >
                <ArrowUp size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={t('columns.down', { name: c.label })}
                disabled={i === shown.length - 1}
                onClick={() => moved(i, 1)}
              >
                <ArrowDown size={15} aria-hidden />
              </ActionIcon>
            </span>
          </li>
        ))}
        {hidden.map((c) => (
          <li key={c.key}>
            <label className={styles.choice}>
              <input type="checkbox" checked={false} onChange={() => set([...keys, c.key])} />
              <span>{c.label}</span>
            </label>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
