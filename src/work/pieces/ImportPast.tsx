import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { confirm } from '#web/pieces/Confirm.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Progress } from '#web/pieces/Progress.tsx'
import { useProject } from '#web/project.tsx'
import { tell } from '#web/undo.tsx'
import { importMessages } from '../messages/importing.ts'
import styles from './ImportReport.module.css'

/** Takes one import back, followed to its end. `did` once it is done. */
export function useUndoImport(did?: () => void) {
  const t = useT(importMessages)
  const [job, setJob] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { data } = useQuery({
    ...rpc.work.imports.read.queryOptions({ input: { id: job ?? '' }, meta: { topics: ['job'] } }),
    enabled: job !== null,
    refetchInterval: ({ state }) =>
      state.data?.state === 'queued' || state.data?.state === 'running' ? 2_000 : false,
  })
  const run = job && data?.id === job ? data : undefined
  const over = run !== undefined && run.state !== 'queued' && run.state !== 'running'
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is over.
  useEffect(() => {
    if (!over) return
    const kept = run.outcome && 'kept' in run.outcome ? run.outcome.kept : null
    if (kept === null) tell(t('undo.stopped'), 'bad')
    else {
      tell(t('undo.done', { kept }))
      did?.()
    }
    setJob(null)
    void queries.invalidateQueries()
  }, [over])
  const ask = async (i: { id: string; name: string; tasks: number }) => {
    setError(null)
    const goes = [t('undo.tasks', { count: i.tasks }), t('undo.rest'), t('undo.kept')]
    if (!(await confirm({ title: t('undo.title', { name: i.name }), goes, action: t('undo.action') }))) return
    try {
      setJob((await api.work.imports.undo({ id: i.id })).id)
    } catch (reason) {
      setError(reason)
    }
  }
  const progress = job ? (
    <Progress
      label={t('undoing')}
      done={run?.done ?? 0}
      total={run?.total ?? null}
      onCancel={() => void api.jobs.cancel({ id: job })}
    />
  ) : null
  return { ask, busy: job !== null, shown: progress ?? <ErrorNote error={error} /> }
}

/** What came into this project before, each of which can be taken back. */
export function ImportPast() {
  const t = useT(importMessages)
  const { relative } = useFormats()
  const project = useProject()
  const { data = [] } = useQuery(
    rpc.work.imports.list.queryOptions({ input: { projectId: project.id }, meta: { topics: ['job'] } }),
  )
  const undo = useUndoImport()
  if (!data.length) return null
  return (
    <Section title={t('past')}>
      {undo.shown}
      <ul className={styles.pairs}>
        {data.map((i) => (
          <li key={i.id}>
            <span>
              {i.name}{' '}
              <span className="muted caption">
                {t(`from.${i.source}`)}, {t('past.tasks', { count: i.tasks })},{' '}
                {t('past.by', { when: relative(i.at), who: i.by })}
                {i.projects.length > 1 && ` (${i.projects.map((p) => p.name).join(', ')})`}
              </span>
            </span>
            {i.undoneAt ? (
              <span className="muted caption">{t('past.undone')}</span>
            ) : (
              <Button
                variant="subtle"
                size="xs"
                disabled={undo.busy}
                aria-label={t('undo.of', { name: i.name })}
                onClick={() => void undo.ask(i)}
              >
                {t('undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
