import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Progress } from '#web/pieces/Progress.tsx'
import { Upload } from '#web/pieces/Upload.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { WeblogReport } from '../model/weblog.ts'
import type { Site } from '../model.ts'

/** Sends a server's log, shows how far its reading is, and what each one brought. */
export function Weblogs({ site, canWrite }: { site: Site; canWrite: boolean }) {
  const t = useT(messages)
  const { number } = useFormats()
  const workspace = useWorkspace()
  const [job, setJob] = useState<string | null>(null)
  const logs =
    useQuery(rpc.weblogs.list.queryOptions({ input: { siteId: site.id }, meta: { topics: ['weblog'] } }))
      .data ?? []
  const detail = ({ assets, feeds, redirects, errors, otherMethods }: WeblogReport) =>
    t('logs.detail', {
      assets: number(assets),
      feeds: number(feeds),
      redirects: number(redirects),
      errors: number(errors),
      otherMethods: number(otherMethods),
    })
  const refusals = logs[0]?.report.refusals ?? []
  return (
    <Section title={t('logs')} line={t('logs.rules')}>
      <div className="stack">
        {canWrite && (
          <Upload
            label={t('logs.upload')}
            maxBytes={2 * 1024 ** 3}
            to={`/imports/weblog?workspace=${workspace.id}&site=${site.id}`}
            onSent={(answer) => setJob((answer as { job: string }).job)}
          />
        )}
        {job && <Reading id={job} />}
        {logs.length > 0 && (
          <DataTable
            label={t('logs')}
            compact
            rows={logs}
            rowKey={(l) => l.id}
            columns={[
              { key: 'file', header: t('logs.file'), cell: (l) => l.fileName },
              { key: 'lines', header: t('logs.lines'), figure: true, cell: (l) => number(l.report.lines) },
              { key: 'views', header: t('views'), figure: true, cell: (l) => number(l.report.views) },
              { key: 'bots', header: t('logs.bots'), figure: true, cell: (l) => number(l.report.botViews) },
              {
                key: 'imported',
                header: t('logs.imported'),
                figure: true,
                cell: (l) => number(l.report.imported),
              },
              {
                key: 'already',
                header: t('logs.already'),
                figure: true,
                cell: (l) => number(l.report.already),
              },
              {
                key: 'rest',
                header: t('logs.rest'),
                figure: true,
                cell: ({ report: r }) => (
                  <span title={detail(r)}>
                    {number(r.assets + r.feeds + r.redirects + r.errors + r.otherMethods)}
                  </span>
                ),
              },
              {
                key: 'refused',
                header: t('logs.refused'),
                figure: true,
                cell: (l) => number(l.report.refused),
              },
            ]}
          />
        )}
        {logs[0] && <p className="caption muted">{detail(logs[0].report)}</p>}
        {refusals.length > 0 && (
          <ul className="caption">
            {refusals.flatMap((r) =>
              r.examples.map((e) => (
                <li key={`${r.reason} ${e.line}`}>
                  {t(`refused.${r.reason}`)} · {t('refused.line', e)}
                </li>
              )),
            )}
          </ul>
        )}
      </div>
    </Section>
  )
}

function Reading({ id }: { id: string }) {
  const t = useT(messages)
  const { data } = useQuery({
    ...rpc.jobs.get.queryOptions({ input: { id }, meta: { topics: ['job'] } }),
    refetchInterval: (q) => (/queued|running/.test(q.state.data?.state ?? 'queued') ? 1_000 : false),
  })
  const cancel = useMutation({ mutationFn: () => api.jobs.cancel({ id }) })
  if (!data || data.state === 'done') return null
  if (data.state === 'failed') return <p role="alert">{t('logs.failed', { error: data.error ?? '' })}</p>
  if (data.state === 'cancelled') return <p role="status">{t('logs.cancelled')}</p>
  return (
    <Progress
      label={t('logs.reading', { name: data.title })}
      done={data.done ?? 0}
      total={data.total ?? null}
      onCancel={() => cancel.mutate()}
    />
  )
}
