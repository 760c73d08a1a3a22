import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Task } from '../model.ts'
import type { Board } from './board.ts'
import { usePeople } from './people.ts'
import styles from './TaskDrawer.module.css'

const fields = [
  'title',
  'description',
  'statusId',
  'actionId',
  'assigneeIds',
  'labelIds',
  'startsOn',
  'dueOn',
  'estimateMinutes',
  'kind',
  'importance',
  'urgency',
  'position',
  'completedAt',
  'archivedAt',
] as const
type Field = (typeof fields)[number]
const isField = (f: string): f is Field => (fields as readonly string[]).includes(f)

/** Who changed what, before and after; each change can be taken back. */
export function TaskHistory({ task, board, may }: { task: Task; board: Board; may: boolean }) {
  const t = useT(messages)
  const [shown, setShown] = useState(false)
  return (
    <section className={styles.part} aria-label={t('history')}>
      <h3>{t('history')}</h3>
      {shown ? (
        <Changes task={task} board={board} may={may} />
      ) : (
        <button type="button" className={styles.quiet} onClick={() => setShown(true)}>
          {t('history.more')}
        </button>
      )}
    </section>
  )
}

function Changes({ task, board, may }: { task: Task; board: Board; may: boolean }) {
  const t = useT(messages)
  const told = useTold()
  const people = usePeople()
  const query = useQuery(
    rpc.history.list.queryOptions({ input: { noun: 'task', rowId: task.id, limit: 50 } }),
  )
  const named = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length))
      return '–'
    if (field === 'statusId') return board.statuses.find((s) => s.id === value)?.name ?? '…'
    const all = field === 'assigneeIds' ? people : field === 'labelIds' ? board.labels : null
    if (all && Array.isArray(value))
      return value.map((id) => all.find((x) => x.id === id)?.name ?? '…').join(', ')
    return String(value).slice(0, 120)
  }
  const undo = async (id: string) => {
    try {
      await api.history.undo({ id })
      await queries.invalidateQueries({ queryKey: rpc.work.key() })
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <Loaded query={query}>
      {({ items }) => (
        <ol className={styles.history}>
          {items.map((h) => {
            const changed = Object.keys(h.after ?? {}).filter(
              (f) => f !== 'position' && f !== 'completedAt' && isField(f),
            )
            return (
              <li key={h.id}>
                <span>
                  <b>{h.actor}</b> {t(`history.${h.verb as 'created'}`)}{' '}
                  {h.verb === 'changed' &&
                    (changed.length
                      ? changed.map((f) => t(`field.${f as Field}`)).join(', ')
                      : t('field.position'))}
                </span>{' '}
                <span className="caption muted">
                  <When at={h.at} />
                </span>
                {h.verb === 'changed' &&
                  changed
                    .filter((f) => f !== 'description' && f !== 'actionId')
                    .map((f) => (
                      <div key={f} className="caption muted">
                        <s>{named(f, (h.before as Record<string, unknown> | null)?.[f])}</s> →{' '}
                        {named(f, (h.after as Record<string, unknown> | null)?.[f])}
                      </div>
                    ))}
                {h.undone ? (
                  <span className="caption muted">{t('history.undone')}</span>
                ) : (
                  may &&
                  h.verb === 'changed' && (
                    <button type="button" className={styles.quiet} onClick={() => void undo(h.id)}>
                      {t('history.undo')}
                    </button>
                  )
                )}
              </li>
            )
          })}
        </ol>
      )}
    </Loaded>
  )
}
