import { Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import { announce } from '#web/announce.tsx'
import { useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Empty } from '#web/pieces/Empty.tsx'
import { useWorkspace } from '#web/session.tsx'
import { isLate, type TaskDraft } from '../../model.ts'
import type { ViewProps } from '../../views/pieces/ViewPage.tsx'
import { messages } from '../messages.ts'
import { axisOf, firstDay, lastDay, type Zoom } from '../model.ts'
import { type Bar, type BarPatch, byPerson, type Preview, type Row } from './grid.ts'
import styles from './People.module.css'
import { PeopleChart } from './PeopleChart.tsx'
import { TimeTools } from './Tools.tsx'
import { mergeCards, useCapacity, useLoad, withPatch } from './useCapacity.ts'

/** People and their tasks over time, one project or all of them: the shared cards, with everybody's load above. */
export function PeopleView({ cards, view, applied }: ViewProps) {
  const t = useT(messages)
  const phone = useIsPhone()
  const guest = useWorkspace().role === 'guest'
  const { set, deeds, may, ctx, projectId } = cards
  const { data } = useCapacity(projectId)
  const zoom = phone ? 'week' : view.option<Zoom>('zoom', 'day')
  const everybody = view.option('everybody', projectId === null)
  const [page, setPage] = useState(0)
  const [preview, setPreview] = useState<Preview>(null)
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
  const change = (bar: Bar, patch: BarPatch, said: string) => {
    const card = cardOf(bar.id)
    if (!card || !Object.keys(patch).length) return
    void deeds.amend(card, patch as Partial<TaskDraft>)
    announce(said)
  }
  const openBar = (bar: Bar) => {
    const card = cardOf(bar.id)
    if (card) view.show(card)
  }
  const names = new Map(set.projects.map((p) => [p.id, p.name]))
  const lineOf = (id: string) => (projectId ? undefined : names.get(cardOf(id)?.projectId ?? ''))

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
      <PeopleChart
        axis={axis}
        today={ctx.today}
        rows={rows}
        open={always}
        tasksFirst
        preview={preview}
        setPreview={setPreview}
        nameOf={(id) => cards.people.find((p) => p.id === id)?.name ?? ''}
        lineOf={lineOf}
        whole={(row) => withHidden(row, works)}
        time={{ people: data?.people ?? [], calendars: data?.calendars ?? [] }}
        mayAsk={!guest}
        onChange={change}
        onBar={openBar}
      />
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
