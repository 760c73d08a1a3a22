import { ChevronDown, ChevronRight } from 'lucide-react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { Card } from '../model.ts'
import type { Applied, Group } from '../views/model.ts'
import type { View } from '../views/pieces/useView.ts'
import { BoardHead } from './BoardColumn.tsx'
import styles from './BoardLanes.module.css'
import { BoardList } from './BoardList.tsx'

const nothing: readonly Card[] = []

/** Columns across lanes: each lane folds, each cell scrolls on its own and takes what is dropped on it. */
export function BoardLanes({
  applied,
  view,
  heads,
  addIn,
  lists,
}: {
  applied: Applied
  view: View
  heads: (g: Group) => Omit<React.ComponentProps<typeof BoardHead>, 'onAdd'>
  addIn: (g: Group, lane?: string) => ((...titles: string[]) => Promise<unknown>) | null
  lists: Omit<React.ComponentProps<typeof BoardList>, 'cards' | 'group' | 'lane'>
}) {
  const t = useT(messages)
  const groups = applied.groups
  const columns = groups.map((g) => (view.folded.has(g.key) ? '44px' : 'minmax(232px, 1fr)')).join(' ')
  return (
    <div className={styles.board} style={{ '--columns': columns } as React.CSSProperties}>
      <div className={styles.heads}>
        {groups.map((g) => (
          <div key={g.key} className={styles.head} data-folded={view.folded.has(g.key) || undefined}>
            <BoardHead {...heads(g)} onAdd={addIn(g)} />
          </div>
        ))}
      </div>
      {applied.lanes?.map((lane) => {
        const key = `lane:${lane.key}`
        const folded = view.folded.has(key)
        return (
          <section
            key={lane.key}
            className={styles.lane}
            aria-label={t('board.lane', { name: lane.label, count: lane.count })}
          >
            <h3 className={styles.name}>
              <button type="button" aria-expanded={!folded} onClick={() => view.fold(key, !folded)}>
                {folded ? <ChevronRight size={15} aria-hidden /> : <ChevronDown size={15} aria-hidden />}
                {lane.label} <span className="muted figures">{lane.count}</span>
              </button>
            </h3>
            {!folded && (
              <div className={styles.cells}>
                {groups.map((g) => (
                  <div key={g.key} className={styles.cell} data-folded={view.folded.has(g.key) || undefined}>
                    {!view.folded.has(g.key) && (
                      <BoardList
                        {...lists}
                        cards={lane.cells.get(g.key) ?? nothing}
                        group={g.key}
                        lane={lane.key}
                        none=""
                      />
                    )}
                  </div>
                ))}
              </div>
            )}
          </section>
        )
      })}
    </div>
  )
}
