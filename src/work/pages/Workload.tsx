import { Button, Select, Switch, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Scale } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Empty } from '#web/pieces/Empty.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { State } from '#web/pieces/State.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { remembered } from '#web/store.ts'
import { messages } from '../capacity/messages.ts'
import { axisOf, type Capacity, firstDay, folded, lastDay, type Zoom } from '../capacity/model.ts'
import { type Bar, type BarPatch, byPerson, type Preview, type Row } from '../capacity/pieces/grid.ts'
import styles from '../capacity/pieces/People.module.css'
import { PeopleChart } from '../capacity/pieces/PeopleChart.tsx'
import { Proposals } from '../capacity/pieces/Proposals.tsx'
import { TimeTools } from '../capacity/pieces/Tools.tsx'
import { keyOf } from '../capacity/pieces/useBarHand.ts'
import { useCapacity, useLevelling, useLoad, withPatch } from '../capacity/pieces/useCapacity.ts'
import { useViewKeys } from '../views/pieces/useViewKeys.ts'

const zoomed = remembered<Zoom>('pupitre.charge.zoom', 'day')

/** Who has too much to do, and who has room: every person over all projects. */
export default function Workload() {
  const query = useCapacity(null)
  useViewKeys('timeline', true)
  const t = useT(messages)
  if (useWorkspace().role === 'guest')
    return (
      <Page title={t('title')}>
        <Empty drawing="people" sentence={t('guest')} />
      </Page>
    )
  return <Loaded query={query}>{(data) => <Inside data={data} />}</Loaded>
}

type Search = { projet?: string; competence?: string; trop?: boolean }

function Inside({ data }: { data: Capacity }) {
  const t = useT(messages)
  const f = useFormats()
  const at = useAt()
  const phone = useIsPhone()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Search
  const level = useLevelling()
  const chosen = zoomed.use()
  const zoom: Zoom = phone ? 'week' : chosen
  const [page, setPage] = useState(0)
  const [sought, setSought] = useState('')
  const [preview, setPreview] = useState<Preview>(null)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [levelling, setLevelling] = useState(false)
  const today = dayOf(new Date(), f.timeZone) > data.today ? dayOf(new Date(), f.timeZone) : data.today
  const axis = useMemo(() => axisOf(zoom, today, page), [zoom, today, page])
  const [from, to] = [firstDay(axis), lastDay(axis)]
  const works = useMemo(
    () => (preview ? withPatch(data.works, preview.id, preview.patch) : data.works),
    [data.works, preview],
  )
  const load = useLoad(data, works, from, to)
  const projectId = data.projects.find((p) => p.slug === search.projet)?.id ?? null
  const projects = useMemo(() => new Map(data.projects.map((p) => [p.id, p])), [data.projects])
  const filter = (change: Search) =>
    void navigate({ to: '.', search: (now: Search) => ({ ...now, ...change }) as never, replace: true })

  const rows = useMemo<Row[]>(() => {
    const bars = works.map((w): Bar => {
      const project = w.projectId ? projects.get(w.projectId) : undefined
      return {
        ...w,
        colour: project?.colour ?? 'var(--muted)',
        late: w.dueOn !== null && w.dueOn < today,
        may: Boolean(project?.mayChange),
        hidden: w.projectId === null,
      }
    })
    const of = byPerson(bars)
    const projectOf = new Map(works.map((w) => [w.id, w.projectId]))
    const ofProject = (b: Bar) => !projectId || projectOf.get(b.id) === projectId
    const asked = folded(sought)
    const people = data.people
      .filter((p) => !asked || folded(p.name).includes(asked))
      .filter((p) => !search.competence || p.skills.some((s) => folded(s) === folded(search.competence!)))
      .map((p): Row => ({ id: p.id, name: p.name, load: load?.of(p.id) ?? null, ...of(p.id) }))
      .filter((r) => !search.trop || (r.load?.over ?? 0) > 0)
      .filter((r) => !projectId || [...r.bars, ...r.undated].some(ofProject))
    const none = of(null)
    const waiting: Row = {
      id: null,
      name: t('nobody'),
      load: null,
      bars: none.bars.filter(ofProject),
      undated: none.undated.filter(ofProject),
    }
    return [...people, ...(waiting.bars.length && !asked && !search.trop ? [waiting] : [])]
  }, [works, projects, today, data.people, load, sought, search.competence, search.trop, projectId, t])

  const isOpen = useCallback((row: Row) => opened.has(keyOf(row.id)), [opened])
  const toggle = (row: Row) =>
    setOpened((before) => {
      const after = new Set(before)
      if (!after.delete(keyOf(row.id))) after.add(keyOf(row.id))
      return after
    })
  const change = async (bar: Bar, patch: BarPatch, said: string) => {
    if (!Object.keys(patch).length) return
    const version = data.works.find((w) => w.id === bar.id)?.version
    await level([{ taskId: bar.id, ...(version ? { version } : {}), ...patch }], said)
  }
  const openBar = (bar: Bar) => {
    const work = data.works.find((w) => w.id === bar.id)
    const project = work?.projectId && projects.get(work.projectId)
    if (work && project)
      void navigate({ to: at(`projets/${project.slug}/taches`), search: { tache: work.number } as never })
  }
  const lineOf = (id: string) => projects.get(data.works.find((w) => w.id === id)?.projectId ?? '')?.name
  const skills = [...new Set(data.people.flatMap((p) => p.skills))].toSorted()
  const over = (load?.people ?? []).filter((p) => p.over > 0)
  const late = data.works.filter((w) => w.dueOn && w.dueOn < today && w.assigneeIds.length).length
  const mayLevel = data.projects.some((p) => p.mayChange)
  useCommands(
    mayLevel
      ? [{ id: 'load.level', label: t('proposals'), keys: 'e', icon: Scale, run: () => setLevelling(true) }]
      : [],
  )
  const line = [
    over.length
      ? t('line.over', { people: over.length, hours: f.duration(load?.over ?? 0) })
      : t('line.calm', { weeks: axis.count / 7 }),
    late > 0 && t('line.late', { count: late }),
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <Page
      title={t('title')}
      width="wide"
      line={line}
      state={
        over.length > 0 && <State tone="bad">{t('over.by', { hours: f.duration(load?.over ?? 0) })}</State>
      }
      action={
        mayLevel && (
          <Button leftSection={<Scale size={16} aria-hidden />} onClick={() => setLevelling(true)}>
            {t('level')}
          </Button>
        )
      }
    >
      <div className={styles.tools}>
        {!phone && (
          <TimeTools
            zoom={zoom}
            page={page}
            onZoom={(z) => {
              zoomed.set(z)
              setPage(0)
            }}
            onPage={setPage}
          />
        )}
        <TextInput
          size="sm"
          w={180}
          type="search"
          aria-label={t('filter.find')}
          placeholder={t('filter.find')}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
        <Select
          size="sm"
          w={190}
          clearable
          searchable
          aria-label={t('filter.project')}
          placeholder={t('filter.project')}
          value={search.projet ?? null}
          data={data.projects.map((p) => ({ value: p.slug, label: p.name }))}
          onChange={(projet) => filter({ projet: projet ?? undefined } as Search)}
        />
        {skills.length > 0 && (
          <Select
            size="sm"
            w={150}
            clearable
            searchable
            aria-label={t('filter.skill')}
            placeholder={t('filter.skill')}
            value={search.competence ?? null}
            data={skills}
            onChange={(competence) => filter({ competence: competence ?? undefined } as Search)}
          />
        )}
        <Switch
          size="sm"
          label={t('filter.over')}
          checked={Boolean(search.trop)}
          onChange={(event) => filter({ trop: event.currentTarget.checked || undefined } as Search)}
        />
      </div>
      {!data.works.length ? (
        <Empty drawing="people" sentence={t('empty.sentence')} example={t('empty.example')} />
      ) : !rows.length ? (
        <Empty compact drawing="lamp" sentence={t('empty.filter')} />
      ) : (
        <PeopleChart
          axis={axis}
          today={today}
          rows={rows}
          open={isOpen}
          toggle={toggle}
          tasksFirst={false}
          preview={preview}
          setPreview={setPreview}
          nameOf={(id) => data.people.find((p) => p.id === id)?.name ?? ''}
          lineOf={lineOf}
          time={data}
          mayAsk
          onChange={change}
          onBar={openBar}
        />
      )}
      {levelling && (
        <Proposals
          data={data}
          from={from > today ? from : today}
          to={to}
          projectId={projectId}
          onClose={() => setLevelling(false)}
        />
      )}
    </Page>
  )
}
