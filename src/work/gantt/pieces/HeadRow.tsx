// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a virtual tree with a chart beside it.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells are what one walks through, not the heads.
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { Column } from './columns.ts'
import styles from './Gantt.module.css'

/** The names of the columns; the short ones say more under the pointer. */
export function HeadRow({
  columns,
  width,
  baseline,
}: {
  columns: readonly Column[]
  width: number
  baseline: string
}) {
  const t = useT(messages)
  const full = (key: Column['key']) => {
    if (key === 'predecessors' || key === 'slack') return t(`col.${key}.full`)
    return key === 'drift' ? t('col.drift.full', { name: baseline }) : undefined
  }
  return (
    <div role="rowgroup" className={styles.corner} style={{ width }}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {columns.map((c) => (
          <div
            key={c.key}
            role="columnheader"
            style={{ width: c.width }}
            data-figure={c.figure || undefined}
            title={full(c.key)}
          >
            {t(`col.${c.key}`)}
          </div>
        ))}
      </div>
    </div>
  )
}
