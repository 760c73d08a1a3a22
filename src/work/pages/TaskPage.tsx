import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Loaded, Waiting } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { useCrumbs } from '#web/shell/crumbs.ts'
import { messages } from '../messages.ts'
import { askedFile, type Looked, useTask } from '../pieces/TaskDrawer.tsx'
import { TaskDrawerInside } from '../pieces/TaskDrawerInside.tsx'
import { TransferHost } from '../transfer/pieces/TransferHost.tsx'

const ProofRoom = lazy(() => import('../proofing/pieces/ProofRoom.tsx'))

/** One task at its own address, with the whole width to itself. */
export default function TaskPage() {
  const t = useT(messages)
  const project = useProject()
  const navigate = useNavigate()
  const { task: which = '' } = useParams({ strict: false }) as { task?: string }
  const query = useTask(which)
  const statuses = useQuery(rpc.work.statuses.list.queryOptions({ input: { projectId: project.id } }))
  const labels = useQuery(rpc.work.labels.list.queryOptions({ input: { projectId: project.id } }))
  const [looked, setLooked] = useState<Looked | null | undefined>(undefined)
  const task = query.data
  const name = task ? `${t('task')} ${task.number}` : t('task')
  useCrumbs([
    { label: project.name, to: project.at('brief') },
    { label: t('list.label'), to: project.at('taches') },
    { label: name },
  ])
  useEffect(() => {
    if (task) document.title = `${task.title} · ${project.name} · Pupitre`
  }, [task, project.name])
  const look = looked === undefined ? askedFile(task) : looked
  const shown = look && task?.attachments.find((a) => a.id === look.attachmentId)
  return (
    <TabPage width="narrow">
      <h2>{name}</h2>
      {query.error && !task ? (
        <p>{t('task.gone')}</p>
      ) : (
        <Loaded query={query}>
          {(task) => (
            <TaskDrawerInside
              key={task.id}
              task={task}
              board={{ statuses: statuses.data ?? [], labels: labels.data ?? [] }}
              onClose={() => void navigate({ to: project.at('taches') })}
              onLook={setLooked}
              onOpen={(number) => void navigate({ to: project.at(`taches/${number}`) })}
            />
          )}
        </Loaded>
      )}
      {task && look && shown && (
        <Suspense fallback={<Waiting />}>
          <ProofRoom task={task} attachment={shown} looked={look} onClose={() => setLooked(null)} />
        </Suspense>
      )}
      <TransferHost />
    </TabPage>
  )
}
