import { ActionIcon } from '@mantine/core'
import { Plus } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useRef, useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Card, TaskDraft } from '../model.ts'
import { dropInto, type Group, grouperOf } from '../views/model.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'
import { BoardColumn } from './BoardColumn.tsx'
import { BoardLanes } from './BoardLanes.tsx'
import { BoardList } from './BoardList.tsx'
import styles from './BoardView.module.css'
import { CardMenu, type CardMove } from './CardMenu.tsx'
import { ColumnSheet } from './ColumnSheet.tsx'
import { useCardLook } from './cardLook.ts'
import { focusCard, openCardMenu } from './focusCard.ts'
import { type Dropped, useCardDrag } from './useCardDrag.ts'

/** A card that is nowhere yet: what a group would make of it is what a new card there begins with. */
const blank = { assigneeIds: [], labelIds: [], fields: {}, startsOn: null, dueOn: null } as unknown as Card

/** The Kanban: any grouping, lanes, limits; moved by mouse, by finger and by keyboard. */
export function BoardView({ cards, view, applied, selection }: ViewProps) {
  const t = useT(messages)
  const phone = useIsPhone()
  const { set, ctx, deeds, projectId } = cards
  const { spec } = view
  const root = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<{ card: Card; at: DOMRect } | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const { look, around } = useCardLook({ cards, view })
  const by = spec.group ?? 'status'
  const byStatus = projectId !== null && by === 'status'
  const byHand = byStatus && spec.sort.length === 0
  const statuses = useMemo(() => new Map(set.statuses.map((s) => [s.id, s])), [set.statuses])
  const totals = useMemo(() => {
    const grouper = grouperOf(by, ctx)
    const counts = new Map<string, number>()
    for (const c of set.cards)
      for (const key of grouper?.keysOf(c) ?? []) counts.set(key, (counts.get(key) ?? 0) + 1)
    return counts
  }, [set.cards, by, ctx])
  const mayMove = useCallback((c: Card) => cards.may('contribute', c), [cards])
  const latest = useRef({ applied, cards, selection, spec, by })
  latest.current = { applied, cards, selection, spec, by }

  /** Puts a card, or all those selected with it, into a column and a lane. */
  const drop = useCallback(
    (
      card: Card,
      to: { group: string; lane?: string | null; after?: string | null; before?: string | null },
      from?: Dropped['from'],
    ) => {
      const now = latest.current
      const heading = now.applied.groups.find((g) => g.key === to.group)
      const inGroup = dropInto(now.by, to.group, card, now.cards.ctx, from?.group)
      const inLane =
        to.lane && now.spec.lanes && to.lane !== from?.lane
          ? dropInto(now.spec.lanes, to.lane, card, now.cards.ctx, from?.lane)
          : {}
      if (!inGroup || !inLane) return tell(t('board.cannot', { column: heading?.label ?? '' }), 'bad')
      const patch: Partial<TaskDraft> = { ...inLane, ...inGroup }
      const several = now.selection.has(card.id) ? now.selection.ids : null
      if (several && several.size > 1) {
        const all = now.cards.set.cards.filter((c) => several.has(c.id) && now.cards.may('contribute', c))
        if (all.every((c) => c.projectId === card.projectId)) return void now.cards.deeds.bulk(all, { patch })
      }
      if (byHand) {
        if (Object.keys(inLane).length) void now.cards.deeds.amend(card, inLane)
        return void now.cards.deeds.move(card, {
          statusId: to.group,
          ...(to.before !== undefined && { before: to.before }),
          ...(to.after !== undefined && { after: to.after }),
        })
      }
      if (Object.keys(patch).length) void now.cards.deeds.amend(card, patch)
    },
    [byHand, t],
  )
  useCardDrag(
    root,
    useCallback((id) => {
      const card = latest.current.cards.ctx.byId.get(id)
      return Boolean(card && latest.current.cards.may('contribute', card))
    }, []),
    useCallback(
      ({ card: id, from, to }) => {
        const card = latest.current.cards.ctx.byId.get(id)
        if (!card || typeof to.group !== 'string') return
        const before = typeof to.before === 'string' ? to.before : null
        if (before === id) return
        const last = typeof to.last === 'string' && to.last !== id ? to.last : null
        drop(
          card,
          {
            group: to.group,
            lane: typeof to.lane === 'string' ? to.lane : null,
            ...(before ? { before } : last ? { after: last } : {}),
          },
          from,
        )
      },
      [drop],
    ),
  )

  const inColumn = (key: string): readonly Card[] =>
    latest.current.applied.groups.find((g) => g.key === key)?.cards ?? []
  const step = (card: Card, column: string, move: CardMove) => {
    const list = inColumn(column)
    const at = list.findIndex((c) => c.id === card.id)
    if (typeof move === 'object')
      drop(
        card,
        { group: move.column, before: inColumn(move.column)[0]?.id ?? null },
        { group: column, lane: undefined },
      )
    else if (!byHand) return
    else if (move === 'down' && list[at + 1]) drop(card, { group: column, after: list[at + 1]?.id ?? null })
    else if (move !== 'down' && at > 0)
      drop(card, { group: column, before: list[move === 'top' ? 0 : at - 1]?.id ?? null })
    focusCard(card.id)
  }
  const columnOf = (element: Element): string =>
    element.closest<HTMLElement>('[data-list]')?.dataset.list ?? ''

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    const id = target.closest<HTMLElement>('[data-card]')?.dataset.card
    const card = id ? ctx.byId.get(id) : undefined
    if (!card) return
    const mover = target.closest('[data-mover]')
    if (mover) return setMenu({ card, at: mover.getBoundingClientRect() })
    if (!target.closest('[data-opener]')) return
    if (event.ctrlKey || event.metaKey || event.shiftKey)
      return selection.toggle(card.id, event.shiftKey ? applied.cards.map((c) => c.id) : undefined)
    view.show(card)
  }

  /** Arrows walk from card to card; with Alt they move the card; x finishes it, s selects it, m opens its menu. */
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const opener = (event.target as HTMLElement).closest<HTMLElement>('[data-opener]')
    const card = ctx.byId.get(opener?.closest<HTMLElement>('[data-card]')?.dataset.card ?? '')
    if (!opener || !card || event.ctrlKey || event.metaKey) return
    const groups = applied.groups.filter((g) => !view.folded.has(g.key))
    const column = columnOf(opener)
    const at = groups.findIndex((g) => g.key === column)
    const list = groups[at]?.cards ?? []
    const row = list.findIndex((c) => c.id === card.id)
    const aside =
      event.key === 'ArrowLeft' ? groups[at - 1] : event.key === 'ArrowRight' ? groups[at + 1] : undefined
    const may = mayMove(card)
    const deed = (() => {
      if (event.altKey) {
        if (!may) return undefined
        if (event.key === 'ArrowUp') return () => step(card, column, 'up')
        if (event.key === 'ArrowDown') return () => step(card, column, 'down')
        return aside && (() => step(card, column, { column: aside.key }))
      }
      if (event.key === 'ArrowUp') return () => focusCard(list[row - 1]?.id)
      if (event.key === 'ArrowDown') return () => focusCard(list[row + 1]?.id)
      if (aside) return () => focusCard(aside.cards[Math.min(row, aside.cards.length - 1)]?.id)
      if (event.key === 's' && may) return () => selection.toggle(card.id)
      if (event.key === 'x' && may)
        return () => void deeds.complete(card, !card.done).then(() => focusCard(card.id))
      if (event.key === 'm' && may) return () => openCardMenu(opener)
      return undefined
    })()
    if (!deed) return
    event.preventDefault()
    deed()
  }

  const addIn = (g: Group, lane?: string) => {
    const may = projectId !== null && cards.may('contribute')
    const card = { ...blank, projectId: projectId ?? '' }
    const patch = may ? dropInto(by, g.key, card, ctx) : null
    const across = lane && spec.lanes ? dropInto(spec.lanes, lane, card, ctx) : {}
    return patch && across
      ? (...titles: string[]) => deeds.add(...titles.map((title) => ({ ...across, ...patch, title })))
      : null
  }
  const conducts = byStatus && cards.may('conduct')
  const heads = (g: Group) => ({
    group: g,
    cards: g.cards,
    total: totals.get(g.key) ?? 0,
    status: byStatus ? statuses.get(g.key) : undefined,
    folded: view.folded.has(g.key),
    onFold: () => view.fold(g.key, !view.folded.has(g.key)),
    onEdit: conducts && statuses.has(g.key) ? () => setEditing(g.key) : null,
    sums: spec.totals,
  })
  const lists = {
    look,
    around,
    selected: selection.ids,
    mayMove,
    open: cards.may('contribute'),
    none: t('board.none'),
  }
  const addColumn = async () => {
    if (!projectId) return
    const made = await api.work.statuses.create({ projectId, name: t('column.add'), category: 'doing' })
    await queries.invalidateQueries({ queryKey: rpc.work.cards.key() })
    setEditing(made.id)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks are heard here for the cards inside, each of which is a button. */}
      <div ref={root} className={styles.root} onKeyDown={onKey} onClick={onClick}>
        {applied.lanes ? (
          <BoardLanes applied={applied} view={view} heads={heads} addIn={addIn} lists={lists} />
        ) : (
          <div className={styles.board}>
            {applied.groups.map((g) => (
              <BoardColumn key={g.key} {...heads(g)} onAdd={addIn(g)}>
                <BoardList {...lists} cards={g.cards} group={g.key} lane={null} />
              </BoardColumn>
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
        )}
      </div>
      {!phone && cards.may('contribute') && (
        <p className="caption muted" data-noprint>
          {t('board.keys')}
        </p>
      )}
      {menu && (
        <CardMenu
          card={menu.card}
          at={menu.at}
          byHand={byHand}
          selected={selection.has(menu.card.id)}
          columns={applied.groups.filter(
            (g) =>
              dropInto(by, g.key, menu.card, ctx) !== null &&
              !inColumn(g.key).some((c) => c.id === menu.card.id),
          )}
          onSelect={() => selection.toggle(menu.card.id)}
          onMove={(move) => {
            const from = applied.groups.find((g) => g.cards.some((c) => c.id === menu.card.id))
            step(menu.card, from?.key ?? '', move)
          }}
          onClose={() => setMenu(null)}
        />
      )}
      {editing && <ColumnSheet id={editing} board={set} onClose={() => setEditing(null)} />}
    </>
  )
}
