import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Check, Pause, Play, SkipForward, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { useScrollLock } from '#web/pieces/Sheet.tsx'
import { useAt } from '#web/session.tsx'
import { clockOf, useSeconds, useTimer } from '../../time/pieces/useTimer.ts'
import { messages } from '../messages.ts'
import type { MyDay } from '../model.ts'
import styles from './Focus.module.css'
import { clockText, type Day } from './useDay.ts'

type Thing = {
  id: string
  title: string
  number: number
  projectSlug: string
  projectName: string
  when: string
}

/** The day in the order one does it: what is on its hours from now on, then what is late, then what is due. */
export function queueOf(d: MyDay): Thing[] {
  const cards = [...d.late, ...d.dueToday, ...d.soon, ...d.undated, ...d.waiting]
  const out = new Map<string, Thing>()
  if (d.day === d.today)
    for (const b of d.blocks)
      if (b.taskId && b.number && b.projectSlug && !b.done && b.to > d.minute)
        out.set(b.taskId, {
          id: b.taskId,
          title: b.title,
          number: b.number,
          projectSlug: b.projectSlug,
          projectName: b.projectName ?? '',
          when: `${clockText(b.from)} – ${clockText(b.to)}`,
        })
  for (const c of [...d.late, ...d.dueToday]) if (!out.has(c.id)) out.set(c.id, { ...c, when: '' })
  if (!out.size) for (const c of cards.slice(0, 10)) out.set(c.id, { ...c, when: '' })
  return [...out.values()]
}

/** One thing at a time, nothing around it. */
export default function Focus({
  data,
  day,
  first,
  onLeave,
}: {
  data: MyDay
  day: Day
  first: string | null
  onLeave: () => void
}) {
  const t = useT(messages)
  const at = useAt()
  const { longDate } = useFormats()
  const { timer, start, pause, resume } = useTimer()
  const queue = queueOf(data)
  const extra = [...data.soon, ...data.undated, ...data.waiting].find((c) => c.id === first)
  const [now, setNow] = useState(first ?? timer?.taskId ?? queue[0]?.id ?? null)
  const all = extra && !queue.some((q) => q.id === extra.id) ? [{ ...extra, when: '' }, ...queue] : queue
  const thing = all.find((q) => q.id === now) ?? all[0]
  const next = all.filter((q) => q.id !== thing?.id)[0]
  const here = timer && timer.taskId === thing?.id ? timer : null
  const runs = Boolean(here?.runningSince)
  const seconds = useSeconds(here)
  const box = useRef<HTMLDialogElement>(null)
  useScrollLock(true)
  useEffect(() => {
    box.current?.showModal()
  }, [])
  const toggle = () => thing && void (runs ? pause() : here ? resume() : start(thing.id))
  const finish = async () => {
    if (!thing) return
    const after = next?.id ?? null
    if (await day.finish(thing)) {
      setNow(after)
      if (after && here) await start(after)
    }
  }
  return (
    <dialog
      ref={box}
      className={styles.focus}
      aria-label={t('focus.title')}
      onClose={onLeave}
      onCancel={(event) => {
        event.preventDefault()
        onLeave()
      }}
    >
      <header className={styles.head}>
        <span className="muted">{longDate(data.today)}</span>
        <Button variant="subtle" leftSection={<X size={15} aria-hidden />} onClick={onLeave}>
          {t('focus.leave')}
        </Button>
      </header>
      {thing ? (
        <div className={styles.middle}>
          <p className="muted">
            {thing.projectName}
            {thing.when && ` · ${thing.when}`}
          </p>
          <h2 className={styles.title}>{thing.title}</h2>
          <p className={styles.clock} data-runs={runs || undefined}>
            {clockOf(seconds)}
          </p>
          <div className={styles.hands}>
            <Button
              size="md"
              data-autofocus
              leftSection={runs ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
              onClick={toggle}
            >
              {t(runs ? 'focus.pause' : here ? 'focus.resume' : 'focus.begin')}
            </Button>
            <Button
              size="md"
              variant="default"
              leftSection={<Check size={16} aria-hidden />}
              onClick={() => void finish()}
            >
              {t('focus.done')}
            </Button>
            {next && (
              <Button
                size="md"
                variant="subtle"
                leftSection={<SkipForward size={16} aria-hidden />}
                onClick={() => setNow(next.id)}
              >
                {t('focus.skip')}
              </Button>
            )}
          </div>
          <p className="muted">{next ? t('focus.next', { title: next.title }) : t('focus.last')}</p>
          <Link to={at(`projets/${thing.projectSlug}/taches`)} search={{ tache: thing.number } as never}>
            {t('focus.open')}
          </Link>
        </div>
      ) : (
        <div className={styles.middle}>
          <h2 className={styles.title}>{t('focus.empty')}</h2>
        </div>
      )}
    </dialog>
  )
}
