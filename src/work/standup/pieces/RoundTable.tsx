import { Button } from '@mantine/core'
import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { useScrollLock } from '#web/pieces/Sheet.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Item, StandupDay } from '../model.ts'
import { Said } from './Lists.tsx'
import { refresh } from './Mine.tsx'
import styles from './RoundTable.module.css'

const clock = (s: number) => `${Math.floor(Math.abs(s) / 60)}:${String(Math.abs(s) % 60).padStart(2, '0')}`

/** One person on the screen, their time running; whoever says « Suivant » turns everybody's page. */
export default function RoundTable({
  data,
  action,
  onLeave,
}: {
  data: StandupDay
  action: (item: Item) => ReactNode
  onLeave: () => void
}) {
  const t = useT(messages)
  const told = useTold()
  const { round, standup } = data
  const [now, setNow] = useState(() => Date.now())
  const box = useRef<HTMLDialogElement>(null)
  useScrollLock(true)
  useEffect(() => {
    box.current?.showModal()
    const beat = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(beat)
  }, [])
  useEffect(() => {
    if (round.endedAt) onLeave()
  }, [round.endedAt, onLeave])
  const personAt = (i: number) => data.people.find((p) => p.memberId === round.turnIds[i])
  const person = personAt(round.turn)
  const next = personAt(round.turn + 1)
  const left = standup.secondsEach - Math.max(0, Math.floor((now - (round.turnAt?.getTime() ?? now)) / 1000))
  const last = round.turn >= round.turnIds.length - 1
  const tried = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await refresh()
  }
  const go = (to: number) => tried(() => api.work.standup.giveTurn({ id: standup.id, from: round.turn, to }))
  return (
    <dialog
      ref={box}
      className={styles.round}
      aria-label={t('live')}
      onCancel={(event) => {
        event.preventDefault()
        onLeave()
      }}
      onKeyDown={(event) => {
        if ((event.target as HTMLElement).closest('input, textarea, a')) return
        if (event.key === 'ArrowRight' && !last) void go(round.turn + 1)
        if (event.key === 'ArrowLeft' && round.turn > 0) void go(round.turn - 1)
      }}
    >
      <header className={styles.head}>
        <span className="muted">
          {standup.name} · {t('live.turn', { n: round.turn + 1, all: round.turnIds.length })}
        </span>
        <Button variant="subtle" leftSection={<X size={15} aria-hidden />} onClick={onLeave}>
          {t('live.leave')}
        </Button>
      </header>
      {person && (
        <div className={styles.middle} aria-live="polite">
          <div className={styles.who}>
            <Person name={person.name} size={56} />
            <p className={styles.clock} data-over={left < 0 || undefined} role="timer">
              {left < 0 ? `+${clock(left)}` : clock(left)}
              {left < 0 && <span className={styles.word}>{t('live.over')}</span>}
            </p>
          </div>
          {person.checkin ? (
            <Said said={person.checkin} tasks={person.tasks} action={action} />
          ) : (
            <p className={styles.silent}>{t('live.nothing')}</p>
          )}
        </div>
      )}
      <footer className={styles.foot}>
        <Button
          variant="default"
          leftSection={<ChevronLeft size={16} aria-hidden />}
          disabled={round.turn === 0}
          onClick={() => void go(round.turn - 1)}
        >
          {t('live.previous')}
        </Button>
        <span className="muted">{next && t('live.upNext', { name: next.name })}</span>
        {last ? (
          <Button onClick={() => void tried(() => api.work.standup.endRound({ id: standup.id }))}>
            {t('live.end')}
          </Button>
        ) : (
          <Button
            rightSection={<ChevronRight size={16} aria-hidden />}
            data-autofocus
            onClick={() => void go(round.turn + 1)}
          >
            {t('live.next')}
          </Button>
        )}
      </footer>
    </dialog>
  )
}
