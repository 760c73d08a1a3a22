import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded, Waiting } from '#web/pieces/Waiting.tsx'
import { useProject } from '#web/project.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { Label, Status, Task } from '../model.ts'
import { type TaskDeeds, TaskDrawerInside } from './TaskDrawerInside.tsx'

const ProofRoom = lazy(() => import('../proofing/pieces/ProofRoom.tsx'))

type Props = {
  /** Its number in the project, or its id. */
  which: string
  board: { statuses: readonly Status[]; labels: readonly Label[] }
  deeds?: TaskDeeds
  onClose: () => void
}

/** A file opened to be looked at: over everything, and back to the task. */
export type Looked = { attachmentId: string; version?: number; commentId?: string }

export function useTask(which: string) {
  const project = useProject()
  const numbered = /^\d{1,9}$/.test(which)
  const byNumber = useQuery({
    ...rpc.work.tasks.numbered.queryOptions({ input: { projectId: project.id, number: Number(which) || 1 } }),
    enabled: numbered,
  })
  const byId = useQuery({ ...rpc.work.tasks.get.queryOptions({ input: { id: which } }), enabled: !numbered })
  const query = numbered ? byNumber : byId
  useMoved(query.data, project.id)
  return query
}

/** A task that went to another project is read there, whatever address one came by. */
function useMoved(task: Task | undefined, projectId: string) {
  const navigate = useNavigate()
  const at = useAt()
  const moved = task !== undefined && task.projectId !== projectId
  const { data: projects } = useQuery({ ...rpc.projects.list.queryOptions(), enabled: moved })
  const slug = moved ? projects?.find((p) => p.id === task.projectId)?.slug : undefined
  const number = task?.number
  const here = at(`projets/${slug}/taches`)
  useEffect(() => {
    if (!slug || !number) return
    const beside = new URLSearchParams(location.search).has('tache')
    void navigate(
      beside
        ? { to: here, search: { tache: number } as never, replace: true }
        : { to: `${here}/${number}`, replace: true },
    )
  }, [slug, number, here, navigate])
}

/** What the address asks to look at: `fichier`, and perhaps its `version`. */
export function askedFile(task: Task | undefined): Looked | null {
  const asked = new URLSearchParams(location.search)
  const id = asked.get('fichier')
  if (!id || !task?.attachments.some((a) => a.id === id)) return null
  const version = Number(asked.get('version'))
  return { attachmentId: id, ...(version > 0 && { version }) }
}

/** Everything about one task; each thing saves itself. A drawer beside the view, a sheet on a phone. */
export default function TaskDrawer({ which, board, deeds, onClose }: Props) {
  const t = useT(messages)
  const query = useTask(which)
  const task = query.data
  const [looked, setLooked] = useState<Looked | null | undefined>(undefined)
  const look = looked === undefined ? askedFile(task) : looked
  const shown = look && task?.attachments.find((a) => a.id === look.attachmentId)
  if (task && look && shown)
    return (
      <Suspense fallback={<Waiting />}>
        <ProofRoom task={task} attachment={shown} looked={look} onClose={() => setLooked(null)} />
      </Suspense>
    )
  return (
    <Sheet opened onClose={onClose} title={task ? `${t('task')} ${task.number}` : t('task')} size={660}>
      {query.error && !task ? (
        <p>{t('task.gone')}</p>
      ) : (
        <Loaded query={query}>
          {(task) => (
            <TaskDrawerInside
              key={task.id}
              task={task}
              board={board}
              {...(deeds ? { deeds } : {})}
              onClose={onClose}
              onLook={setLooked}
            />
          )}
        </Loaded>
      )}
    </Sheet>
  )
}
