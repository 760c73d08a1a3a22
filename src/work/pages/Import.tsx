import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Import as Bring, Download } from 'lucide-react'
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
import type { ImportOptions, Report, Source, TableSeen } from '../import/model.ts'
import { importMessages } from '../messages/importing.ts'
import { ImportMapping } from '../pieces/ImportMapping.tsx'
import { ImportNext } from '../pieces/ImportNext.tsx'
import { ImportPast, useUndoImport } from '../pieces/ImportPast.tsx'
import { ImportCounts, ImportLosses, reportFile } from '../pieces/ImportReport.tsx'
import { ImportSource, ImportWhere } from '../pieces/ImportSource.tsx'
import { ImportTable } from '../pieces/ImportTable.tsx'
import styles from './Import.module.css'

const asProposed: ImportOptions = {
  archived: false,
  categories: {},
  members: {},
  hours: {},
  fields: {},
  boards: [],
  destinations: {},
  table: { columns: {} },
}
const accepts: Record<Source, string> = {
  trello: '.json',
  asana: '.csv,.json,.xlsx',
  monday: '.xlsx',
  msproject: '.xml,.mpp',
  csv: '.csv,.tsv,.txt,.xlsx',
}

/** A tool, its file, a trial that writes nothing, what each thing becomes, then the import and its report. */
export default function Import() {
  const t = useT(importMessages)
  const locale = useLocale()
  const project = useProject()
  const workspace = useWorkspace()
  const [source, setSource] = useState<Source>('trello')
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
  const outcome = run?.outcome ?? null
  const refusal = outcome && 'refused' in outcome ? outcome : null
  const report = outcome && 'created' in outcome ? outcome : null
  const [seen, setSeen] = useState<Report | null>(null)
  const [table, setTable] = useState<TableSeen | null>(null)
  useEffect(() => {
    if (refusal) setTable(refusal.table)
    if (!report) return
    setSeen(report)
    setTable(report.table)
    setOptions(report.options)
    if (!report.dryRun) void queries.invalidateQueries({ queryKey: rpc.work.key() })
  }, [report, refusal])

  const start = async (fileId: string, dryRun: boolean, asked?: ImportOptions) => {
    setError(null)
    try {
      const { id } = await api.work.imports.run({
        projectId: project.id,
        fileId,
        source,
        dryRun,
        ...(asked && { options: asked }),
      })
      setJob({ id, dryRun })
    } catch (reason) {
      setError(reason)
    }
  }
  const take = (answer: unknown) => {
    const sent = answer as { id: string; name: string }
    setFile(sent)
    setSeen(null)
    setTable(null)
    setOptions(asProposed)
    void start(sent.id, true)
  }
  const change = (next: ImportOptions, again = false) => {
    setOptions(next)
    if (again && file) void start(file.id, true, next)
  }
  const forget = () => {
    setFile(null)
    setJob(null)
    setSeen(null)
    setTable(null)
  }
  const download = (r: Report, kind: 'csv' | 'json') => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(reportFile(r, locale, kind))
    link.download = `${r.source}-${project.slug}.${kind}`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const undo = useUndoImport(forget)
  if (!project.can('conduct'))
    return (
      <TabPage width="narrow">
        <p>{t('forbidden')}</p>
      </TabPage>
    )
  const done = seen !== null && !seen.dryRun
  const ready = seen !== null && !done && !refusal
  const go = (
    <Button
      leftSection={<Bring size={15} aria-hidden />}
      disabled={!over || !file}
      onClick={() => file && void start(file.id, false, options)}
    >
      {t('run')}
    </Button>
  )
  const stopped = over && (run.state === 'failed' || run.state === 'cancelled')
  return (
    <TabPage width="normal" {...(ready && { action: go })}>
      {(!file || refusal || stopped) && (
        <Section title={t('title')} line={t('line')}>
          <ImportSource
            value={source}
            onChange={(s) => {
              setSource(s)
              forget()
            }}
          />
          <div className={styles.start}>
            <ImportWhere source={source} />
            <Upload
              key={source}
              label={t('file')}
              accept={accepts[source]}
              maxBytes={50 * 1024 * 1024}
              to={`/files?workspace=${workspace.id}&project=${project.id}`}
              onSent={take}
            />
          </div>
          <ImportPast />
        </Section>
      )}
      <ErrorNote error={error ?? query.error} />
      {refusal && (
        <p role="alert" className={styles.refused}>
          {typography(refusal.refused[locale], locale)}
        </p>
      )}
      {over && run.state === 'failed' && (
        <p role="alert" className={styles.refused}>
          {t('failed')}
        </p>
      )}
      {over && run.state === 'cancelled' && <p role="status">{t('cancelled')}</p>}
      {job && !over && file && (
        <Progress
          label={t(job.dryRun ? 'trying' : 'going', { name: file.name })}
          done={run?.done ?? 0}
          total={run?.total ?? null}
          onCancel={() => void api.jobs.cancel({ id: job.id })}
        />
      )}
      {table && refusal && <ImportTable table={table} options={options} onChange={change} />}
      {seen && !refusal && (
        <>
          <Section
            title={
              seen.parts.length > 1
                ? t(done ? 'doneMany' : 'triedMany', { count: seen.parts.length })
                : t(done ? 'done' : 'tried', { board: seen.board })
            }
            line={done ? t('doneLine') : t(seen.remembered ? 'remembered' : 'triedLine')}
          >
            {done ? <ImportNext report={seen} /> : <ImportCounts report={seen} />}
            {!done && source === 'trello' && (
              <Switch
                checked={options.archived}
                label={t('archived')}
                onChange={(event) => change({ ...options, archived: event.currentTarget.checked }, true)}
              />
            )}
          </Section>
          {!done && table && (
            <ImportTable table={table} options={options} onChange={change} folded={source !== 'csv'} />
          )}
          {!done && <ImportMapping report={seen} options={options} onChange={change} />}
          {done && <ImportCounts report={seen} />}
          <ImportLosses report={seen} />
          {undo.shown}
          <div className="row">
            {done ? (
              <>
                <Button
                  variant="default"
                  leftSection={<Download size={15} aria-hidden />}
                  onClick={() => download(seen, 'csv')}
                >
                  {t('reportCsv')}
                </Button>
                <Button variant="default" onClick={() => download(seen, 'json')}>
                  {t('reportJson')}
                </Button>
                {seen.importId && (
                  <Button
                    variant="subtle"
                    disabled={undo.busy}
                    onClick={() =>
                      void undo.ask({
                        id: seen.importId as string,
                        name: seen.board,
                        tasks: seen.created.tasks + seen.created.cards,
                      })
                    }
                  >
                    {t('undo')}
                  </Button>
                )}
              </>
            ) : (
              <>
                {/* The same as at the top: at the end of a long page one should not have to go back. */}
                {go}
                <Button
                  variant="default"
                  leftSection={<Download size={15} aria-hidden />}
                  onClick={() => download(seen, 'csv')}
                >
                  {t('reportCsv')}
                </Button>
              </>
            )}
            <Button variant="subtle" onClick={forget}>
              {t('again')}
            </Button>
          </div>
        </>
      )}
    </TabPage>
  )
}
