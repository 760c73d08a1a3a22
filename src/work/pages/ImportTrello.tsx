import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download, Import } from 'lucide-react'
import { useEffect, useState } from 'react'
import { typography } from '#platform/i18n.ts'
import { api, queries, rpc } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Progress } from '#web/pieces/Progress.tsx'
import { Upload } from '#web/pieces/Upload.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import type { Report, TrelloOptions } from '../import/model.ts'
import { messages } from '../messages.ts'
import { ImportCounts, ImportLosses, ImportMapping, reportText } from '../pieces/ImportReport.tsx'
import styles from './ImportTrello.module.css'

const asProposed: TrelloOptions = { archived: false, categories: {}, members: {} }

/** A file, a trial that writes nothing, what each list and person is, then the import and its report. */
export default function ImportTrello() {
  const t = useT(messages)
  const locale = useLocale()
  const project = useProject()
  const workspace = useWorkspace()
  const [file, setFile] = useState<{ id: string; name: string } | null>(null)
  const [job, setJob] = useState<{ id: string; dryRun: boolean } | null>(null)
  const [options, setOptions] = useState(asProposed)
  const [error, setError] = useState<unknown>(null)
  const query = useQuery({
    ...rpc.work.imports.read.queryOptions({ input: { id: job?.id ?? '' }, meta: { topics: ['job'] } }),
    enabled: job !== null,
    // Progress is told as it comes; this is for a line that was cut meanwhile.
    refetchInterval: ({ state }) =>
      state.data?.state === 'queued' || state.data?.state === 'running' ? 2_000 : false,
  })
  const run = job ? query.data : undefined
  const over = run && run.state !== 'queued' && run.state !== 'running'
  const refused =
    run?.outcome && 'refused' in run.outcome ? typography(run.outcome.refused[locale], locale) : null
  const report = run?.outcome && 'created' in run.outcome ? run.outcome : null
  const [seen, setSeen] = useState<Report | null>(null)
  useEffect(() => {
    if (report) setSeen(report)
    if (report && !report.dryRun) void queries.invalidateQueries({ queryKey: rpc.work.key() })
  }, [report])

  const start = async (fileId: string, dryRun: boolean, with_ = options) => {
    setError(null)
    try {
      const { id } = await api.work.imports.trello({ projectId: project.id, fileId, dryRun, ...with_ })
      setJob({ id, dryRun })
    } catch (reason) {
      setError(reason)
    }
  }
  const take = (answer: unknown) => {
    const sent = answer as { id: string; name: string }
    setFile(sent)
    setSeen(null)
    setOptions(asProposed)
    void start(sent.id, true, asProposed)
  }
  const change = (next: TrelloOptions, again = false) => {
    setOptions(next)
    if (again && file) void start(file.id, true, next)
  }
  const forget = () => {
    setFile(null)
    setJob(null)
    setSeen(null)
  }
  const download = (r: Report) => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([reportText(r, locale)], { type: 'text/plain;charset=utf-8' }))
    link.download = `trello-${project.slug}.txt`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  if (!project.can('conduct'))
    return (
      <TabPage width="narrow">
        <p>{t('import.forbidden')}</p>
      </TabPage>
    )
  const done = seen && !seen.dryRun
  return (
    <TabPage width="narrow">
      <Section title={t('import.title')} line={t('import.how')}>
        {(!file || refused) && (
          <Upload
            label={t('import.file')}
            accept=".json"
            maxBytes={50 * 1024 * 1024}
            to={`/files?workspace=${workspace.id}&project=${project.id}`}
            onSent={take}
          />
        )}
        <ErrorNote error={error ?? query.error} />
        {refused && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
        {over && run.state === 'failed' && (
          <p role="alert" className={styles.refused}>
            {t('import.failed')}
          </p>
        )}
        {over && run.state === 'cancelled' && <p role="status">{t('import.cancelled')}</p>}
        {job && !over && file && (
          <Progress
            label={t(job.dryRun ? 'import.trying' : 'import.going', { name: file.name })}
            done={run?.done ?? 0}
            total={run?.total ?? null}
            onCancel={() => void api.jobs.cancel({ id: job.id })}
          />
        )}
      </Section>
      {seen && !refused && (
        <>
          <Section
            title={t(done ? 'import.done' : 'import.tried', { board: seen.board })}
            line={done ? undefined : t('import.triedLine')}
          >
            <ImportCounts report={seen} />
            {!done && (
              <Switch
                checked={options.archived}
                label={t('import.archived')}
                onChange={(event) => change({ ...options, archived: event.currentTarget.checked }, true)}
              />
            )}
          </Section>
          {!done && <ImportMapping report={seen} options={options} onChange={change} />}
          <ImportLosses report={seen} />
          <div className="row">
            {done ? (
              <Button component={Link} to={project.at('tableau')}>
                {t('import.toBoard')}
              </Button>
            ) : (
              <Button
                leftSection={<Import size={15} aria-hidden />}
                disabled={!over || !file}
                onClick={() => file && void start(file.id, false)}
              >
                {t('import.run')}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<Download size={15} aria-hidden />}
              onClick={() => download(seen)}
            >
              {t('import.download')}
            </Button>
            <Button variant="subtle" onClick={forget}>
              {t('import.again')}
            </Button>
          </div>
        </>
      )}
    </TabPage>
  )
}
