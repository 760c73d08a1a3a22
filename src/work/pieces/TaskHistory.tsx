import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { tell } from '#web/undo.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import { messages } from '../messages.ts'
import type { ConstraintKind, Kind, Label, Mode, Status, Task } from '../model.ts'
import { useActions, usePeople } from './people.ts'
import styles from './TaskDrawer.module.css'

const fields = [
  'title',
  'description',
  'statusId',
  'projectId',
  'actionId',
  'parentId',
  'assigneeIds',
  'followerIds',
  'labelIds',
  'startsOn',
  'startMinute',
  'dueOn',
  'dueMinute',
  'deadlineOn',
  'estimateMinutes',
  'progress',
  'kind',
  'importance',
  'urgency',
  'mode',
  'durationMinutes',
  'constraintKind',
  'constraintAt',
  'calendarId',
  'recurrenceId',
  'fields',
  'archivedAt',
] as const
type Field = (typeof fields)[number]
const isField = (f: string): f is Field => (fields as readonly string[]).includes(f)
const dates: readonly Field[] = ['startsOn', 'startMinute', 'dueOn', 'dueMinute']
/** Of an automatic task, dates alone are answers of the schedule: what moved them is what can be taken back. */
const follows = (changed: readonly Field[]) => changed.length > 0 && changed.every((f) => dates.includes(f))
type Board = { statuses: readonly Status[]; labels: readonly Label[] }

/** Who changed what, before and after; each change can be taken back. */
export function TaskHistory({ task, board, may }: { task: Task; board: Board; may: boolean }) {
  const t = useT(drawerMessages)
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

/** What a value of a field says to a person. */
function useSaid(board: Board) {
  const d = useT(drawerMessages)
  const t = useT(messages)
  const { date, duration } = useFormats()
  const people = usePeople()
  const actions = useActions()
  const projects = useQuery(rpc.projects.list.queryOptions()).data ?? []
  return (field: Field, value: unknown): string => {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length))
      return '–'
    const nameIn = (all: readonly { id: string; name: string }[]) =>
      (value as string[]).map((id) => all.find((x) => x.id === id)?.name ?? '…').join(', ')
    switch (field) {
      case 'statusId':
        return board.statuses.find((s) => s.id === value)?.name ?? '…'
      case 'projectId':
        return projects.find((p) => p.id === value)?.name ?? '…'
      case 'actionId':
        return actions.find((a) => a.id === value)?.title ?? '…'
      case 'assigneeIds':
      case 'followerIds':
        return nameIn(people)
      case 'labelIds':
        return nameIn(board.labels)
      case 'startsOn':
      case 'dueOn':
      case 'deadlineOn':
        return date(String(value))
      case 'archivedAt':
      case 'constraintAt':
        return date(String(value).slice(0, 10))
      case 'startMinute':
      case 'dueMinute':
        return `${Math.floor(Number(value) / 60)}:${String(Number(value) % 60).padStart(2, '0')}`
      case 'estimateMinutes':
      case 'durationMinutes':
        return duration(Number(value))
      case 'progress':
        return `${value} %`
      case 'kind':
        return t(`kind.${value as Kind}`)
      case 'importance':
      case 'urgency':
        return t(`level.${value as 0}` as 'level.0')
      case 'mode':
        return d(`mode.${value as Mode}`)
      case 'constraintKind':
        return d(`constraint.${value as ConstraintKind}`)
      case 'parentId':
      case 'calendarId':
      case 'recurrenceId':
      case 'fields':
        return '…'
      default:
        return String(value).slice(0, 160)
    }
  }
}

function Changes({ task, board, may }: { task: Task; board: Board; may: boolean }) {
  const t = useT(drawerMessages)
  const told = useTold()
  const said = useSaid(board)
  const input = (before?: string) => ({
    noun: 'task',
    rowId: task.id,
    limit: 30,
    ...(before && { before }),
  })
  const query = useInfiniteQuery(
    rpc.history.list.infiniteOptions({
      input: (before: string | undefined) => input(before),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
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
      {({ pages }) => (
        <>
          <ol className={styles.history}>
            {pages
              .flatMap((p) => p.items)
              .map((h) => {
                const changed = Object.keys(h.after ?? {}).filter(isField)
                return (
                  <li key={h.id}>
                    <span>
                      <b>{h.actor}</b> {t(`history.${h.verb}`)}{' '}
                      {h.verb === 'changed' &&
                        (changed.length
                          ? changed.map((f) => t(`f.${f}`)).join(', ')
                          : t('completedAt' in (h.after ?? {}) ? 'f.completedAt' : 'f.position'))}
                    </span>{' '}
                    <span className="caption muted">
                      <When at={h.at} />
                    </span>
                    {h.verb === 'changed' &&
                      changed.map((f) =>
                        f === 'description' ? (
                          <Texts key={f} before={h.before?.[f]} after={h.after?.[f]} />
                        ) : (
                          <div key={f} className="caption muted">
                            <s>{said(f, h.before?.[f])}</s> → {said(f, h.after?.[f])}
                          </div>
                        ),
                      )}
                    {h.undone ? (
                      <span className="caption muted">{t('history.undone')}</span>
                    ) : (
                      may &&
                      h.undoable &&
                      h.verb === 'changed' &&
                      !changed.includes('projectId') &&
                      !(task.mode === 'auto' && follows(changed)) && (
                        <button type="button" className={styles.quiet} onClick={() => void undo(h.id)}>
                          {t('history.undo')}
                        </button>
                      )
                    )}
                  </li>
                )
              })}
          </ol>
          {query.hasNextPage && (
            <button type="button" className={styles.quiet} onClick={() => void query.fetchNextPage()}>
              {t('history.older')}
            </button>
          )}
        </>
      )}
    </Loaded>
  )
}

function Texts({ before, after }: { before: unknown; after: unknown }) {
  const t = useT(drawerMessages)
  return (
    <details className="caption">
      <summary className="muted">{t('history.text')}</summary>
      <div className={styles.diff}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by the keyboard. */}
        <section tabIndex={0} aria-label={t('history.before')}>
          {String(before ?? '') || '–'}
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by the keyboard. */}
        <section tabIndex={0} aria-label={t('history.after')}>
          {String(after ?? '') || '–'}
        </section>
      </div>
    </details>
  )
}
