import { ActionIcon, Button, Menu } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  Check,
  Link2,
  Maximize2,
  MoreHorizontal,
  RotateCcw,
  Trash2,
} from 'lucide-react'
import { api } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { State } from '#web/pieces/State.tsx'
import { useProject } from '#web/project.tsx'
import { useMember } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import { messages } from '../messages.ts'
import type { Task } from '../model.ts'
import { useTransfer } from '../transfer/pieces/useTransfer.ts'
import { PresenceFaces } from './Presence.tsx'
import { usePeople } from './people.ts'
import { refreshTask } from './refreshTask.ts'
import type { TaskDeeds } from './TaskDrawerInside.tsx'
import { groupOf } from './useTaskVerbs.ts'

type Props = {
  task: Task
  deeds?: TaskDeeds
  onClose: () => void
  may: boolean
  /** Who else looks at it now. */
  here: readonly string[]
}

/** Finishing, following, who is here, and what is done more rarely. */
export function TaskDrawerBar({ task, deeds, onClose, may, here }: Props) {
  const t = useT(messages)
  const d = useT(drawerMessages)
  const told = useTold()
  const project = useProject()
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const complete = () =>
    attempt(async () => {
      if (deeds) await deeds.complete(task, !task.done)
      else await api.work.tasks.complete({ id: task.id, done: !task.done })
      await refreshTask()
    })
  const archive = (archived: boolean) =>
    attempt(async () => {
      await api.work.tasks.archive({ id: task.id, archived })
      if (archived) offer(t('task.archived'), () => api.work.tasks.archive({ id: task.id, archived: false }))
      if (archived) onClose()
      else await refreshTask()
    })
  const discard = () =>
    attempt(async () => {
      if (deeds) await deeds.discard(task)
      else {
        await api.work.tasks.discard({ id: task.id })
        offer(t('task.discarded'), () => api.work.tasks.restore({ id: task.id }))
      }
      onClose()
    })
  // What is about to leave the project is left: the list behind shows where things go.
  const transfer = useTransfer()([task]).map((item) => ({
    ...item,
    run: () => {
      if (item.id === 'task.move-to') onClose()
      item.run()
    },
  }))
  const navigate = useNavigate()
  const page = project.at(`taches/${task.number}`)
  const copy = async () => {
    await navigator.clipboard.writeText(
      new URL(`${project.at('taches')}?tache=${task.number}`, location.origin).href,
    )
    tell(t('task.copied'))
  }
  const verbs = [
    { id: 'task.open', label: d('open.page'), icon: Maximize2, run: () => void navigate({ to: page }) },
    { id: 'task.copy', label: t('task.copyLink'), icon: Link2, run: () => void copy() },
  ]
  const changes = [
    {
      id: 'task.complete',
      label: t(task.done ? 'task.reopen' : 'task.finish'),
      icon: task.done ? RotateCcw : Check,
      run: () => void complete(),
    },
    ...transfer,
    {
      id: 'task.archive',
      label: t(task.archivedAt ? 'task.unarchive' : 'task.archive'),
      icon: task.archivedAt ? ArchiveRestore : Archive,
      run: () => void archive(!task.archivedAt),
    },
    { id: 'task.discard', label: t('task.discard'), icon: Trash2, run: () => void discard() },
  ]
  useCommands((may ? [...changes, ...verbs] : verbs).map((verb) => ({ ...verb, group: groupOf(task) })))
  return (
    <div className="spread">
      <span className="row">
        {may && (
          <Button
            size="xs"
            variant={task.done ? 'default' : 'filled'}
            leftSection={task.done ? <RotateCcw size={14} aria-hidden /> : <Check size={14} aria-hidden />}
            onClick={() => void complete()}
          >
            {t(task.done ? 'task.reopen' : 'task.finish')}
          </Button>
        )}
        {task.done && (
          <State tone="done" quiet>
            {t('task.done')}
          </State>
        )}
        <Follow task={task} />
      </span>
      <span className="row">
        <PresenceFaces names={here} />
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" aria-label={t('task.more')}>
              <MoreHorizontal size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} to={page} leftSection={<Maximize2 size={15} aria-hidden />}>
              {d('open.page')}
            </Menu.Item>
            <Menu.Item leftSection={<Link2 size={15} aria-hidden />} onClick={() => void copy()}>
              {t('task.copyLink')}
            </Menu.Item>
            {may &&
              transfer.map(({ id, label, icon: Icon, run }) => (
                <Menu.Item key={id} leftSection={<Icon size={15} aria-hidden />} onClick={run}>
                  {label}
                </Menu.Item>
              ))}
            {may && (
              <Menu.Item
                leftSection={
                  task.archivedAt ? (
                    <ArchiveRestore size={15} aria-hidden />
                  ) : (
                    <Archive size={15} aria-hidden />
                  )
                }
                onClick={() => void archive(!task.archivedAt)}
              >
                {t(task.archivedAt ? 'task.unarchive' : 'task.archive')}
              </Menu.Item>
            )}
            {may && (
              <Menu.Item leftSection={<Trash2 size={15} aria-hidden />} onClick={() => void discard()}>
                {t('task.discard')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </span>
    </div>
  )
}

function Follow({ task }: { task: Task }) {
  const d = useT(drawerMessages)
  const told = useTold()
  const me = useMember()?.memberId
  const people = usePeople()
  const follows = me ? task.followerIds.includes(me) : false
  const names = task.followerIds.map((id) => people.find((p) => p.id === id)?.name ?? '…').join(', ')
  const toggle = async () => {
    try {
      await api.work.followers.follow({ taskId: task.id, on: !follows })
      await refreshTask()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  useCommands([
    {
      id: 'task.follow',
      label: d(follows ? 'follow.stop' : 'follow'),
      group: groupOf(task),
      icon: follows ? BellOff : Bell,
      run: () => void toggle(),
    },
  ])
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        aria-pressed={follows}
        title={
          follows ? d('follow.stop') : names ? d('follow.who', { names }) : d('follow.count', { count: 0 })
        }
        leftSection={follows ? <BellOff size={14} aria-hidden /> : <Bell size={14} aria-hidden />}
        onClick={() => void toggle()}
      >
        {d(follows ? 'follow.stop' : 'follow')}
      </Button>
      {task.followerIds.length > 0 && (
        <span className="caption muted" title={d('follow.who', { names })}>
          {d('follow.count', { count: task.followerIds.length })}
        </span>
      )}
    </>
  )
}
