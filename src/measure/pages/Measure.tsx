import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Chart } from '#web/pieces/Chart.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Figure, Figures } from '#web/pieces/Figure.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import type { Site } from '../model.ts'
import { AddSite } from '../pieces/AddSite.tsx'
import { Breakdown } from '../pieces/Breakdown.tsx'
import { PeriodPicker, usePeriod } from '../pieces/Period.tsx'
import { Rows, type RowsOf } from '../pieces/Rows.tsx'
import { SiteSheet } from '../pieces/SiteSheet.tsx'

const topics = ['goal', 'link', 'weblog', 'site']
const change = (now: number | null, before: number | null) =>
  now === null || !before ? null : (now - before) / before

/** What the project's sites and links bring in, and the setting up of its sites. */
export default function Measure() {
  const t = useT(messages)
  const { number } = useFormats()
  const project = useProject()
  const { from, to } = usePeriod()
  const sites = useQuery(rpc.sites.list.queryOptions({ input: { projectId: project.id } }))
  const overview = useQuery({
    ...rpc.measure.overview.queryOptions({ input: { projectId: project.id, from, to }, meta: { topics } }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
  const line =
    overview.data && t('report.line', { visits: overview.data.now.visits, bots: overview.data.now.botViews })
  return (
    <TabPage line={line}>
      <Loaded query={sites}>
        {(list) =>
          list.length === 0 && !overview.data ? (
            // Which of the two pages it is depends on the figures: the form must not move under the hand.
            <Loaded query={overview}>{() => null}</Loaded>
          ) : list.length === 0 && !overview.data?.now.visits && !overview.data?.now.clicks ? (
            <SiteList sites={list} alone />
          ) : (
            <>
              <PeriodPicker />
              <Loaded query={overview}>{(data) => <Report data={data} />}</Loaded>
              <SiteList sites={list} />
            </>
          )
        }
      </Loaded>
      <span className="unseen" role="status">
        {overview.data && number(overview.data.now.visits)}
      </span>
    </TabPage>
  )
}

type Period = {
  views: number
  visits: number
  visitors: number
  clicks: number
  conversions: number
  revenueCents: number
  bounces: number
  minutes: number | null
  botViews: number
}

function Report({ data: { now, before } }: { data: { now: Period; before: Period } }) {
  const t = useT(messages)
  const project = useProject()
  const { period } = useFormats()
  const { from, to } = usePeriod()
  const [rows, setRows] = useState<RowsOf | null>(null)
  const said = period(from, to)
  const bounce = (p: Period) => (p.visits ? p.bounces / p.visits : null)
  const one = (name: 'visitors' | 'visits' | 'views' | 'clicks' | 'conversions') => (
    <Figure
      label={t(name)}
      value={now[name]}
      delta={change(now[name], before[name])}
      period={said}
      {...(name === 'clicks' ? {} : { definition: t(`${name}.about`) })}
    />
  )
  const at = { projectId: project.id, from, to, onRows: setRows }
  if (!now.visits && !now.clicks) return <Empty drawing="chart" sentence={t('report.none')} compact />
  return (
    <div className="stack">
      <Figures>
        {one('visits')}
        {one('visitors')}
        {one('views')}
        <Figure
          label={t('bounce')}
          kind="percent"
          goodWhen="down"
          value={bounce(now)}
          delta={change(bounce(now), bounce(before))}
          period={said}
          definition={t('bounce.about')}
        />
        <Figure
          label={t('duration')}
          kind="duration"
          value={now.minutes}
          delta={change(now.minutes, before.minutes)}
          period={said}
          definition={t('duration.about')}
        />
        {one('clicks')}
        {one('conversions')}
        <Figure
          label={t('revenue')}
          kind="money"
          value={now.revenueCents}
          delta={change(now.revenueCents, before.revenueCents)}
          period={said}
        />
      </Figures>
      <Days />
      <Breakdown {...at} by="channel" />
      <Breakdown {...at} by="action" />
      <Breakdown {...at} by="source" />
      <Breakdown {...at} by="page" />
      <Breakdown {...at} by="goal" />
      <Breakdown {...at} by="device" />
      <Breakdown {...at} by="country" />
      <Rows projectId={project.id} from={from} to={to} of={rows} onClose={() => setRows(null)} />
    </div>
  )
}

const dayMs = 86_400_000

function Days() {
  const t = useT(messages)
  const { date, number } = useFormats()
  const project = useProject()
  const { from, to } = usePeriod()
  const found = useQuery({
    ...rpc.measure.by.queryOptions({
      input: { projectId: project.id, from, to, by: 'day' },
      meta: { topics },
    }),
    placeholderData: keepPreviousData,
  }).data
  // A day without visits is a zero, not a gap.
  const days = useMemo(() => {
    const known = new Map((found ?? []).map((d) => [d.key, d]))
    const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1
    return Array.from({ length: Math.min(count, 800) }, (_, i) => {
      const day = new Date(Date.parse(from) + i * dayMs).toISOString().slice(0, 10)
      return { day, visits: known.get(day)?.visits ?? 0, conversions: known.get(day)?.conversions ?? 0 }
    })
  }, [found, from, to])
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis' },
      legend: { top: 0, right: 0 },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      xAxis: { type: 'category', data: days.map((d) => date(d.day)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        { type: 'line', name: t('visits'), data: days.map((d) => d.visits), areaStyle: { opacity: 0.08 } },
        { type: 'bar', name: t('conversions'), data: days.map((d) => d.conversions) },
      ],
    }),
    [days, date, t],
  )
  return (
    <Chart
      title={t('report.days')}
      option={option}
      empty={found !== undefined && found.length === 0}
      table={
        <DataTable
          label={t('report.days')}
          compact
          rows={days}
          rowKey={(d) => d.day}
          columns={[
            { key: 'day', header: t('day'), cell: (d) => date(d.day), sort: (d) => d.day },
            {
              key: 'visits',
              header: t('visits'),
              figure: true,
              cell: (d) => number(d.visits),
              sort: (d) => d.visits,
            },
            {
              key: 'conversions',
              header: t('conversions'),
              figure: true,
              cell: (d) => number(d.conversions),
              sort: (d) => d.conversions,
            },
          ]}
        />
      }
    />
  )
}

function SiteList({ sites, alone = false }: { sites: readonly Site[]; alone?: boolean }) {
  const t = useT(messages)
  const project = useProject()
  const navigate = useNavigate()
  const { site } = useSearch({ strict: false }) as { site?: string }
  const open = (id?: string) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, site: id }),
      replace: true,
      resetScroll: false,
    } as never)
  const add = project.can('conduct') && <AddSite projectId={project.id} onMade={open} />
  return (
    <>
      {alone ? (
        <Empty
          drawing="chart"
          sentence={t('report.noSite')}
          example={t('report.noSite.example')}
          action={add || undefined}
        />
      ) : (
        <Section title={t('sites')}>
          <div className="stack">
            <DataTable
              label={t('sites')}
              rows={sites}
              rowKey={(s) => s.id}
              onOpen={(s) => open(s.id)}
              columns={[
                { key: 'host', header: t('sites.host'), cell: (s) => s.host },
                {
                  key: 'last',
                  header: t('sites.last'),
                  cell: (s) =>
                    s.lastSeenAt ? (
                      <When at={s.lastSeenAt} />
                    ) : (
                      <span className="muted">{t('sites.never')}</span>
                    ),
                },
              ]}
            />
            {add}
          </div>
        </Section>
      )}
      <SiteSheet
        site={sites.find((s) => s.id === site)}
        may={project.can('conduct')}
        canWrite={project.can('contribute')}
        onClose={() => open(undefined)}
      />
    </>
  )
}
