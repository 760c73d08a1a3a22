import { useMemo, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Empty } from '#web/pieces/Empty.tsx'
import { messages } from '../../capacity/messages.ts'
import { axisOf, type Zoom } from '../../capacity/model.ts'
import { type Bar, byPerson, type Row } from '../../capacity/pieces/grid.ts'
import { PeopleGrid } from '../../capacity/pieces/PeopleGrid.tsx'
import { PeoplePhone } from '../../capacity/pieces/PeoplePhone.tsx'
import { TimeTools } from '../../capacity/pieces/Tools.tsx'
import { isLate } from '../../model.ts'
import type { ViewProps } from './ViewPage.tsx'

const nothing = () => {}
const always = () => true

/** The timeline by person behind a public link: who does what and when, and nothing of their hours or their load. */
export default function PublicPeople({ cards, view, applied }: ViewProps) {
  const t = useT(messages)
  const phone = useIsPhone()
  const { set, ctx, projectId, people } = cards
  const open = (bar: Bar) => {
    const card = ctx.byId.get(bar.id)
    if (card) view.show(card)
  }
  const zoom = phone ? 'week' : view.option<Zoom>('zoom', 'day')
  const [page, setPage] = useState(0)
  const axis = useMemo(() => axisOf(zoom, ctx.today, page), [zoom, ctx.today, page])
  const rows = useMemo<Row[]>(() => {
    const colours = new Map(set.projects.map((p) => [p.id, projectId ? 'var(--green)' : p.colour]))
    const of = byPerson(
      applied.cards.map(
        (c): Bar => ({
          id: c.id,
          title: c.title,
          assigneeIds: c.assigneeIds,
          startsOn: c.startsOn,
          dueOn: c.dueOn,
          colour: colours.get(c.projectId) ?? 'var(--green)',
          done: c.done,
          late: isLate(c, ctx.today),
          may: false,
          hidden: false,
        }),
      ),
    )
    const row = (id: string | null, name: string): Row => ({ id, name, load: null, ...of(id) })
    return [row(null, t('nobody')), ...people.map((p) => row(p.id, p.name))].filter(
      (r) => r.bars.length || r.undated.length,
    )
  }, [applied.cards, set.projects, projectId, people, ctx.today, t])
  if (!rows.length)
    return <Empty drawing="people" sentence={t('people.empty')} example={t('people.example')} />
  if (phone)
    return <PeoplePhone rows={rows} axis={axis} tasksFirst onBar={open} onMenu={nothing} onCell={nothing} />
  return (
    <>
      <TimeTools
        zoom={zoom}
        page={page}
        onZoom={(z) => {
          view.setOption('zoom', z)
          setPage(0)
        }}
        onPage={setPage}
      />
      <PeopleGrid
        label={t('grid')}
        axis={axis}
        today={ctx.today}
        rows={rows}
        open={always}
        preview={null}
        setPreview={nothing}
        commit={nothing}
        onBar={open}
        onMenu={nothing}
        onCell={nothing}
      />
    </>
  )
}
