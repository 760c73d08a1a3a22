import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { reaches } from '#platform/rights.ts'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { put } from '../../views/pieces/cardStore.ts'
import { useDeeds } from '../../views/pieces/useCards.tsx'
import { transferMessages } from '../messages.ts'
import type { Losses } from '../model.ts'
import type { Transferring } from './transferring.ts'

/** Where tasks go, and what does not come along, said before it is done. */
export default function TransferSheet({ tasks, copy, onClose }: Transferring & { onClose: () => void }) {
  const t = useT(transferMessages)
  const deeds = useDeeds(undefined, null)
  const projects = useQuery(rpc.projects.list.queryOptions()).data ?? []
  const open = projects.filter(
    (p) => p.stage !== 'closed' && reaches(p.right, 'contribute') && !tasks.some((x) => x.projectId === p.id),
  )
  const [projectId, setProject] = useState<string | null>(null)
  const ids = tasks.map((x) => x.id)
  const losses = useQuery({
    ...rpc.work.transfer.foresee.queryOptions({ input: { ids, projectId: projectId ?? '', copy } }),
    enabled: projectId !== null,
  })
  const count = tasks.length
  const title = tasks[0]?.title ?? ''
  const send = useMutation({
    mutationFn: async (to: string) => {
      const verb = copy ? api.work.transfer.copy : api.work.transfer.move
      const { cards, gone, change } = await verb({ ids, projectId: to })
      put(cards, gone)
      const project = projects.find((p) => p.id === to)?.name ?? ''
      deeds.did(t(copy ? 'done.copy' : 'done.move', { count, project }), change)
      onClose()
    },
  })
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t(copy ? 'title.copy' : 'title.move', { count, title })}
      footer={
        <Button
          disabled={!projectId || !losses.data}
          loading={send.isPending}
          onClick={() => projectId && send.mutate(projectId)}
        >
          {t(copy ? 'copy' : 'move')}
        </Button>
      }
    >
      <div className="stack">
        <Select
          data-autofocus
          searchable
          label={t('project')}
          placeholder={t('project.choose')}
          nothingFoundMessage={t('project.none')}
          data={open.map((p) => ({ value: p.id, label: p.name }))}
          value={projectId}
          onChange={setProject}
        />
        {projects.length > 0 && open.length === 0 && <p className="muted">{t('project.none')}</p>}
        {losses.error && <ErrorNote error={losses.error} />}
        {losses.data && <Lost losses={losses.data} copy={copy} />}
        {send.error && <ErrorNote error={send.error} />}
      </div>
    </Sheet>
  )
}

function Lost({ losses: l, copy }: { losses: Losses; copy: boolean }) {
  const t = useT(transferMessages)
  const { list } = useFormats()
  const named = (key: 'lost.labels' | 'lost.fields' | 'lost.people', names: readonly string[]) =>
    names.length ? [t(key, { count: names.length, names: list(names) })] : []
  const counted = (
    key: `lost.${'links' | 'parents' | 'actions' | 'recurrences' | 'comments' | 'files'}`,
    count: number,
  ) => (count ? [t(key, { count })] : [])
  const lines = [
    ...l.columns.map((c) => t('lost.column', c)),
    ...named('lost.labels', l.labels),
    ...named('lost.fields', l.fields),
    ...named('lost.people', l.people),
    ...counted('lost.links', l.links),
    ...counted('lost.parents', l.parents),
    ...counted('lost.actions', l.actions),
    ...counted('lost.recurrences', l.recurrences),
    ...counted('lost.comments', l.comments),
    ...counted('lost.files', l.files),
  ]
  return (
    <div role="status" className="stack">
      <p>{t(copy ? 'copies' : 'along', { count: l.tasks })}</p>
      {lines.length === 0 ? (
        <p className="muted">{t('loses.nothing')}</p>
      ) : (
        <section aria-label={t('loses')}>
          <h3>{t('loses')}</h3>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
