import { useVirtualizer } from '@tanstack/react-virtual'
import { type DragEvent, type MouseEvent, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { WorkspaceContext } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { Card } from '../model.ts'
import { dropInto, sumOf } from '../views/model.ts'
import { columnsOf, useColumns } from '../views/pieces/columns.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'
import styles from './Table.module.css'
import { useSayCell, useSaySum } from './TableCell.tsx'
import { type After, isRead, TableEditor } from './TableEditor.tsx'
import { TableGroup } from './TableGroup.tsx'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { cardsOf, itemsOf, neighbour, type Spot, type TableItem } from './table.ts'
import { useTableBlock } from './useTableBlock.ts'
import { useTableKeys } from './useTableKeys.ts'

const lineHeight = 36

/** The table of a desk. Only the lines in sight are drawn; it hears for all of them, and one cell at a time is written in. */
export function TableGrid({ cards, view, applied, selection }: ViewProps) {
  const t = useT(messages)
  const { deeds, ctx } = cards
  const all = useColumns(cards)
  const columns = useMemo(() => columnsOf(view.spec, all), [view.spec, all])
  const say = useSayCell(cards)
  const sum = useSaySum()
  const grouped = view.spec.group !== null
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [adding, setAdding] = useState<string | null>(null)
  const [spot, setSpot] = useState<Spot | null>(null)
  const [typed, setTyped] = useState<{ said: string | null } | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const items = useMemo(
    () => itemsOf(applied, { grouped, folded: view.folded, closed, adding }),
    [applied, grouped, view.folded, closed, adding],
  )
  const indexOf = (key: string) => items.findIndex((item) => item.key === key)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 4,
    scrollPaddingStart: grouped ? lineHeight + 30 : lineHeight,
    getItemKey: (i) => items[i]?.key ?? i,
  })
  const found = useMemo(() => (spot ? items.findIndex((item) => item.key === spot.key) : -1), [items, spot])
  const at = found < 0 ? undefined : found
  const taskAt = (i: number | undefined) => {
    const item = i === undefined ? undefined : items[i]
    return item?.is === 'task' ? item : undefined
  }

  /** The focus follows the spot, as soon as its line is drawn. */
  const focus = useRef(false)
  const go = (index: number, column: number) => {
    const item = taskAt(index)
    if (!item) return
    focus.current = true
    setSpot({ key: item.key, column: Math.max(0, Math.min(columns.length, column)) })
    setTyped(null)
    rows.scrollToIndex(index)
  }
  useEffect(() => {
    if (!focus.current || at === undefined || typed) return
    let frames = 0
    const follow = () => {
      const cell = box.current?.querySelector<HTMLElement>(
        `[data-index="${at}"] [data-column="${spot?.column}"]`,
      )
      if (cell) {
        focus.current = false
        cell.focus({ preventScroll: frames === 0 })
      } else if (++frames < 20) requestAnimationFrame(follow)
    }
    follow()
  })
  const edit = (index: number, column: number, said: string | null = null) => {
    const item = taskAt(index)
    if (!item || !cards.may('contribute', item.card) || isRead(columns[column - 1] ?? null)) return
    setSpot({ key: item.key, column })
    setTyped({ said })
  }
  const done =
    (item: TableItem & { is: 'task' }, column: number) =>
    (patch: Parameters<typeof deeds.amend>[1] | null, after: After) => {
      setTyped(null)
      if (patch) void deeds.amend(item.card, patch)
      const here = Math.max(0, indexOf(item.key))
      if (after === 'down') go(neighbour(items, here, 1), column)
      else if (after === 'next')
        column < columns.length ? go(here, column + 1) : go(neighbour(items, here, 1), 0)
      else if (after === 'previous')
        column > 0 ? go(here, column - 1) : go(neighbour(items, here, -1), columns.length)
      else focus.current = after === 'stay'
    }
  const fold = (id: string, shut: boolean) =>
    setClosed((now) => {
      const next = new Set(now)
      if (shut) next.add(id)
      else next.delete(id)
      return next
    })
  const shownIds = () => cardsOf(items).map((c) => c.id)
  const block = useTableBlock({ cards, selection, items, at, spot, columns })
  const onKeyDown = useTableKeys({
    items,
    at,
    spot,
    columns,
    cards,
    view,
    selection,
    shownIds,
    closed,
    go,
    edit,
    fold,
    fill: block.fill,
  })

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    const row = target.closest<HTMLElement>('[data-index]')
    const item = row && taskAt(Number(row.dataset.index))
    if (!row || !item || target.closest('a, [data-editing]')) return
    const index = Number(row.dataset.index)
    const act = target.closest<HTMLElement>('[data-act]')?.dataset.act
    if (event.shiftKey || act === 'select') {
      event.preventDefault()
      return selection.toggle(item.card.id, event.shiftKey ? shownIds() : undefined)
    }
    if (event.ctrlKey || event.metaKey) return selection.toggle(item.card.id)
    if (act === 'tick')
      return void (cards.may('contribute', item.card) && deeds.complete(item.card, !item.card.done))
    if (act === 'open') return view.show(item.card)
    if (act === 'fold') return fold(item.card.id, !closed.has(item.card.id))
    const cell = target.closest<HTMLElement>('[data-column]')
    if (!cell) return
    const column = Number(cell.dataset.column)
    if (isRead(columns[column - 1] ?? null) || !cards.may('contribute', item.card)) go(index, column)
    else edit(index, column)
  }

  // The group one is in stays in sight under the heads of columns.
  const top = rows.scrollOffset ?? 0
  const firstSeen = rows.getVirtualItems().find((v) => v.end > top)?.index ?? 0
  const group = grouped && top > 0 ? items[firstSeen] : undefined
  const stuck = group && group.is !== 'head' ? applied.groups.find((g) => g.key === group.group) : undefined

  const dropOn = (event: DragEvent): { card: Card; from: string; to: string } | null => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
    const item = row ? items[Number(row.dataset.index)] : undefined
    const dragged = dragging.current
    if (!item || !dragged || !grouped) return null
    const to = item.is === 'head' ? item.group.key : item.group
    return to === dragged.from ? null : { ...dragged, to }
  }
  const dragging = useRef<{ card: Card; from: string } | null>(null)
  const selecting = selection.ids.size > 0
  // Behind a public link the columns are those that were shared.
  const adds = useContext(WorkspaceContext) !== null
  const width = 84 + 260 + columns.reduce((w, c) => w + c.width, 0) + (adds ? 36 : 0)
  const template = `${selecting ? 104 : 84}px minmax(260px, 1fr) ${columns.map((c) => `${c.width}px`).join(' ')}${adds ? ' 36px' : ''}`
  const summed = columns.filter((c) => c.sums)
  return (
    // biome-ignore lint/a11y/useSemanticElements: only the lines in sight are drawn, so the count and places are told.
    <div
      ref={box}
      role="grid"
      aria-label={t('list.label')}
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length + (adds ? 3 : 2)}
      aria-multiselectable
      className={styles.grid}
      data-selecting={selecting || undefined}
      style={{ '--columns': template, '--width': `${width}px` } as never}
      onClick={onClick}
      onKeyDown={onKeyDown}
      onCopy={block.onCopy}
      onPaste={block.onPaste}
      onDragStart={(event) => {
        const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
        const item = row && taskAt(Number(row.dataset.index))
        dragging.current = item && grouped ? { card: item.card, from: item.group } : null
        if (dragging.current) event.dataTransfer.setData('text/plain', dragging.current.card.title)
      }}
      onDragOver={(event) => {
        const drop = dropOn(event)
        setOver(drop?.to ?? null)
        if (drop) event.preventDefault()
      }}
      onDragEnd={() => {
        dragging.current = null
        setOver(null)
      }}
      onDrop={(event) => {
        const drop = dropOn(event)
        setOver(null)
        dragging.current = null
        const patch =
          drop && view.spec.group ? dropInto(view.spec.group, drop.to, drop.card, ctx, drop.from) : null
        if (!drop || !patch) return
        event.preventDefault()
        void deeds.amend(drop.card, patch)
      }}
    >
      <TableHead columns={columns} all={all} view={view} cards={adds ? cards : null} />
      {stuck && (
        <div className={styles.stuck} aria-hidden>
          <span className={styles.groupLabel} data-colour={stuck.colour ?? undefined}>
            {stuck.label}
          </span>
          <span className={styles.groupCount}>{stuck.cards.length}</span>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      <div role="rowgroup" className={styles.lines} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index]
          if (!item) return null
          return (
            <div
              key={key}
              role="presentation"
              className={styles.place}
              style={{ transform: `translateY(${start}px)` }}
            >
              {item.is === 'task' ? (
                <TableRow
                  card={item.card}
                  depth={item.depth}
                  subtasks={item.children}
                  closed={closed.has(item.card.id)}
                  columns={columns}
                  say={say}
                  index={index}
                  column={
                    index === at
                      ? (spot?.column ?? -1)
                      : at === undefined && index === firstTask(items)
                        ? 0
                        : -1
                  }
                  editor={
                    index === at && typed && spot ? (
                      <TableEditor
                        card={item.card}
                        column={columns[spot.column - 1] ?? null}
                        cards={cards}
                        typed={typed.said}
                        onDone={done(item, spot.column)}
                      />
                    ) : null
                  }
                  selected={selection.has(item.card.id)}
                  selecting={selecting}
                  may={cards.may('contribute', item.card)}
                />
              ) : (
                <TableGroup
                  item={item}
                  index={index}
                  columns={columns}
                  cards={cards}
                  view={view}
                  over={over}
                  adding={adding}
                  onAdding={setAdding}
                />
              )}
            </div>
          )
        })}
      </div>
      {summed.length > 0 && (
        <div role="presentation" className={`${styles.row} ${styles.sums}`}>
          <div className={styles.lead} />
          <div className={styles.title}>{t('table.total')}</div>
          {columns.map((c) => (
            <div key={c.key} className={styles.cell} data-figure>
              {c.sums && sum(c, sumOf(applied.cards, c.key, ctx))}
            </div>
          ))}
        </div>
      )}
      {applied.cards.length === 0 && <p className={styles.none}>{t('list.noMatch')}</p>}
    </div>
  )
}

const firstTask = (items: readonly TableItem[]) => items.findIndex((i) => i.is === 'task')
