import { Switch } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { announce } from '#web/announce.tsx'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Empty } from '#web/pieces/Empty.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { useWorkspace } from '#web/session.tsx'
import { isLate, type TaskDraft } from '../../model.ts'
import type { ViewProps } from '../../views/pieces/ViewPage.tsx'
import { messages } from '../messages.ts'
import { axisOf, firstDay, lastDay, type Zoom } from '../model.ts'
import { CellSheet, TaskLines } from './CellSheet.tsx'
import { type Bar, type BarPatch, byPerson, type Preview, type Row } from './grid.ts'
import { LevelSheet } from './LevelSheet.tsx'
import styles from './People.module.css'
import { PeopleGrid } from './PeopleGrid.tsx'
import { PeoplePhone } from './PeoplePhone.tsx'
import { Legend, TimeTools } from './Tools.tsx'
import { mergeCards, useCapacity, useLoad, withPatch } from './useCapacity.ts'

type Opened = { row: string | null; column: number } | null

/** People and their tasks over time, one project or all of them: the shared cards, with everybody's load above. */
export function PeopleView({ cards, view, applied }: ViewProps) {
  const t = useT(messages)
  const f = useFormats()
  const phone = useIsPhone()
  const guest = useWorkspace().role === 'guest'
  const { set, deeds, may, ctx, projectId } = cards
  const { data } = useCapacity(projectId)
  const zoom = phone ? 'week' : view.option<Zoom>('zoom', 'day')
  const everybody = view.option('everybody', projectId === null)
  const [page, setPage] = useState(0)
  const [preview, setPreview] = useState<Preview>(null)
  const [menu, setMenu] = useState<{ id: string; from: string | null } | null>(null)
  const [cell, setCell] = useState<Opened>(null)
  const [undated, setUndated] = useState<string | null | undefined>(undefined)
  const axis = useMemo(() => axisOf(zoom, ctx.today, page), [zoom, ctx.today, page])
  const [from, to] = [firstDay(axis), lastDay(axis)]
  const works = useMemo(() => {
    const merged = data ? mergeCards(data.works, set) : []
    return preview ? withPatch(merged, preview.id, preview.patch) : merged
  }, [data, set, preview])
  const load = useLoad(data, works, from, to)

  const colours = useMemo(
    () => new Map(set.projects.map((p) => [p.id, projectId ? 'var(--green)' : p.colour])),
    [set.projects, projectId],
  )
  const bars = useMemo<Bar[]>(
    () =>
      applied.cards.map((c) => {
        const patch = preview?.id === c.id ? preview.patch : {}
        return {
          id: c.id,
          title: c.title,
          assigneeIds: c.assigneeIds,
          startsOn: c.startsOn,
          dueOn: c.dueOn,
          colour: colours.get(c.projectId) ?? 'var(--green)',
          done: c.done,
          late: isLate(c, ctx.today),
          may: may('contribute', c),
          hidden: false,
          ...patch,
        }
      }),
    [applied.cards, preview, colours, ctx.today, may],
  )
  const rows = useMemo<Row[]>(() => {
    const of = byPerson(bars)
    const people = cards.people.map(
      (p): Row => ({ id: p.id, name: p.name, load: load?.of(p.id) ?? null, ...of(p.id) }),
    )
    const active = new Set(cards.people.filter((p) => p.active).map((p) => p.id))
    const busy = people.filter((r) => r.bars.length || r.undated.length)
    const others = people.filter((r) => !busy.includes(r) && r.id && active.has(r.id) && r.load)
    const none: Row = { id: null, name: t('nobody'), load: null, ...of(null) }
    return [
      ...(none.bars.length || none.undated.length || preview ? [none] : []),
      ...busy,
      ...(everybody ? others : []),
    ]
  }, [bars, cards.people, load, t, preview, everybody])

  const cardOf = (id: string) => ctx.byId.get(id)
  const change = useCallback(
    (bar: Pick<Bar, 'id'>, patch: BarPatch) => {
      const card = ctx.byId.get(bar.id)
      if (card && Object.keys(patch).length) void deeds.amend(card, patch as Partial<TaskDraft>)
    },
    [ctx.byId, deeds],
  )
  const commit = useCallback(
    (bar: Bar, patch: BarPatch) => {
      change(bar, patch)
      const names = patch.assigneeIds?.map((id) => cards.people.find((p) => p.id === id)?.name ?? '')
      announce(
        names
          ? names.length
            ? t('given', { title: bar.title, name: f.list(names) })
            : t('freed', { title: bar.title })
          : t('moved', {
              title: bar.title,
              dates: f.period(patch.startsOn ?? bar.startsOn, patch.dueOn ?? bar.dueOn),
            }),
      )
    },
    [change, cards.people, t, f],
  )
  const openBar = (bar: Pick<Bar, 'id'>) => {
    const card = cardOf(bar.id)
    setCell(null)
    setMenu(null)
    setUndated(undefined)
    if (card) view.show(card)
  }
  const openMenu = (bar: Bar, row: Row) => setMenu({ id: bar.id, from: row.id })
  const names = new Map(set.projects.map((p) => [p.id, p.name]))
  const lineOf = (id: string) => (projectId ? undefined : names.get(cardOf(id)?.projectId ?? ''))
  const cellRow = cell && rows.find((r) => r.id === cell.row)
  const undatedRow = undated === undefined ? undefined : rows.find((r) => r.id === undated)
  const menuBar = menu && bars.find((b) => b.id === menu.id)

  if (!rows.length)
    return <Empty drawing="people" sentence={t('people.empty')} example={t('people.example')} />
  return (
    <>
      {!phone && (
        <div className={styles.tools}>
          <TimeTools
            zoom={zoom}
            page={page}
            onZoom={(z) => {
              view.setOption('zoom', z)
              setPage(0)
            }}
            onPage={setPage}
          />
          <span className={styles.grow} />
          <Switch
            size="sm"
            label={t('all')}
            checked={everybody}
            onChange={(event) => view.setOption('everybody', event.currentTarget.checked)}
          />
        </div>
      )}
      {phone ? (
        <PeoplePhone
          rows={rows}
          axis={axis}
          tasksFirst
          lineOf={lineOf}
          onBar={openBar}
          onMenu={openMenu}
          onCell={(row, column) => setCell({ row: row.id, column })}
        />
      ) : (
        <>
          <PeopleGrid
            label={t('grid')}
            axis={axis}
            today={ctx.today}
            rows={rows}
            open={always}
            preview={preview}
            setPreview={setPreview}
            commit={commit}
            onBar={openBar}
            onMenu={openMenu}
            onCell={(row, column) => setCell({ row: row.id, column })}
            onUndated={(row) => setUndated(row.id)}
          />
          <Legend />
        </>
      )}
      {cellRow && cell && (
        <CellSheet
          row={withHidden(cellRow, works)}
          column={cell.column}
          axis={axis}
          lineOf={lineOf}
          onBar={openBar}
          onMenu={openMenu}
          onClose={() => setCell(null)}
        />
      )}
      {undatedRow && (
        <Sheet
          opened
          onClose={() => setUndated(undefined)}
          title={`${undatedRow.name}, ${t('undated', { count: undatedRow.undated.length })}`}
        >
          <TaskLines
            lines={undatedRow.undated.map((bar) => ({ bar, id: bar.id }))}
            row={undatedRow}
            lineOf={lineOf}
            onBar={openBar}
            onMenu={openMenu}
          />
        </Sheet>
      )}
      {menuBar && menu && (
        <LevelSheet
          bar={menuBar}
          from={menu.from}
          time={{ people: data?.people ?? [], calendars: data?.calendars ?? [] }}
          mayAsk={!guest}
          onChange={(patch) => change(menuBar, patch)}
          onOpen={() => openBar(menuBar)}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  )
}

const always = () => true

/** In a day's tasks, those of other projects are named by what one may see of them. */
function withHidden(
  row: Row,
  works: readonly {
    id: string
    title: string
    startsOn: string | null
    dueOn: string | null
    projectId: string | null
    assigneeIds: readonly string[]
  }[],
): Row {
  const known = new Set(row.bars.map((b) => b.id))
  const others = works
    .filter((w) => row.id !== null && w.assigneeIds.includes(row.id) && !known.has(w.id))
    .map((w) => ({
      ...w,
      colour: 'var(--muted)',
      done: false,
      late: false,
      may: false,
      hidden: w.projectId === null,
    }))
  return { ...row, bars: [...row.bars, ...others] }
}
