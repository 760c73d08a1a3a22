import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { PersonInput, type Pickable } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { type DayOff, type DayOffKind, dayOffKinds } from '../model.ts'
import styles from './Calendars.module.css'
import { refresh } from './useCalendars.ts'

type Part = 'day' | 'morning' | 'afternoon'
const partOf = (d: DayOff): Part => (d.fromNoon ? 'afternoon' : d.untilNoon ? 'morning' : 'day')

/** Adds days off, or changes them: dates, half days, kind. */
export function DayOffForm({
  memberId,
  people,
  dayOff,
  from,
  mayAgree,
  onClose,
}: {
  memberId: string
  /** Whoever conducts may add them for somebody else. */
  people?: readonly Pickable[]
  dayOff?: DayOff
  from?: string
  mayAgree: boolean
  onClose: () => void
}) {
  const t = useT(messages)
  const [draft, setDraft] = useState(() => ({
    memberId: dayOff?.memberId ?? memberId,
    from: dayOff?.from ?? from ?? '',
    to: dayOff?.to ?? from ?? '',
    fromNoon: dayOff?.fromNoon ?? false,
    untilNoon: dayOff?.untilNoon ?? false,
    kind: dayOff?.kind ?? ('leave' as DayOffKind),
    note: dayOff?.note ?? '',
  }))
  const [part, setPart] = useState<Part>(dayOff ? partOf(dayOff) : 'day')
  const [ask, setAsk] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const to = draft.to && draft.to > draft.from ? draft.to : draft.from
  const single = to === draft.from
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const { memberId: of, ...rest } = draft
    const values = {
      ...rest,
      to,
      ...(single && { fromNoon: part === 'afternoon', untilNoon: part === 'morning' }),
    }
    try {
      if (dayOff)
        await api.work.calendars.daysOff.amend({ id: dayOff.id, version: dayOff.version, ...values })
      else {
        const made = await api.work.calendars.daysOff.create({ memberId: of, ...values, ask })
        offer(t(ask ? 'off.asked' : 'off.added'), () =>
          api.work.calendars.daysOff.discard({ id: made.id }).then(refresh),
        )
      }
      await refresh()
      onClose()
    } catch (reason) {
      setError(reason)
      setBusy(false)
    }
  }
  return (
    <Sheet opened onClose={onClose} title={t(dayOff ? 'off.edit' : 'off.add')}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {people && !dayOff && (
          <PersonInput
            label={t('off.for')}
            people={people}
            clearable={false}
            value={draft.memberId}
            onChange={(id) => id && setDraft({ ...draft, memberId: id })}
          />
        )}
        <div className={styles.pair}>
          <DateInput
            label={t('off.from')}
            required
            data-autofocus
            value={draft.from}
            onChange={(day) => setDraft({ ...draft, from: day })}
          />
          <DateInput
            label={t('off.to')}
            min={draft.from}
            value={to}
            onChange={(day) => setDraft({ ...draft, to: day })}
          />
        </div>
        {single ? (
          <SegmentedControl
            aria-label={t('off.part')}
            value={part}
            onChange={(value) => setPart(value as Part)}
            data={(['day', 'morning', 'afternoon'] as const).map((p) => ({
              value: p,
              label: t(`part.${p}`),
            }))}
          />
        ) : (
          <div className={styles.pair}>
            <Checkbox
              label={`${t('part.first')} ${t('part.fromNoon')}`}
              checked={draft.fromNoon}
              onChange={(event) => setDraft({ ...draft, fromNoon: event.currentTarget.checked })}
            />
            <Checkbox
              label={`${t('part.last')} ${t('part.untilNoon')}`}
              checked={draft.untilNoon}
              onChange={(event) => setDraft({ ...draft, untilNoon: event.currentTarget.checked })}
            />
          </div>
        )}
        <Select
          label={t('off.kind')}
          allowDeselect={false}
          value={draft.kind}
          data={dayOffKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(kind) => setDraft({ ...draft, kind: kind as DayOffKind })}
        />
        <TextInput
          label={t('off.note')}
          description={t('off.note.line')}
          maxLength={500}
          value={draft.note}
          onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
        />
        {!mayAgree && !dayOff && (
          <Checkbox
            label={t('off.ask')}
            description={t('off.ask.line')}
            checked={ask}
            onChange={(event) => setAsk(event.currentTarget.checked)}
          />
        )}
        <ErrorNote error={error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button type="submit" loading={busy}>
            {t('off.save')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
