import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Pause, Play, X } from 'lucide-react'
import { useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { When } from '#web/pieces/When.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { parseDuration, type TimeEntry } from '../model.ts'
import styles from './TaskTime.module.css'
import { clockOf, useSeconds, useTimer } from './useTimer.ts'

const refresh = () =>
  Promise.all([
    queries.invalidateQueries({ queryKey: rpc.work.time.key() }),
    queries.invalidateQueries({ queryKey: rpc.work.tasks.key() }),
  ])

/** The time of one task: the timer, what was spent, and the entries one may see. */
export function TaskTime({
  taskId,
  estimateMinutes = null,
  may,
}: {
  taskId: string
  estimateMinutes?: number | null
  may: boolean
}) {
  const t = useT(messages)
  const { duration } = useFormats()
  const { timer, start, pause, resume } = useTimer()
  const here = timer?.taskId === taskId ? timer : null
  const seconds = useSeconds(here)
  const runs = Boolean(here?.runningSince)
  const [adding, setAdding] = useState(false)
  const [limit, setLimit] = useState(5)
  const query = useQuery(
    rpc.work.time.ofTask.queryOptions({
      input: { taskId, limit },
      meta: { topics: ['timeEntry', 'task'] },
      placeholderData: (now: unknown) => now as never,
    }),
  )
  const time = query.data
  return (
    <section className={styles.time} aria-label={t('entry.title')}>
      <div className="spread">
        <h3>{t('entry.title')}</h3>
        {may && (
          <span className="row">
            <Button
              size="xs"
              variant="subtle"
              onClick={() => setAdding((now) => !now)}
              aria-expanded={adding}
            >
              {t('entry.add')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={runs ? <Pause size={13} aria-hidden /> : <Play size={13} aria-hidden />}
              onClick={() => void (runs ? pause() : here ? resume() : start(taskId))}
            >
              {here ? <span className="figures">{clockOf(seconds)}</span> : t('timer.start')}
            </Button>
          </span>
        )}
      </div>
      {time && (
        <p className={styles.sum}>
          <b className="figures">{duration(time.own)}</b>{' '}
          {estimateMinutes !== null && (
            <span className="muted">{t('entry.estimate', { estimate: duration(estimateMinutes) })}</span>
          )}
          {time.whole > time.own && (
            <span className="muted"> · {t('entry.whole', { whole: duration(time.whole) })}</span>
          )}
        </p>
      )}
      {adding && <AddEntry taskId={taskId} onDone={() => setAdding(false)} />}
      {time && time.entries.length > 0 && (
        <ul className={styles.entries}>
          {time.entries.map((e) => (
            <Line key={e.id} entry={e} may={may} />
          ))}
        </ul>
      )}
      {time?.next && (
        <Button size="xs" variant="subtle" onClick={() => setLimit((n) => Math.min(200, n * 4))}>
          {t('entry.more')}
        </Button>
      )}
    </section>
  )
}

function Line({ entry, may }: { entry: TimeEntry; may: boolean }) {
  const t = useT(messages)
  const { duration, date } = useFormats()
  const told = useTold()
  const discard = async () => {
    try {
      await api.work.time.discard({ id: entry.id })
      offer(t('entry.discarded'), () => api.work.time.restore({ id: entry.id }).then(refresh))
      await refresh()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <li>
      <span className={`figures ${styles.minutes}`}>{duration(entry.minutes)}</span>
      <span className={styles.what}>
        {entry.memberName} · <When at={entry.workedOn} absolute />
        {entry.note && <span> · {entry.note}</span>}
        {!entry.billable && <span className="muted"> · {t('entry.notBillable')}</span>}
      </span>
      {may && (
        <ActionIcon
          size={24}
          variant="subtle"
          aria-label={t('entry.discard', { minutes: duration(entry.minutes), day: date(entry.workedOn) })}
          onClick={() => void discard()}
        >
          <X size={14} aria-hidden />
        </ActionIcon>
      )}
    </li>
  )
}

function AddEntry({ taskId, onDone }: { taskId: string; onDone: () => void }) {
  const t = useT(messages)
  const told = useTold()
  const { timeZone } = useFormats()
  const today = dayOf(new Date(), timeZone)
  const [typed, setTyped] = useState('')
  const [day, setDay] = useState(today)
  const [note, setNote] = useState('')
  const [billable, setBillable] = useState(true)
  const [wrong, setWrong] = useState<string | null>(null)
  const save = async () => {
    const minutes = parseDuration(typed)
    if (!minutes) return setWrong(t('cell.bad', { text: typed }))
    try {
      await api.work.time.create({ taskId, workedOn: day, minutes, note, billable })
      await refresh()
      onDone()
    } catch (error) {
      setWrong(told(error).sentence)
    }
  }
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextInput
        label={t('entry.minutes')}
        placeholder="1h30"
        value={typed}
        error={wrong}
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(null)
        }}
      />
      <DateInput label={t('entry.day')} max={today} value={day} onChange={(day) => setDay(day || today)} />
      <TextInput
        className={styles.wide ?? ''}
        label={t('entry.note')}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={`spread ${styles.wide}`}>
        <Checkbox
          label={t('entry.billable')}
          checked={billable}
          onChange={(event) => setBillable(event.currentTarget.checked)}
        />
        <Button type="submit" size="xs">
          {t('entry.save')}
        </Button>
      </div>
    </form>
  )
}
