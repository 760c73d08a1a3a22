import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Pause, Play, Square, Timer as TimerIcon } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'
import { minutesOf, parseDuration, type Timer, writeDuration } from '../model.ts'
import styles from './TimerChip.module.css'
import { clockOf, useSeconds, useTimer } from './useTimer.ts'

/** In the top bar while a timer runs: what it is about, since how long, and the way to stop it. */
export default function TimerChip() {
  const { timer } = useTimer()
  return timer ? <Chip timer={timer} /> : null
}

function Chip({ timer }: { timer: Timer }) {
  const t = useT(messages)
  const at = useAt()
  const { duration } = useFormats()
  const { pause, resume, stop, drop } = useTimer()
  const seconds = useSeconds(timer)
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const runs = Boolean(timer.runningSince)
  const minutes = typed === null ? minutesOf(seconds) : parseDuration(typed)
  const close = () => {
    setOpen(false)
    setTyped(null)
  }
  useCommands([
    { id: 'timer.stop', label: t('timer.stop'), group: t('timer'), icon: Square, run: () => void stop() },
    {
      id: 'timer.pause',
      label: t(runs ? 'timer.pause' : 'timer.resume'),
      group: t('timer'),
      icon: runs ? Pause : Play,
      run: () => void (runs ? pause() : resume()),
    },
  ])
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={300} trapFocus shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={styles.chip}
          data-runs={runs || undefined}
          data-forgotten={timer.forgotten || undefined}
          aria-label={`${t('timer.open')} : ${timer.taskTitle}`}
          aria-expanded={open}
          onClick={() => (open ? close() : setOpen(true))}
        >
          <TimerIcon size={15} aria-hidden />
          <span className="figures">{clockOf(seconds)}</span>
          <span className={styles.title}>{timer.taskTitle}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="stack">
          <div>
            <Link
              to={at(`projets/${timer.projectSlug}/taches`)}
              search={{ tache: timer.taskNumber } as never}
              onClick={close}
            >
              {timer.taskTitle}
            </Link>
            <p className="caption muted">
              {timer.projectName}
              {!runs && ` · ${t('timer.paused')}`}
            </p>
          </div>
          {timer.forgotten && (
            <p className={styles.asked}>
              {t('timer.forgotten', { since: duration(Math.round(seconds / 60)) })}
            </p>
          )}
          <div className={styles.stop}>
            <ActionIcon
              size={34}
              variant="default"
              aria-label={t(runs ? 'timer.pause' : 'timer.resume')}
              onClick={() => void (runs ? pause() : resume())}
            >
              {runs ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
            </ActionIcon>
            <TextInput
              aria-label={t('timer.minutes')}
              value={typed ?? writeDuration(minutesOf(seconds))}
              error={minutes === null || minutes === 0 ? true : undefined}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Button
              disabled={!minutes}
              onClick={() => {
                close()
                void stop(typed === null ? {} : { minutes: minutes as number })
              }}
            >
              {t('timer.keep')}
            </Button>
          </div>
          <div className="spread">
            <Button
              size="xs"
              variant="subtle"
              onClick={() => {
                close()
                void drop()
              }}
            >
              {t('timer.drop')}
            </Button>
            {timer.forgotten && (
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  close()
                  void resume()
                }}
              >
                {t('timer.still')}
              </Button>
            )}
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
