import { ActionIcon, Button, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { queries } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { type Calendar, periodsText, readPeriods } from '../model.ts'
import styles from './Calendars.module.css'
import { calendarsQuery, saveCalendar } from './useCalendars.ts'

const blank = { from: '', to: '', name: '', hours: '' }

/** Closures and days worked out of turn, soonest first. */
export function Exceptions({ calendar, may }: { calendar: Calendar; may: boolean }) {
  const t = useT(messages)
  const f = useFormats()
  const [draft, setDraft] = useState<typeof blank | null>(null)
  const [error, setError] = useState<unknown>(null)
  const periods = draft && readPeriods(draft.hours)
  const sorted = calendar.exceptions.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const save = (exceptions: Calendar['exceptions']) => saveCalendar(calendar, { exceptions })
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!draft || !periods) return
    try {
      const to = draft.to && draft.to > draft.from ? draft.to : draft.from
      await save([...calendar.exceptions, { from: draft.from, to, name: draft.name.trim(), periods }])
      setDraft(null)
      setError(null)
    } catch (reason) {
      setError(reason)
    }
  }
  const remove = async (gone: Calendar['exceptions'][number]) => {
    await save(calendar.exceptions.filter((e) => e !== gone))
    offer(t('exceptions.removed', { name: gone.name || f.period(gone.from, gone.to) }), async () => {
      const now = queries.getQueryData(calendarsQuery().queryKey)?.items.find((c) => c.id === calendar.id)
      if (now) await saveCalendar(now as Calendar, { exceptions: [...now.exceptions, gone] })
    })
  }
  return (
    <section aria-label={t('exceptions')} className="stack" style={{ gap: 8 }}>
      <div className="spread">
        <h3>{t('exceptions')}</h3>
        {may && !draft && (
          <Button
            size="xs"
            variant="default"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setDraft(blank)}
          >
            {t('exceptions.add')}
          </Button>
        )}
      </div>
      <p className="caption muted">{t('exceptions.line')}</p>
      {draft && (
        <form className="card stack" style={{ gap: 12 }} onSubmit={(event) => void add(event)}>
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
              value={draft.to}
              onChange={(day) => setDraft({ ...draft, to: day })}
            />
          </div>
          <div className={styles.pair}>
            <TextInput
              label={t('exceptions.name')}
              required
              maxLength={120}
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            />
            <TextInput
              label={t('exceptions.hours')}
              value={draft.hours}
              placeholder={t('exceptions.closed')}
              error={periods ? null : t('unreadable')}
              onChange={(event) => setDraft({ ...draft, hours: event.currentTarget.value })}
            />
          </div>
          <ErrorNote error={error} />
          <Button type="submit" style={{ alignSelf: 'end' }}>
            {t('exceptions.add')}
          </Button>
        </form>
      )}
      {sorted.length === 0 && !draft && <p className="muted">{t('exceptions.none')}</p>}
      <ul className={styles.exceptions}>
        {sorted.map((e) => (
          <li key={`${e.from} ${e.to} ${e.name}`}>
            <span>
              {e.name} <span className="muted">{f.period(e.from, e.to === e.from ? e.from : e.to)}</span>
            </span>
            <span className="caption muted">
              {e.periods.length ? periodsText(e.periods) : t('exceptions.closed')}
            </span>
            {may && (
              <ActionIcon
                size={28}
                aria-label={t('exceptions.remove', { name: e.name })}
                onClick={() => void remove(e)}
              >
                <X size={14} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
