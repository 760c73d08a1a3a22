import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, rpc } from '../../api.ts'
import { useFormats, useT } from '../../i18n.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { Empty } from '../../pieces/Empty.tsx'
import { useTold } from '../../pieces/ErrorNote.tsx'
import { Meter } from '../../pieces/Progress.tsx'
import { State, type Tone } from '../../pieces/State.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { When } from '../../pieces/When.tsx'
import { useWorkspace } from '../../session.tsx'
import { tell } from '../../undo.tsx'
import { messages } from './messages.ts'
import { Settings } from './Settings.tsx'

type Job = Awaited<ReturnType<typeof api.jobs.list>>[number]
const tones: Record<Job['state'], Tone> = {
  queued: 'idle',
  running: 'active',
  done: 'done',
  failed: 'bad',
  cancelled: 'idle',
}

export default function Jobs() {
  const t = useT(messages)
  const told = useTold()
  const { number } = useFormats()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const query = useQuery(
    rpc.jobs.list.queryOptions({
      input: { limit: 100 },
      // Progress is told live once a second; this is for a line that is down.
      refetchInterval: ({ state }) => (state.data?.some((job) => job.state === 'running') ? 5000 : false),
    }),
  )
  const act = async (deed: Promise<unknown>) => {
    await deed.catch((error: unknown) => tell(told(error).sentence, 'bad'))
    await client.invalidateQueries({ queryKey: rpc.jobs.list.key() })
  }
  return (
    <Settings page="travaux" line={t('jobs.line')}>
      <Loaded query={query}>
        {(jobs) => (
          <DataTable
            label={t('jobs.title')}
            rows={jobs}
            rowKey={({ id }) => id}
            empty={<Empty drawing="clock" sentence={t('jobs.empty')} />}
            columns={[
              {
                key: 'title',
                header: t('jobs.title'),
                cell: ({ title, kind, note, error }) => (
                  <>
                    <div>{title || kind}</div>
                    {(error || note) && <div className="caption muted">{error || note}</div>}
                  </>
                ),
              },
              {
                key: 'state',
                header: t('jobs.state'),
                sort: ({ state }) => state,
                cell: ({ state, attempts }) => (
                  <State tone={tones[state]} quiet>
                    {t(`jobs.${state}`)}
                    {attempts > 1 && (
                      <span className="muted"> {t('jobs.attempts', { count: attempts })}</span>
                    )}
                  </State>
                ),
              },
              {
                key: 'progress',
                header: t('jobs.progress'),
                width: 190,
                cell: ({ done, total, state }) =>
                  total ? (
                    <span className="row" style={{ flexWrap: 'nowrap' }}>
                      <Meter
                        ratio={done / total}
                        label={`${number(done)} / ${number(total)}`}
                        tone={state === 'failed' ? 'bad' : 'active'}
                      />
                      <span className="muted figures">
                        {number(done)} / {number(total)}
                      </span>
                    </span>
                  ) : done ? (
                    number(done)
                  ) : (
                    '–'
                  ),
              },
              {
                key: 'at',
                header: t('jobs.started'),
                sort: ({ createdAt }) => createdAt.getTime(),
                cell: ({ createdAt }) => <When at={createdAt} />,
              },
            ]}
            actions={({ id, state }) =>
              state === 'queued' || state === 'running' ? (
                <Button size="xs" variant="subtle" onClick={() => void act(api.jobs.cancel({ id }))}>
                  {t('jobs.cancel')}
                </Button>
              ) : state !== 'done' && workspace.can('administer') ? (
                <Button size="xs" variant="subtle" onClick={() => void act(api.jobs.retry({ id }))}>
                  {t('jobs.retry')}
                </Button>
              ) : null
            }
          />
        )}
      </Loaded>
    </Settings>
  )
}
