import { ActionIcon, TextInput } from '@mantine/core'
import { ArrowDownToLine } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { useSaving } from '#web/pieces/saving.ts'
import { messages } from '../messages.ts'
import { periodsText, readPeriods, type Week, weeklyMinutes } from '../model.ts'
import styles from './Calendars.module.css'

/** 5 January 2026 is a Monday: its week gives the names of the days. */
export const dayOfWeek = (index: number) => `2026-01-0${5 + index}`

type Props = {
  label: string
  week: Week
  disabled?: boolean
  onSave: (week: Week) => unknown
}

/** The hours of a week, typed as one says them; Enter and the arrows go from day to day. */
export function WeekEditor({ label, week, disabled = false, onSave }: Props) {
  const t = useT(messages)
  const f = useFormats()
  const box = useRef<HTMLFieldSetElement>(null)
  const walk = (event: KeyboardEvent, index: number) => {
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    box.current?.querySelectorAll<HTMLInputElement>('input')[index + step]?.focus()
    if (event.key === 'Enter' && index === 6) (event.currentTarget as HTMLElement).blur()
  }
  const set = (index: number, day: [number, number][]) =>
    onSave(week.map((before, i) => (i === index ? day : before)))
  const copy = (index: number) =>
    onSave(week.map((before, i) => (i > index && (i < 5 || before.length) ? week[index]! : before)))
  return (
    <fieldset ref={box} className={styles.week}>
      <legend>{label}</legend>
      {!disabled && <p className="caption muted">{t('weekHint')}</p>}
      {week.map((periods, index) => (
        <div key={index} className={styles.day}>
          <DayHours
            name={f.weekday(dayOfWeek(index))}
            periods={periods}
            disabled={disabled}
            onSave={(day) => set(index, day)}
            onKey={(event) => walk(event, index)}
          />
          <span className={styles.sum}>
            {periods.length ? f.duration(periods.reduce((sum, [from, to]) => sum + to - from, 0)) : t('off')}
          </span>
          {index < 4 && !disabled ? (
            <ActionIcon
              size={28}
              aria-label={t('copyDown', { day: f.weekday(dayOfWeek(index)) })}
              data-hint={t('copyDown', { day: f.weekday(dayOfWeek(index)) })}
              onClick={() => copy(index)}
            >
              <ArrowDownToLine size={14} aria-hidden />
            </ActionIcon>
          ) : (
            <span />
          )}
        </div>
      ))}
      <p className={styles.total}>
        <span>{t('weekly')}</span>
        <strong>{f.duration(weeklyMinutes(week))}</strong>
      </p>
    </fieldset>
  )
}

function DayHours({
  name,
  periods,
  disabled,
  onSave,
  onKey,
}: {
  name: string
  periods: [number, number][]
  disabled: boolean
  onSave: (day: [number, number][]) => unknown
  onKey: (event: KeyboardEvent) => void
}) {
  const t = useT(messages)
  const saving = useSaving(periodsText(periods), (text) => {
    const day = readPeriods(text)
    return day && onSave(day)
  })
  const readable = readPeriods(saving.draft) !== undefined
  return (
    <div className={styles.hours}>
      <span aria-hidden>{name}</span>
      <TextInput
        aria-label={name}
        value={saving.draft}
        disabled={disabled}
        placeholder={t('off')}
        error={readable ? saving.error : t('unreadable')}
        onChange={(event) => saving.setDraft(event.currentTarget.value)}
        onBlur={() => {
          const day = readPeriods(saving.draft)
          if (day) saving.commit(periodsText(day))
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') saving.revert()
          else onKey(event)
        }}
      />
    </div>
  )
}
