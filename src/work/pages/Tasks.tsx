import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { Import, Plus } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Empty } from '#web/pieces/Empty.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import { type Card, isLate, matches } from '../model.ts'
import { AddTask } from '../pieces/AddTask.tsx'
import { type Board, useBoard, useDeeds } from '../pieces/board.ts'
import { Filters } from '../pieces/Filters.tsx'
import { useTaskSearch } from '../pieces/filters.ts'
import { usePeople } from '../pieces/people.ts'
import { TaskRow } from '../pieces/TaskRow.tsx'
import styles from './Tasks.module.css'

const TaskDrawer = lazy(() => import('../pieces/TaskDrawer.tsx'))

export default function Tasks() {
  const project = useProject()
  const query = useBoard(project.id)
  return <Loaded query={query}>{(board) => <List board={board} />}</Loaded>
}

/** What is left first, by due day; then what is done. */
const inOrder = (a: Card, b: Card) =>
  Number(a.done) - Number(b.done) ||
  (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') ||
  b.importance * 4 + b.urgency - a.importance * 4 - a.urgency ||
  a.number - b.number

function List({ board }: { board: Board }) {
  const t = useT(messages)
  const project = useProject()
  const { timeZone } = useFormats()
  const today = dayOf(new Date(), timeZone)
  const people = usePeople()
  const deeds = useDeeds(project.id)
  const search = useTaskSearch()
  const phone = useIsPhone()
  const may = project.can('contribute')
  const shown = useMemo(
    () => board.cards.filter((c) => matches(c, search.filter, today)).sort(inOrder),
    [board.cards, search.filter, today],
  )
  const [active, setActive] = useState<string | null>(null)
  const adding = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLUListElement>(null)
  const [margin, setMargin] = useState(0)
  useEffect(() => setMargin(box.current?.offsetTop ?? 0), [])
  const rows = useWindowVirtualizer({
    count: shown.length,
    estimateSize: () => (phone ? 101 : 40),
    overscan: 12,
    scrollMargin: margin,
    getItemKey: (i) => shown[i]?.id ?? i,
  })

  const walk = (by: number) => {
    const now = shown.findIndex((c) => c.id === active)
    const next = shown[Math.max(0, Math.min(shown.length - 1, now < 0 ? 0 : now + by))]
    if (!next) return
    setActive(next.id)
    rows.scrollToIndex(shown.indexOf(next))
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-opener="${next.id}"]`)?.focus(),
    )
  }
  const current = shown.find((c) => c.id === active)
  useCommands([
    ...(may
      ? [
          {
            id: 'task.new',
            label: t('task.add'),
            group: project.name,
            keys: 'c',
            icon: Plus,
            run: () => adding.current?.focus(),
          },
        ]
      : []),
    { id: 'task.next', label: '↓', group: t('list.label'), keys: 'j', run: () => walk(1) },
    { id: 'task.previous', label: '↑', group: t('list.label'), keys: 'k', run: () => walk(-1) },
    ...(may && current
      ? [
          {
            id: 'task.finish',
            label: t(current.done ? 'task.reopen' : 'task.finish'),
            group: t('list.label'),
            keys: 'x',
            run: () => void deeds.complete(current, !current.done),
          },
        ]
      : []),
  ])
  const late = board.cards.filter((c) => isLate(c, today)).length
  const add = (
    <AddTask
      label={t('task.add')}
      inputRef={adding}
      onAdd={(title) =>
        deeds.add({
          title,
          ...(search.filter.actionId &&
            search.filter.actionId !== 'none' && { actionId: search.filter.actionId }),
        })
      }
    />
  )
  return (
    <TabPage
      line={t('list.line', {
        total: board.cards.length,
        done: board.cards.filter((c) => c.done).length,
        late,
      })}
      action={
        may && (
          <span className="row">
            {project.can('conduct') && (
              <Button
                component={Link}
                to={project.at('importer')}
                variant="default"
                leftSection={<Import size={15} aria-hidden />}
              >
                {t('import')}
              </Button>
            )}
            <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => adding.current?.focus()}>
              {t('task.add')}
            </Button>
          </span>
        )
      }
    >
      {board.cards.length === 0 ? (
        <Empty
          drawing="list"
          sentence={t('list.empty')}
          example={t('list.example')}
          action={may && <div className={styles.first}>{add}</div>}
        />
      ) : (
        <>
          <Filters board={board} filter={search.filter} onChange={search.set} />
          {may && add}
          {shown.length === 0 && <p className="muted">{t('list.noMatch')}</p>}
          <ul
            ref={box}
            aria-label={t('list.label')}
            className={styles.list}
            style={{ height: rows.getTotalSize() }}
          >
            {rows.getVirtualItems().map(({ index, key, start }) => {
              const card = shown[index]
              return (
                card && (
                  <li
                    key={key}
                    ref={rows.measureElement}
                    data-index={index}
                    className={styles.place}
                    style={{ transform: `translateY(${start - margin}px)` }}
                  >
                    <TaskRow
                      card={card}
                      statuses={board.statuses}
                      labels={board.labels}
                      people={people}
                      today={today}
                      may={may}
                      active={card.id === active}
                      deeds={deeds}
                      onOpen={search.show}
                    />
                  </li>
                )
              )
            })}
          </ul>
          <p className="caption muted" data-noprint>
            {!phone && t('list.keys')}
          </p>
        </>
      )}
      {search.open && (
        <Suspense fallback={null}>
          <TaskDrawer which={search.open} board={board} deeds={deeds} onClose={() => search.show(null)} />
        </Suspense>
      )}
    </TabPage>
  )
}
