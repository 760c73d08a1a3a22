import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Target } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { messages } from '../day/messages.ts'
import { type MyDay as Data, freeSpan, inDay } from '../day/model.ts'
import { Agenda } from '../day/pieces/Agenda.tsx'
import { Capture } from '../day/pieces/Capture.tsx'
import { Group, Row } from '../day/pieces/Rows.tsx'
import { clockText, type Day, useDay } from '../day/pieces/useDay.ts'
import { Week } from '../day/pieces/Week.tsx'
import type { MyTask } from '../model.ts'
import { StandupPrompt } from '../standup/pieces/StandupPrompt.tsx'
import styles from './MyDay.module.css'

const Focus = lazy(() => import('../day/pieces/Focus.tsx'))

/** One's day on « Aujourd’hui »: a line to jot things down, the lists, the hours, the week. */
export default function MyDay() {
  const [wanted, setWanted] = useState<string | undefined>()
  const day = useDay(wanted)
  return (
    <Loaded query={day.query} rows={8}>
      {(data) => <Inside data={data} day={day} wanted={wanted ?? data.today} onDay={setWanted} />}
    </Loaded>
  )
}

/** How long a task asks for on the day: what is left of its estimate, within reason. */
const lengthOf = (task: MyTask) =>
  Math.min(
    180,
    Math.max(
      30,
      task.estimateMinutes === null ? 60 : Math.ceil((task.estimateMinutes - task.spentMinutes) / 15) * 15,
    ),
  )

function Inside({
  data,
  day,
  wanted,
  onDay,
}: {
  data: Data
  day: Day
  /** The day one turned to; what is shown is still the one before until it has come. */
  wanted: string
  onDay: (day: string | undefined) => void
}) {
  const t = useT(messages)
  const at = useAt()
  const { date, relative } = useFormats()
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { concentration?: string | number }
  const approvals = useQuery(rpc.approvals.mine.queryOptions({ enabled: workspace.can('see') })).data ?? []
  const focused = search.concentration === undefined ? null : String(search.concentration)
  const focus = (id: string | null) =>
    void navigate({
      to: at('aujourdhui'),
      search: (id === null ? {} : { concentration: id }) as never,
      replace: true,
    })
  const everything = [
    ...data.late,
    ...data.dueToday,
    ...data.waiting,
    ...data.soon,
    ...data.undated,
    ...data.snoozed,
  ]
  const place = (task: MyTask, on = wanted < data.today ? data.today : wanted, from?: number) => {
    const length = lengthOf(task)
    const taken = on === data.day ? data.blocks : []
    const hours =
      on === data.day
        ? (data.hours as [number, number][])
        : ([
            [540, 750],
            [840, 1050],
          ] as [number, number][])
    const span =
      from === undefined
        ? freeSpan(length, taken, hours, on === data.today ? data.minute : 0)
        : inDay({ from, to: from + length })
    void day.place({ taskId: task.id, title: task.title, day: on, ...span, task })
  }
  const placedNote = (task: MyTask) => {
    const block = data.blocks.find((b) => b.taskId === task.id)
    return block && <span className={styles.placed}>{clockText(block.from)}</span>
  }
  const row = (late = false) =>
    function OneRow(task: MyTask) {
      return (
        <Row
          key={task.id}
          task={task}
          day={day}
          today={data.today}
          nextWorkday={data.nextWorkday}
          late={late}
          onPlace={place}
          onFocus={(x) => focus(x.id)}
          note={placedNote(task)}
        />
      )
    }
  useCommands([
    { id: 'day.focus', label: t('focus'), keys: 'f', icon: Target, run: () => focus('1') },
    {
      id: 'day.plan',
      label: t('agenda.plan', { day: date(data.nextWorkday) }),
      run: () => onDay(data.nextWorkday),
    },
  ])
  const nothing = everything.length === 0 && approvals.length === 0
  return (
    <div className={styles.day}>
      <div className={styles.top}>
        <div className={styles.capture}>
          <Capture />
        </div>
        <Button
          variant="default"
          leftSection={<Target size={15} aria-hidden />}
          rightSection={<kbd>F</kbd>}
          onClick={() => focus('1')}
        >
          {t('focus')}
        </Button>
      </div>
      <StandupPrompt />
      <div className={styles.columns}>
        <div className={styles.lists}>
          {data.finishedToday > 0 && <p className="muted">{t('day.done', { count: data.finishedToday })}</p>}
          {nothing && <Empty drawing="desk" sentence={t('none')} example={t('noneExample')} compact />}
          <Group name={t('late')} tone="late" tasks={data.late} row={row(true)} />
          <Group name={t('today')} tasks={data.dueToday} row={row()} />
          {approvals.length > 0 && (
            <section aria-label={t('approvals')}>
              <h3 className={styles.heading}>
                {t('approvals')} <span className="muted figures">{approvals.length}</span>
              </h3>
              <ul className={styles.plain}>
                {approvals.map((a) => (
                  <li key={a.id}>
                    <Link to={at(`projets/${a.projectSlug}/validation/${a.id}`)}>{a.title}</Link>
                    {a.dueOn && <span className="muted caption">{relative(a.dueOn)}</span>}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Group name={t('waiting')} tone="waiting" tasks={data.waiting} row={row()} />
          <Group name={t('soon')} tasks={data.soon} row={row()} />
          <Group name={t('undated')} tasks={data.undated} folded row={row()} />
          <Group
            name={t('snoozed')}
            tasks={data.snoozed}
            folded
            row={(task) => {
              const until = data.snoozed.find((s) => s.id === task.id)?.untilOn ?? ''
              return (
                <li key={task.id}>
                  <span className={styles.aside}>
                    {task.title}{' '}
                    <span className="muted caption">{t('snoozed.until', { day: relative(until) })}</span>
                  </span>
                  <Button size="xs" variant="subtle" onClick={() => void day.snooze(task, null)}>
                    {t('back')}
                  </Button>
                </li>
              )
            }}
          />
        </div>
        <div className={styles.agenda} inert={wanted !== data.day}>
          <Agenda
            data={data}
            day={day}
            onDay={onDay}
            onDrop={(id, from) => {
              const task = everything.find((x) => x.id === id)
              if (task) place(task, data.day, from)
            }}
          />
        </div>
      </div>
      <Week data={data} onDay={onDay} />
      {focused !== null && (
        <Suspense fallback={null}>
          <Focus
            data={data}
            day={day}
            first={everything.some((x) => x.id === focused) ? focused : null}
            onLeave={() => focus(null)}
          />
        </Suspense>
      )}
    </div>
  )
}
