import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileChartColumn } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'

/** The reviews of a project, and the one click that makes one. */
export default function Reviews() {
  const t = useT(messages)
  const f = useFormats()
  const project = useProject()
  const go = useNavigate()
  const list = useQuery(rpc.reviews.list.queryOptions({ input: { projectId: project.id } }))
  const usual = useQuery(rpc.reviews.period.queryOptions({ input: { projectId: project.id } }))
  const [period, setPeriod] = useState<{ from?: string; to?: string }>({})
  const { from = usual.data?.from ?? '', to = usual.data?.to ?? '' } = period
  const open = (id: string) => go({ to: project.at(`bilan/${id}`) })
  const make = useMutation({
    mutationFn: () => api.reviews.create({ projectId: project.id, ...(from && { from }), ...(to && { to }) }),
    onSuccess: (review) => open(review.id),
  })
  const may = project.can('contribute')
  useCommands(
    may
      ? [
          {
            id: 'review.make',
            label: t('reviews.make'),
            group: project.name,
            icon: FileChartColumn,
            run: () => make.mutate(),
          },
        ]
      : [],
  )
  const button = may && (
    <Button
      onClick={() => make.mutate()}
      loading={make.isPending}
      leftSection={<FileChartColumn size={16} />}
    >
      {t('reviews.make')}
    </Button>
  )
  const picker = may && (
    <fieldset className="row" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="unseen">{t('reviews.period')}</legend>
      <DateInput
        label={t('reviews.from')}
        value={from}
        max={to}
        onChange={(day) => setPeriod({ from: day, to })}
      />
      <DateInput
        label={t('reviews.to')}
        value={to}
        min={from}
        onChange={(day) => setPeriod({ from, to: day })}
      />
    </fieldset>
  )
  return (
    <TabPage action={button} line={list.data && t('reviews.line', { n: list.data.length })}>
      <Loaded query={list}>
        {(reviews) => (
          <div className="stack">
            {picker}
            {make.error && <ErrorNote error={make.error} />}
            <DataTable
              label={t('reviews.title.many')}
              rows={reviews}
              rowKey={(r) => r.id}
              onOpen={(r) => open(r.id)}
              empty={
                <Empty drawing="chart" sentence={t('reviews.empty')} example={t('reviews.empty.example')} />
              }
              columns={[
                { key: 'title', header: t('reviews.title'), cell: (r) => r.title, sort: (r) => r.title },
                {
                  key: 'period',
                  header: t('reviews.period'),
                  cell: (r) => f.period(r.from, r.to),
                  sort: (r) => r.from,
                },
                {
                  key: 'updated',
                  header: t('reviews.updated'),
                  cell: (r) => <When at={r.updatedAt} />,
                  sort: (r) => r.updatedAt.getTime(),
                },
              ]}
            />
          </div>
        )}
      </Loaded>
    </TabPage>
  )
}
