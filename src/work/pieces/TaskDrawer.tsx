import { ActionIcon, Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Archive, ArchiveRestore, Check, Link2, MoreHorizontal, RotateCcw, Trash2 } from 'lucide-react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { AreaField, TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { State } from '#web/pieces/State.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useProject } from '#web/project.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Card, Task } from '../model.ts'
import { Attachments } from './Attachments.tsx'
import type { Board, Deeds } from './board.ts'
import { Checklists } from './Checklists.tsx'
import { Comments } from './Comments.tsx'
import styles from './TaskDrawer.module.css'
import { TaskFields } from './TaskFields.tsx'
import { TaskHistory } from './TaskHistory.tsx'
import { useTaskSaving } from './useTaskSaving.ts'

type Props = { which: string; board: Board; deeds: Deeds; onClose: () => void }

/** Everything about one task; each thing saves itself. `which` is its number, or its id from a search. */
export default function TaskDrawer({ which, board, deeds, onClose }: Props) {
  const t = useT(messages)
  const project = useProject()
  const numbered = /^\d{1,9}$/.test(which)
  const byNumber = useQuery({
    ...rpc.work.tasks.numbered.queryOptions({ input: { projectId: project.id, number: Number(which) || 1 } }),
    enabled: numbered,
  })
  const byId = useQuery({ ...rpc.work.tasks.get.queryOptions({ input: { id: which } }), enabled: !numbered })
  const query = numbered ? byNumber : byId
  const title = query.data ? `${t('task')} ${query.data.number}` : t('task')
  return (
    <Sheet opened onClose={onClose} title={title} size={620}>
      {query.error && !query.data ? (
        <p>{t('task.gone')}</p>
      ) : (
        <Loaded query={query}>
          {(task) => <Inside key={task.id} task={task} board={board} deeds={deeds} onClose={onClose} />}
        </Loaded>
      )}
    </Sheet>
  )
}

function Inside({
  task,
  board,
  deeds,
  onClose,
}: {
  task: Task
  board: Board
  deeds: Deeds
  onClose: () => void
}) {
  const t = useT(messages)
  const may = useProject().can('contribute')
  const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.tasks.key() })
  const saved = (card: Card) => {
    if (!task.archivedAt) deeds.put(card)
    void refresh()
  }
  const { save, begin, clash, settle } = useTaskSaving(task, saved)
  return (
    <div className={styles.inside}>
      <Bar task={task} deeds={deeds} onClose={onClose} may={may} refresh={refresh} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only notes that the field inside is being written in. */}
      <div className={styles.title} onFocus={begin}>
        <TextField
          label={t('task.title')}
          hideLabel
          variant="plain"
          value={task.title}
          maxLength={500}
          disabled={!may}
          onSave={(title) => save({ title })}
        />
      </div>
      {clash && (
        <div className={styles.clash} role="alert">
          <p>{t('task.conflict')}</p>
          <blockquote>
            <b>{t('task.mine')}</b>
            <span>{clash.mine}</span>
          </blockquote>
          <blockquote>
            <b>{t('task.theirs')}</b>
            <span>{clash.theirs}</span>
          </blockquote>
          <div className="row">
            <Button size="xs" onClick={() => void settle(true)}>
              {t('task.keepMine')}
            </Button>
            <Button size="xs" variant="default" onClick={() => void settle(false).then(refresh)}>
              {t('task.keepTheirs')}
            </Button>
          </div>
        </div>
      )}
      <TaskFields task={task} board={board} may={may} save={save} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only notes that the field inside is being written in. */}
      <div onFocus={begin}>
        <AreaField
          label={t('task.description')}
          value={task.description}
          placeholder={t('task.describe')}
          disabled={!may}
          minRows={3}
          onSave={(description) => save({ description })}
        />
      </div>
      <Checklists task={task} may={may} />
      <Attachments task={task} may={may} />
      <Comments task={task} may={may} />
      <TaskHistory task={task} board={board} may={may} />
    </div>
  )
}

function Bar({
  task,
  deeds,
  onClose,
  may,
  refresh,
}: {
  task: Task
  deeds: Deeds
  onClose: () => void
  may: boolean
  refresh: () => unknown
}) {
  const t = useT(messages)
  const project = useProject()
  const archive = async (archived: boolean) => {
    await api.work.tasks.archive({ id: task.id, archived })
    if (archived) offer(t('task.archived'), () => api.work.tasks.archive({ id: task.id, archived: false }))
    if (archived) onClose()
    else await refresh()
  }
  const copy = async () => {
    await navigator.clipboard.writeText(
      new URL(`${project.at('taches')}?tache=${task.number}`, location.origin).href,
    )
    tell(t('task.copied'))
  }
  return (
    <div className="spread">
      <span className="row">
        {may && (
          <Button
            size="xs"
            variant={task.done ? 'default' : 'filled'}
            leftSection={task.done ? <RotateCcw size={14} aria-hidden /> : <Check size={14} aria-hidden />}
            onClick={() => void deeds.complete(task, !task.done).then(refresh)}
          >
            {t(task.done ? 'task.reopen' : 'task.finish')}
          </Button>
        )}
        {task.done && (
          <State tone="done" quiet>
            {t('task.done')}
          </State>
        )}
      </span>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={t('task.more')}>
            <MoreHorizontal size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Link2 size={15} aria-hidden />} onClick={() => void copy()}>
            {t('task.copyLink')}
          </Menu.Item>
          {may && (
            <Menu.Item
              leftSection={
                task.archivedAt ? <ArchiveRestore size={15} aria-hidden /> : <Archive size={15} aria-hidden />
              }
              onClick={() => void archive(!task.archivedAt)}
            >
              {t(task.archivedAt ? 'task.unarchive' : 'task.archive')}
            </Menu.Item>
          )}
          {may && (
            <Menu.Item
              leftSection={<Trash2 size={15} aria-hidden />}
              onClick={() => void deeds.discard(task).then(onClose)}
            >
              {t('task.discard')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
