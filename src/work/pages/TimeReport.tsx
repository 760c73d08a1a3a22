import { Button, SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { useProjects } from '#web/shell/projects.ts'
import { tell } from '#web/undo.tsx'
import { messages } from '../time/messages.ts'
import { type ReportBy, type ReportRow, reportBy } from '../time/model.ts'

/** Where the time went, over a period. */
export default function TimeReport() {
  const t = useT(messages)
  const at = useAt()
  const told = useTold()
  const { duration, money, percent, timeZone } = useFormats()
  const workspace = useWorkspace()
  const phone = useIsPhone()
  const today = dayOf(new Date(), timeZone)
  const [by, setBy] = useState<ReportBy>('project')
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`)
  const [to, setTo] = useState(today)
  const [projectId, setProject] = useState<string | null>(null)
  const [memberId, setMember] = useState<string | null>(null)
  const projects = useProjects().data ?? []
  const people = useQuery(rpc.members.list.queryOptions()).data ?? []
  const wish = { from, to, ...(projectId && { projectId }), ...(memberId && { memberId }) }
  const query = useQuery(
    rpc.work.time.report.queryOptions({
      input: { by, ...wish },
      meta: { topics: ['timeEntry'] },
      placeholderData: (now: unknown) => now as never,
    }),
  )
  const download = async () => {
    try {
      const { name, csv } = await api.work.time.csv(wish)
      const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }))
      const link = document.createElement('a')
      link.href = url
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 1000)
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const nameOf = (r: ReportRow) =>
    r.label || t(by === 'client' ? 'report.noClient' : by === 'action' ? 'report.noAction' : 'report.noTask')
  return (
    <Page
      title={t('title')}
      tabs={[
        { to: at('temps/feuille'), label: t('tab.sheet') },
        { to: at('temps/bilan'), label: t('tab.report') },
      ]}
      aside={
        <Button
          variant="default"
          leftSection={<Download size={15} aria-hidden />}
          onClick={() => void download()}
        >
          {t('export')}
        </Button>
      }
    >
      <div className="row">
        <DateInput label={t('report.from')} max={to} value={from} onChange={(day) => day && setFrom(day)} />
        <DateInput label={t('report.to')} min={from} value={to} onChange={(day) => day && setTo(day)} />
        <Select
          label={t('by.project')}
          placeholder={t('report.everything')}
          data={projects.map((p) => ({ value: p.id, label: p.name }))}
          value={projectId}
          onChange={setProject}
          clearable
          searchable
        />
        {workspace.can('conduct') && (
          <Select
            label={t('by.person')}
            placeholder={t('report.everyone')}
            data={people.map((p) => ({ value: p.id, label: p.name }))}
            value={memberId}
            onChange={setMember}
            clearable
            searchable
          />
        )}
      </div>
      {phone ? (
        <Select
          label={t('report.by')}
          data={reportBy.map((value) => ({ value, label: t(`by.${value}`) }))}
          value={by}
          allowDeselect={false}
          onChange={(value) => setBy(value as ReportBy)}
        />
      ) : (
        <SegmentedControl
          aria-label={t('report.by')}
          value={by}
          onChange={(value) => setBy(value as ReportBy)}
          data={reportBy.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
      )}
      <Loaded query={query}>
        {(rows: ReportRow[]) => {
          const whole = rows.reduce((n, r) => n + r.minutes, 0)
          const billable = rows.reduce((n, r) => n + r.billableMinutes, 0)
          const costs = rows.every((r) => r.costCents !== null)
            ? rows.reduce((n, r) => n + (r.costCents ?? 0), 0)
            : null
          const withCost = rows.some((r) => r.costCents !== null)
          return (
            <DataTable
              label={t('tab.report')}
              rows={rows}
              rowKey={(r) => `${r.key} ${r.line}`}
              empty={<Empty drawing="clock" sentence={t('report.none')} />}
              columns={[
                {
                  key: 'label',
                  header: t(`by.${by}`),
                  sort: nameOf,
                  cell: (r) => (
                    <>
                      {nameOf(r)} {r.line && <span className="muted caption">{r.line}</span>}
                    </>
                  ),
                  total: t('total'),
                },
                {
                  key: 'share',
                  header: t('report.share'),
                  wideOnly: true,
                  cell: (r) => (
                    <Meter
                      ratio={whole ? r.minutes / whole : 0}
                      label={percent(whole ? r.minutes / whole : null)}
                    />
                  ),
                },
                {
                  key: 'minutes',
                  header: t('report.spent'),
                  figure: true,
                  sort: (r) => r.minutes,
                  cell: (r) => duration(r.minutes),
                  total: duration(whole),
                },
                {
                  key: 'billable',
                  header: t('report.billable'),
                  figure: true,
                  sort: (r) => r.billableMinutes,
                  cell: (r) => duration(r.billableMinutes),
                  total: duration(billable),
                },
                ...(by === 'task'
                  ? [
                      {
                        key: 'estimate',
                        header: t('report.estimate'),
                        figure: true,
                        sort: (r: ReportRow) => r.estimateMinutes,
                        cell: (r: ReportRow) => duration(r.estimateMinutes),
                      },
                    ]
                  : []),
                ...(withCost
                  ? [
                      {
                        key: 'cost',
                        header: t('report.cost'),
                        figure: true,
                        sort: (r: ReportRow) => r.costCents,
                        cell: (r: ReportRow) => (
                          <span title={t('report.costDefinition')}>
                            {money(r.costCents, workspace.currency)}
                          </span>
                        ),
                        total: money(costs, workspace.currency),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }}
      </Loaded>
    </Page>
  )
}
