import { ActionIcon, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { useWorkspace } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import type { Task } from '../../model.ts'
import styles from '../../pieces/TaskDrawer.module.css'
import { relationMessages } from '../messages.ts'
import type { Relation } from '../model.ts'

/** Tasks that belong with this one without waiting for it, of this project or another. */
export function TaskRelations({
  task,
  may,
  onOpen,
}: {
  task: Task
  may: boolean
  onOpen: (number: number) => void
}) {
  const t = useT(relationMessages)
  const told = useTold()
  const { slug } = useWorkspace()
  const options = rpc.work.relations.list.queryOptions({
    input: { taskId: task.id },
    meta: { topics: ['task'] },
  })
  const { data = [] } = useQuery(options)
  const refresh = () => queries.invalidateQueries({ queryKey: options.queryKey })
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
      await refresh()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  if (!may && !data.length) return null
  const remove = (r: Relation) =>
    attempt(async () => {
      await api.work.relations.remove({ taskId: task.id, id: r.id })
      offer(t('removed'), () => api.work.relations.add({ taskId: task.id, otherId: r.task.id }).then(refresh))
    })
  return (
    <section className={styles.part} aria-label={t('title')}>
      <h3>{t('title')}</h3>
      {data.length > 0 && (
        <ul className={styles.items}>
          {data.map((r) => (
            <li key={r.id}>
              <span className={styles.grow}>
                {r.task.projectId === task.projectId ? (
                  <button type="button" className={styles.quiet} onClick={() => onOpen(r.task.number)}>
                    #{r.task.number} {r.task.title}
                  </button>
                ) : (
                  <Link to={`/${slug}/projets/${r.task.projectSlug}/taches?tache=${r.task.number}`}>
                    {r.task.projectSlug}/{r.task.number} {r.task.title}
                  </Link>
                )}
                {r.task.done && <span className="caption muted"> {t('done')}</span>}
              </span>
              {may && (
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={t('remove', { title: r.task.title })}
                  onClick={() => void remove(r)}
                >
                  <X size={13} aria-hidden />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {may && (
        <Pick
          task={task}
          without={[task.id, ...data.map((r) => r.task.id)]}
          onPick={(other) =>
            attempt(async () => {
              const { id } = await api.work.relations.add({ taskId: task.id, otherId: other.id })
              offer(t('added', { title: other.title }), () =>
                api.work.relations.remove({ taskId: task.id, id }).then(refresh),
              )
            })
          }
        />
      )}
    </section>
  )
}

/** Any task one sees, those of the project first. */
function Pick({
  task,
  without,
  onPick,
}: {
  task: Task
  without: readonly string[]
  onPick: (task: { id: string; title: string }) => unknown
}) {
  const t = useT(relationMessages)
  const [typed, setTyped] = useState<string | null>(null)
  const { data = [] } = useQuery({
    ...rpc.work.references.suggest.queryOptions({
      input: { projectId: task.projectId, text: (typed ?? '').replace(/^#/, ''), limit: 20 },
    }),
    enabled: typed !== null,
    placeholderData: (before) => before,
  })
  const found = data.filter((r) => !without.includes(r.id))
  return (
    <Select
      size="xs"
      aria-label={t('add')}
      placeholder={t('placeholder')}
      data={found.map((r) => ({ value: r.id, label: `#${r.name} ${r.title}` }))}
      filter={({ options }) => options}
      searchable
      value={null}
      searchValue={typed ?? ''}
      onSearchChange={setTyped}
      onDropdownOpen={() => setTyped((was) => was ?? '')}
      onBlur={() => setTyped(null)}
      onChange={(id) => {
        const picked = found.find((r) => r.id === id)
        setTyped(null)
        if (picked) void onPick(picked)
      }}
    />
  )
}
