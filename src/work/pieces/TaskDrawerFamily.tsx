import { ActionIcon, Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { announce } from '#web/announce.tsx'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { People } from '#web/pieces/Person.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { When } from '#web/pieces/When.tsx'
import { tell } from '#web/undo.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import type { Family, Status, Task } from '../model.ts'
import { usePeople } from './people.ts'
import { refreshTask } from './refreshTask.ts'
import styles from './TaskDrawer.module.css'

const useFamily = (task: Task) =>
  useQuery(
    rpc.work.subtasks.read.queryOptions({
      input: { taskId: task.id },
      meta: { topics: ['task'] },
    }),
  )

/** The tasks this one is part of, from the top down. */
export function TaskDrawerFamily({ task, onOpen }: { task: Task; onOpen: (number: number) => void }) {
  const t = useT(drawerMessages)
  const { data } = useFamily(task)
  if (!task.parentId || !data?.above.length) return null
  return (
    <nav className={styles.crumbs} aria-label={t('subtask.above')}>
      {data.above.map((a) => (
        <span key={a.id}>
          <button type="button" className={styles.quiet} onClick={() => onOpen(a.number)}>
            {a.title}
          </button>
          <ChevronRight size={12} aria-hidden />
        </span>
      ))}
    </nav>
  )
}

type Below = Family['below'][number]

/** What is under a task, at any depth: added in a line, ticked, put in order, opened. */
export function TaskDrawerSubtasks({
  task,
  board,
  may,
  onOpen,
}: {
  task: Task
  board: { statuses: readonly Status[] }
  may: boolean
  onOpen: (number: number) => void
}) {
  const t = useT(drawerMessages)
  const told = useTold()
  const { data } = useFamily(task)
  const [title, setTitle] = useState('')
  const below = data?.below ?? []
  const done = below.filter((s) => s.done).length
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
      await refreshTask()
      return true
    } catch (error) {
      tell(told(error).sentence, 'bad')
      return false
    }
  }
  const add = async () => {
    const wanted = title.trim()
    if (!wanted) return
    setTitle('')
    const added = await attempt(() =>
      api.work.tasks.create({
        projectId: task.projectId,
        title: wanted,
        parentId: task.id,
        ...(task.actionId && { actionId: task.actionId }),
      }),
    )
    if (!added) setTitle(wanted)
  }
  const move = async (s: Below, by: -1 | 1) => {
    const sisters = below.filter((x) => x.parentId === s.parentId)
    const place = sisters.findIndex((x) => x.id === s.id)
    const to = place + by
    if (to < 0 || to >= sisters.length) return
    const after = by > 0 ? sisters[to]?.id : sisters[to - 1]?.id
    announce(t('subtask.moved', { title: s.title, place: to + 1, count: sisters.length }))
    await attempt(() => api.work.subtasks.place({ id: s.id, after: after ?? null }))
  }
  if (!may && !below.length) return null
  return (
    <section className={styles.part} aria-label={t('subtasks')}>
      <div className="spread">
        <h3>{t('subtasks')}</h3>
        {below.length > 0 && (
          <span className="caption muted figures">{t('subtask.done', { done, total: below.length })}</span>
        )}
      </div>
      {below.length > 0 && (
        <Meter
          ratio={done / below.length}
          tone="good"
          label={t('subtask.done', { done, total: below.length })}
        />
      )}
      <ul className={styles.items}>
        {below.map((s) => (
          <Row
            key={s.id}
            sub={s}
            status={board.statuses.find((x) => x.id === s.statusId)?.name ?? ''}
            may={may}
            onOpen={() => onOpen(s.number)}
            onTick={(value) => attempt(() => api.work.tasks.complete({ id: s.id, done: value }))}
            onMove={(by) => void move(s, by)}
          />
        ))}
      </ul>
      {may && (
        <TextInput
          size="xs"
          aria-label={t('subtask.add')}
          placeholder={t('subtask.add')}
          value={title}
          maxLength={500}
          onChange={(event) => setTitle(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && void add()}
        />
      )}
    </section>
  )
}

function Row({
  sub: s,
  status,
  may,
  onOpen,
  onTick,
  onMove,
}: {
  sub: Below
  status: string
  may: boolean
  onOpen: () => void
  onTick: (done: boolean) => Promise<unknown>
  onMove: (by: -1 | 1) => void
}) {
  const t = useT(drawerMessages)
  const people = usePeople()
  const [guess, setGuess] = useState<boolean | null>(null)
  const keys = (event: KeyboardEvent) => {
    if (!may || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li style={{ paddingLeft: (s.depth - 1) * 20 }} onKeyDown={keys} className={styles.sub}>
      <Checkbox
        size="md"
        checked={guess ?? s.done}
        disabled={!may}
        aria-label={t('subtask.tick', { title: s.title })}
        onChange={(event) => {
          const value = event.currentTarget.checked
          setGuess(value)
          void onTick(value).finally(() => setGuess(null))
        }}
      />
      <button
        type="button"
        className={styles.opener}
        data-done={s.done || undefined}
        aria-label={t('subtask.open', { title: s.title })}
        title={status}
        onClick={onOpen}
      >
        {s.title}
      </button>
      <span className="caption muted">{s.dueOn && <When at={s.dueOn} />}</span>
      {s.assigneeIds.length > 0 && (
        <People
          size={20}
          max={3}
          people={s.assigneeIds.map((id) => ({ name: people.find((p) => p.id === id)?.name ?? '…' }))}
        />
      )}
      {may && (
        <span className={styles.movers}>
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label={t('subtask.up', { title: s.title })}
            onClick={() => onMove(-1)}
          >
            <ArrowUp size={13} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label={t('subtask.down', { title: s.title })}
            onClick={() => onMove(1)}
          >
            <ArrowDown size={13} aria-hidden />
          </ActionIcon>
        </span>
      )}
    </li>
  )
}
