import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/fr'
import { Button } from '@mantine/core'
import { DatePicker, DatesProvider } from '@mantine/dates'
import { useEffect, useRef, useState } from 'react'
import { shift } from '#platform/days/model.ts'
import { useLocale, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import styles from './DateInput.module.css'

type Props = {
  value: string | null
  today: string
  min?: string | undefined
  max?: string | undefined
  /** Nothing may be chosen by leaving it empty. */
  required?: boolean
  onPick: (day: string | null) => void
}

/** A month to choose from, loaded the first time one asks for it; arrows walk, Enter takes. */
export default function DateCalendar({ value, today, min, max, required, onPick }: Props) {
  const t = useT(messages)
  const locale = useLocale()
  const [shown, setShown] = useState(value ?? today)
  const month = useRef<HTMLDivElement>(null)
  // It came after the panel that holds it: the focus follows.
  useEffect(() => month.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  const monday = shift(today, 7 - ((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7))
  const near = [
    { day: today, label: t('date.today') },
    { day: shift(today, 1), label: t('date.tomorrow') },
    { day: monday, label: t('date.monday') },
  ].filter(
    ({ day }, i, all) =>
      all.findIndex((n) => n.day === day) === i && (!min || day >= min) && (!max || day <= max),
  )
  return (
    <DatesProvider settings={{ locale, firstDayOfWeek: 1, weekendDays: [0, 6] }}>
      <div ref={month}>
        <div className={styles.near}>
          {near.map(({ day, label }) => (
            <Button key={day} size="xs" variant="default" onClick={() => onPick(day)}>
              {label}
            </Button>
          ))}
          {value && !required && (
            <Button size="xs" variant="subtle" onClick={() => onPick(null)}>
              {t('date.none')}
            </Button>
          )}
        </div>
        <DatePicker
          classNames={{
            day: styles.day!,
            weekday: styles.weekday!,
            calendarHeaderControl: styles.control!,
            calendarHeaderLevel: styles.level!,
          }}
          value={value}
          date={shown}
          onDateChange={setShown}
          {...(min ? { minDate: min } : {})}
          {...(max ? { maxDate: max } : {})}
          highlightToday
          hideOutsideDates
          getDayProps={(day) => (day === (value ?? today) ? { 'data-autofocus': true } : {})}
          ariaLabels={{
            nextMonth: t('date.nextMonth'),
            previousMonth: t('date.previousMonth'),
            nextYear: t('date.nextYear'),
            previousYear: t('date.previousYear'),
            nextDecade: t('date.nextDecade'),
            previousDecade: t('date.previousDecade'),
          }}
          onChange={(day) => onPick(day)}
        />
      </div>
    </DatesProvider>
  )
}
