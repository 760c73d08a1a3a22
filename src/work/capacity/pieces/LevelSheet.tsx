import { Button } from '@mantine/core'
import { useFormats, useT } from '#web/i18n.tsx'
import { DateField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import styles from '../../calendars/pieces/Calendars.module.css'
import type { PlanCalendar } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import { Hours, type PersonTime, workingDaysLater } from '../model.ts'
import { type Bar, type BarPatch, handed } from './grid.ts'
import { WhoCould } from './WhoCould.tsx'

const steps = [1, 2, 5, 10]

/** « Confier ou décaler » : everything dragging does, by name. */
export function LevelSheet({
  bar,
  from,
  time,
  mayAsk,
  onChange,
  onOpen,
  onClose,
}: {
  bar: Bar
  /** On whose row it was taken. */
  from: string | null
  time: { people: readonly PersonTime[]; calendars: readonly PlanCalendar[] }
  /** Guests are not told who could take it. */
  mayAsk: boolean
  onChange: (patch: BarPatch, said: string) => unknown
  onOpen: () => void
  onClose: () => void
}) {
  const t = useT(messages)
  const f = useFormats()
  const owner = from ?? bar.assigneeIds[0]
  const calendarId = time.people.find((p) => p.id === owner)?.calendarId ?? time.calendars[0]?.id ?? ''
  const hours = new Hours(time.calendars)
  const dates = (patch: BarPatch) =>
    onChange(
      patch,
      t('moved', {
        title: bar.title,
        dates: f.period(
          patch.startsOn === undefined ? bar.startsOn : patch.startsOn,
          patch.dueOn === undefined ? bar.dueOn : patch.dueOn,
        ),
      }),
    )
  const later = (days: number): BarPatch => ({
    ...(bar.startsOn && { startsOn: workingDaysLater(hours, calendarId, bar.startsOn, days) }),
    ...(bar.dueOn && { dueOn: workingDaysLater(hours, calendarId, bar.dueOn, days) }),
  })
  const give = async (to: string, name: string) => {
    await onChange({ assigneeIds: handed(bar, owner ?? null, to) }, t('given', { title: bar.title, name }))
    onClose()
  }
  const share = async (to: string, name: string) => {
    await onChange({ assigneeIds: [...bar.assigneeIds, to] }, t('shared', { title: bar.title, name }))
    onClose()
  }
  return (
    <Sheet
      opened
      onClose={onClose}
      title={bar.title}
      footer={
        <Button variant="default" onClick={onOpen}>
          {t('open')}
        </Button>
      }
    >
      <div className="stack">
        <div className={styles.pair}>
          <DateField
            label={t('move.from')}
            value={bar.startsOn}
            {...(bar.dueOn ? { max: bar.dueOn } : {})}
            onSave={(startsOn) => dates({ startsOn })}
          />
          <DateField
            label={t('move.to')}
            value={bar.dueOn}
            {...(bar.startsOn ? { min: bar.startsOn } : {})}
            onSave={(dueOn) => dates({ dueOn })}
          />
        </div>
        {(bar.startsOn || bar.dueOn) && (
          <div className="row">
            <span className="muted">{t('move.days')}</span>
            {steps.map((days) => (
              <Button
                key={days}
                size="xs"
                variant="default"
                aria-label={`${t('move.by')} ${t('move.day', { days })}`}
                onClick={() => void dates(later(days))}
              >
                +{days}
              </Button>
            ))}
          </div>
        )}
        {mayAsk && <WhoCould taskId={bar.id} onGive={give} onShare={share} />}
      </div>
    </Sheet>
  )
}
