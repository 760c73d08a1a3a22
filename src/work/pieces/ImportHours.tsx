import { Checkbox } from '@mantine/core'
import { useFormats, useT } from '#web/i18n.tsx'
import { Section } from '#web/pieces/Page.tsx'
import type { ImportOptions, Report } from '../import/model.ts'
import { importMessages } from '../messages/importing.ts'
import styles from './ImportReport.module.css'

type Props = { report: Report; options: ImportOptions; onChange: (o: ImportOptions, again?: boolean) => void }

/** The hours that a plan gives to people are theirs to change: proposed, and taken only where one ticks them. */
export function ImportHours({ report, options, onChange }: Props) {
  const t = useT(importMessages)
  const { duration } = useFormats()
  const proposed = report.members.flatMap((m) => (m.hours ? [{ ...m, hours: m.hours }] : []))
  if (!proposed.length) return null
  return (
    <Section title={t('hours')} line={t('hoursLine')}>
      <ul className={styles.ticks}>
        {proposed.map(({ id, name, hours }) => (
          <li key={id}>
            <Checkbox
              size="md"
              label={name}
              description={[
                hours.calendar && t('hours.calendar', { calendar: hours.calendar }),
                hours.weeklyMinutes !== null && t('hours.week', { hours: duration(hours.weeklyMinutes) }),
                hours.daysOff > 0 && t('hours.daysOff', { count: hours.daysOff }),
                !hours.may && t('hours.notYours'),
              ]
                .filter(Boolean)
                .join(', ')}
              disabled={!hours.may}
              checked={hours.may && options.hours[id] === true}
              onChange={(event) =>
                onChange({ ...options, hours: { ...options.hours, [id]: event.currentTarget.checked } }, true)
              }
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}
