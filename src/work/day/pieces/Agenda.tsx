import { ActionIcon, Button } from '@mantine/core'
import { ChevronLeft, ChevronRight, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { shiftDay } from '#platform/notices/model.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import { freeSpan, lanesOf, type MyDay, overlapOf } from '../model.ts'
import styles from './Agenda.module.css'
import { BlockCard, BlockDraft } from './Block.tsx'
import { type Span, useAgendaHand } from './useAgendaHand.ts'
import { clockText, type Day } from './useDay.ts'

/** Pixels of a minute. */
const scale = 0.84

/** The hours of one day: what is put on them, when one works, now. */
export function Agenda({
  data,
  day,
  onDay,
  onDrop,
}: {
  data: MyDay
  day: Day
  onDay: (day: string | undefined) => void
  /** A task of the lists was let go over a minute of the day. */
  onDrop: (taskId: string, from: number) => void
}) {
  const t = useT(messages)
  const { duration, longDate, weekday } = useFormats()
  const isToday = data.day === data.today
  const window_ = useMemo(() => windowOf(data), [data])
  const hand = useAgendaHand({ day, from: window_.from, scale, onDrop })
  const { sheet, draft, setDraft, drag, over } = hand
  const blocks = data.blocks.map((b) => (drag?.id === b.id ? { ...b, ...drag.span } : b))
  const laid = lanesOf(blocks)
  const planned = data.blocks.reduce((n, b) => n + b.to - b.from, 0)
  const capacity = data.hours.reduce((n, [a, b]) => n + b - a, 0)
  const doubled = overlapOf(data.blocks)
  const y = (minute: number) => (minute - window_.from) * scale
  const hours = []
  for (let h = Math.ceil(window_.from / 60); h * 60 < window_.to; h++) hours.push(h)

  return (
    <section
      className={styles.agenda}
      aria-label={isToday ? t('agenda') : t('agenda.of', { day: longDate(data.day) })}
    >
      <div className={styles.head}>
        <h2>{isToday ? t('agenda') : <span className={styles.named}>{longDate(data.day)}</span>}</h2>
        <span className={styles.turn}>
          <ActionIcon
            variant="subtle"
            aria-label={t('agenda.previous')}
            onClick={() => onDay(shiftDay(data.day, -1))}
          >
            <ChevronLeft size={16} aria-hidden />
          </ActionIcon>
          {!isToday && (
            <Button size="xs" variant="subtle" onClick={() => onDay(undefined)}>
              {t('agenda.today')}
            </Button>
          )}
          <ActionIcon
            variant="subtle"
            aria-label={t('agenda.next')}
            onClick={() => onDay(shiftDay(data.day, 1))}
          >
            <ChevronRight size={16} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      <p className={styles.sum}>
        {capacity > 0
          ? t('agenda.sum', { planned: duration(planned), capacity: duration(capacity) })
          : t('agenda.free')}
        {capacity > 0 && planned > capacity && (
          <span className={styles.bad}> · {t('agenda.over', { over: duration(planned - capacity) })}</span>
        )}
        {doubled > 0 && (
          <span className={styles.bad}> · {t('agenda.overlap', { minutes: duration(doubled) })}</span>
        )}
      </p>
      <p className="unseen" id="agenda-help">
        {t('agenda.help')}
      </p>
      <div
        ref={sheet}
        className={styles.sheet}
        style={{ height: (window_.to - window_.from) * scale }}
        data-over={over !== null || undefined}
      >
        {hours.map((h) => (
          <div key={h} className={styles.hour} style={{ top: y(h * 60) }} aria-hidden>
            <span>{clockText(h * 60)}</span>
          </div>
        ))}
        {/* The hand draws here; the keyboard has the button below. */}
        <div className={styles.field} onPointerDown={hand.draw}>
          {data.hours.map(([a, b]) => (
            <div key={a} className={styles.works} style={{ top: y(a), height: (b - a) * scale }} />
          ))}
        </div>
        {over !== null && (
          <div className={styles.landing} style={{ top: y(over), height: 60 * scale }} aria-hidden />
        )}
        {isToday && data.minute >= window_.from && data.minute <= window_.to && (
          <div className={styles.now} style={{ top: y(data.minute) }}>
            <span className="unseen">{t('agenda.now', { time: clockText(data.minute) })}</span>
          </div>
        )}
        <ul className={styles.blocks}>
          {laid.map((b) => {
            const kept = data.blocks.find((x) => x.id === b.id) ?? b
            return (
              <BlockCard
                key={b.id}
                block={b}
                top={y(b.from)}
                height={(b.to - b.from) * scale}
                moving={drag?.id === b.id}
                onKeyDown={hand.keys(kept)}
                onGrab={hand.grab(kept, 'whole')}
                onStretch={hand.grab(kept, 'end')}
                onRemove={() => void day.remove(b)}
              />
            )
          })}
        </ul>
        {draft && (
          <BlockDraft
            top={y(draft.from)}
            height={(draft.to - draft.from) * scale}
            span={draft}
            onCancel={() => setDraft(null)}
            onName={(title) => {
              setDraft(null)
              void day.place({ title, day: data.day, ...draft })
            }}
          />
        )}
      </div>
      <div className="row" data-noprint>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() =>
            setDraft(freeSpan(60, data.blocks, data.hours as [number, number][], isToday ? data.minute : 0))
          }
        >
          {t('agenda.add')}
        </Button>
        {data.day !== data.nextWorkday && (
          <Button size="xs" variant="subtle" onClick={() => onDay(data.nextWorkday)}>
            {t('agenda.plan', {
              day: data.nextWorkday === shiftDay(data.today, 1) ? t('tomorrow') : weekday(data.nextWorkday),
            })}
          </Button>
        )}
      </div>
    </section>
  )
}

/** From before the first hour to after the last thing of the day. */
function windowOf(d: MyDay): Span {
  const starts = [...d.hours.map(([a]) => a), ...d.blocks.map((b) => b.from), 540]
  const ends = [...d.hours.map(([, b]) => b), ...d.blocks.map((b) => b.to), 1080]
  return {
    from: Math.max(0, Math.floor((Math.min(...starts) - 45) / 60) * 60),
    to: Math.min(1440, Math.ceil((Math.max(...ends) + 45) / 60) * 60),
  }
}
