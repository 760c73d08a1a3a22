import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import { ActionIcon, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Import, Plus } from 'lucide-react'
import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import { type Card, isLate, matches } from '../model.ts'
import type { CardMove } from '../pieces/BoardCard.tsx'
import { BoardColumn } from '../pieces/BoardColumn.tsx'
import { type Board as BoardData, byPosition, type Place, useBoard, useDeeds } from '../pieces/board.ts'
import { ColumnSheet } from '../pieces/ColumnSheet.tsx'
import { Filters } from '../pieces/Filters.tsx'
import { useTaskSearch } from '../pieces/filters.ts'
import { usePeople } from '../pieces/people.ts'
import styles from './Board.module.css'

const TaskDrawer = lazy(() => import('../pieces/TaskDrawer.tsx'))

export default function Board() {
  const project = useProject()
  const query = useBoard(project.id)
  return <Loaded query={query}>{(board) => <Columns board={board} />}</Loaded>
}

function Columns({ board }: { board: BoardData }) {
  const t = useT(messages)
  const project = useProject()
  const { timeZone } = useFormats()
  const today = dayOf(new Date(), timeZone)
  const people = usePeople()
  const deeds = useDeeds(project.id)
  const search = useTaskSearch()
  const phone = useIsPhone()
  const may = project.can('contribute')
  const conducts = project.can('conduct')
  const [editing, setEditing] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useMemo(() => board.statuses.filter((s) => !s.archived), [board.statuses])
  const sorted = useMemo(
    () => Map.groupBy(board.cards.toSorted(byPosition), (c) => c.statusId),
    [board.cards],
  )
  const shown = useMemo(
    () =>
      new Map(
        columns.map((s) => [s.id, (sorted.get(s.id) ?? []).filter((c) => matches(c, search.filter, today))]),
      ),
    [columns, sorted, search.filter, today],
  )
  const latest = useRef({ board, shown, columns })
  latest.current = { board, shown, columns }

  const place = useCallback((card: Card, to: Place) => void deeds.move(card, to), [deeds])
  const onMove = useCallback(
    (card: Card, move: CardMove) => {
      const inColumn = latest.current.shown.get(card.statusId) ?? []
      const at = inColumn.findIndex((c) => c.id === card.id)
      if (typeof move === 'object')
        place(card, { statusId: move.column, before: latest.current.shown.get(move.column)?.[0]?.id ?? null })
      else if (move === 'down' && inColumn[at + 1])
        place(card, { statusId: card.statusId, after: inColumn[at + 1]?.id ?? null })
      else if (move !== 'down' && at > 0)
        place(card, { statusId: card.statusId, before: inColumn[move === 'top' ? 0 : at - 1]?.id ?? null })
      focusCard(card.id)
    },
    [place],
  )
  useEffect(() => {
    const element = scroller.current
    const stop = element ? autoScrollForElements({ element }) : () => {}
    const off = monitorForElements({
      onDrop: ({ source, location }) => {
        const target = location.current.dropTargets[0]?.data
        const card = latest.current.board.cards.find((c) => c.id === source.data.card)
        if (!card || typeof target?.column !== 'string') return
        const over = typeof target.over === 'string' ? target.over : null
        if (!over) return place(card, { statusId: target.column })
        place(
          card,
          extractClosestEdge(target) === 'top'
            ? { statusId: target.column, before: over }
            : { statusId: target.column, after: over },
        )
      },
    })
    return () => {
      stop()
      off()
    }
  }, [place])
  const { show } = search
  const onAdd = useCallback((statusId: string, title: string) => deeds.add({ title, statusId }), [deeds])
  const onEdit = useCallback((s: { id: string }) => setEditing(s.id), [])

  /** Arrows walk from card to card; with Alt they move the card; x finishes it, m opens its menu. */
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-card]')
    const card = board.cards.find((c) => c.id === element?.dataset.card)
    if (
      !element ||
      !card ||
      event.ctrlKey ||
      event.metaKey ||
      !(event.target as HTMLElement).matches('[data-opener]')
    )
      return
    const at = columns.findIndex((s) => s.id === card.statusId)
    const inColumn = shown.get(card.statusId) ?? []
    const row = inColumn.findIndex((c) => c.id === card.id)
    const aside =
      event.key === 'ArrowLeft' ? columns[at - 1] : event.key === 'ArrowRight' ? columns[at + 1] : undefined
    const deed = (() => {
      if (event.altKey && may) {
        if (event.key === 'ArrowUp') return () => onMove(card, 'up')
        if (event.key === 'ArrowDown') return () => onMove(card, 'down')
        if (aside) return () => onMove(card, { column: aside.id })
        return undefined
      }
      if (event.key === 'ArrowUp') return () => focusCard(inColumn[row - 1]?.id)
      if (event.key === 'ArrowDown') return () => focusCard(inColumn[row + 1]?.id)
      if (aside)
        return () =>
          focusCard((shown.get(aside.id) ?? [])[Math.min(row, (shown.get(aside.id)?.length ?? 1) - 1)]?.id)
      if (event.key === 'x' && may)
        return () => void deeds.complete(card, !card.done).then(() => focusCard(card.id))
      if (event.key === 'm' && may) return () => element.querySelector<HTMLElement>('[data-mover]')?.click()
      return undefined
    })()
    if (!deed) return
    event.preventDefault()
    deed()
  }
  const addColumn = async () => {
    const made = await api.work.statuses.create({
      projectId: project.id,
      name: t('column.add'),
      category: 'doing',
    })
    await queries.invalidateQueries({ queryKey: rpc.work.board.key() })
    setEditing(made.id)
  }
  return (
    <TabPage
      line={t('list.line', {
        total: board.cards.length,
        done: board.cards.filter((c) => c.done).length,
        late: board.cards.filter((c) => isLate(c, today)).length,
      })}
      action={
        conducts &&
        board.cards.length === 0 && (
          <Button
            component={Link}
            to={project.at('importer')}
            variant="default"
            leftSection={<Import size={15} aria-hidden />}
          >
            {t('import')}
          </Button>
        )
      }
    >
      <Filters board={board} filter={search.filter} onChange={search.set} columns={false} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are heard for the cards inside, each of which is a button. */}
      <div ref={scroller} className={styles.board} onKeyDown={onKey}>
        {columns.map((status) => (
          <BoardColumn
            key={status.id}
            status={status}
            cards={shown.get(status.id) ?? []}
            total={sorted.get(status.id)?.length ?? 0}
            statuses={columns}
            labels={board.labels}
            people={people}
            today={today}
            may={may}
            conducts={conducts}
            onOpen={show}
            onMove={onMove}
            onAdd={onAdd}
            onEdit={onEdit}
          />
        ))}
        {conducts && (
          <ActionIcon
            variant="subtle"
            className={styles.more!}
            aria-label={t('column.add')}
            title={t('column.add')}
            onClick={() => void addColumn()}
          >
            <Plus size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {!phone && may && (
        <p className="caption muted" data-noprint>
          {t('board.keys')}
        </p>
      )}
      {editing && <ColumnSheet id={editing} board={board} onClose={() => setEditing(null)} />}
      {search.open && (
        <Suspense fallback={null}>
          <TaskDrawer which={search.open} board={board} deeds={deeds} onClose={() => show(null)} />
        </Suspense>
      )}
    </TabPage>
  )
}

/** After the card was drawn in its new place. */
function focusCard(id: string | undefined) {
  if (!id) return
  const find = () => document.querySelector<HTMLElement>(`[data-card="${id}"] [data-opener]`)
  // The card is drawn anew in its other column, a frame or twenty later on a slow machine: the focus follows it there,
  // unless the hand has gone elsewhere meanwhile.
  let frames = 0
  const follow = () => {
    const card = find()
    const nowhere = !document.activeElement || document.activeElement === document.body
    if (card && card !== document.activeElement && (frames < 3 || nowhere)) card.focus()
    frames += 1
    if (frames < 60) requestAnimationFrame(follow)
  }
  requestAnimationFrame(follow)
}
