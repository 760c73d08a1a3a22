import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ActionIcon, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CalendarPlus, Check, MoreHorizontal, Play } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { shiftDay } from '#platform/notices/model.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { When } from '#web/pieces/When.tsx'
import { useAt } from '#web/session.tsx'
import type { MyTask } from '../../model.ts'
import { useTimer } from '../../time/pieces/useTimer.ts'
import { messages } from '../messages.ts'
import styles from './Rows.module.css'
import { clockText, type Day } from './useDay.ts'

const few = 8

/** One of the day's lists: a heading with its count, and its tasks. */
export function Group({
  name,
  tone,
  tasks,
  folded = false,
  row,
}: {
  name: string
  tone?: 'late' | 'waiting'
  tasks: readonly MyTask[]
  folded?: boolean
  row: (task: MyTask) => ReactNode
}) {
  const t = useT(messages)
  const [open, setOpen] = useState(!folded)
  const [all, setAll] = useState(false)
  if (!tasks.length) return null
  const shown = all ? tasks : tasks.slice(0, few)
  return (
    <section aria-label={name}>
      <h3 className={styles.group} data-tone={tone}>
        {folded ? (
          <button type="button" aria-expanded={open} onClick={() => setOpen((now) => !now)}>
            {name} <span className="muted figures">{tasks.length}</span>
          </button>
        ) : (
          <>
            {name} <span className="muted figures">{tasks.length}</span>
          </>
        )}
      </h3>
      {open && (
        <ul className={styles.list}>
          {shown.map(row)}
          {tasks.length > shown.length && (
            <li>
              <button type="button" className={styles.more} onClick={() => setAll(true)}>
                {t('more', { count: tasks.length - shown.length })}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

export function Row({
  task,
  day,
  today,
  nextWorkday,
  late,
  onPlace,
  onFocus,
  note,
}: {
  task: MyTask
  day: Day
  today: string
  nextWorkday: string
  late?: boolean
  onPlace: (task: MyTask, on?: string) => void
  onFocus: (task: MyTask) => void
  note?: ReactNode
}) {
  const t = useT(messages)
  const at = useAt()
  const { date } = useFormats()
  const { timer, start } = useTimer()
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const element = item.current
    if (!element) return
    return draggable({ element, getInitialData: () => ({ kind: 'my-task', id: task.id }) })
  }, [task.id])
  const monday = shiftDay(today, 7 - ((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7))
  const days = [
    ['tomorrow', shiftDay(today, 1)],
    ['monday', monday],
    ['nextWeek', shiftDay(today, 7)],
  ] as const
  return (
    <li ref={item} data-runs={timer?.taskId === task.id || undefined}>
      <button
        type="button"
        className={styles.tick}
        aria-label={t('finish', { title: task.title })}
        onClick={() => void day.finish(task)}
      >
        <Check size={12} aria-hidden />
      </button>
      <span className={styles.body}>
        <Link
          to={at(`projets/${task.projectSlug}/taches`)}
          search={{ tache: task.number } as never}
          className={styles.title}
          draggable={false}
        >
          {task.title}
        </Link>
        <span className={styles.about}>
          <span className="muted">{task.projectName}</span>
          {note}
          {task.dueOn && (
            <span className={styles.due} data-late={late || undefined}>
              <When at={task.dueOn} />
              {task.dueMinute !== null && ` ${clockText(task.dueMinute)}`}
            </span>
          )}
        </span>
      </span>
      <span className={styles.hands}>
        <ActionIcon
          variant="subtle"
          data-hint={t('place')}
          aria-label={`${t('place')} : ${task.title}`}
          onClick={() => onPlace(task)}
        >
          <CalendarPlus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          data-hint={t('start')}
          aria-label={`${t('start')} : ${task.title}`}
          onClick={() => void start(task.id)}
        >
          <Play size={15} aria-hidden />
        </ActionIcon>
        <Menu position="bottom-end" withinPortal width={240}>
          <Menu.Target>
            <ActionIcon variant="subtle" aria-label={t('actions', { title: task.title })}>
              <MoreHorizontal size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onFocus(task)}>{t('focus')}</Menu.Item>
            <Menu.Item onClick={() => onPlace(task, nextWorkday)}>
              {t('placeTomorrow', { day: date(nextWorkday) })}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Label>
              {t('snooze')}
              <br />
              <span className={styles.small}>{t('snoozeLine')}</span>
            </Menu.Label>
            {days.map(([name, on]) => (
              <Menu.Item key={name} onClick={() => void day.snooze(task, on)}>
                {t(name)} <span className="muted">{date(on)}</span>
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Label>{t('postpone')}</Menu.Label>
            {days.map(([name, on]) => (
              <Menu.Item key={name} onClick={() => void day.postpone(task, on)}>
                {t(name)} <span className="muted">{date(on)}</span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </span>
    </li>
  )
}
