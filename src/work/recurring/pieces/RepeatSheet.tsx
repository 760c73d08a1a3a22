import { Button, Chip, NumberInput, SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { messages } from '../messages.ts'
import { ruleWords, weekdayName } from '../model/words.ts'
import {
  addDays,
  daysOf,
  frequencies,
  type Recurrence,
  type Rule,
  readRule,
  type Shift,
  shifts,
  weekdays,
  writeRule,
} from '../model.ts'
import { dayOfMonth, formOf, nthOf, type RuleForm, ruleOfForm, weekdayOf } from './ruleForm.ts'

type Props = {
  taskId: string
  /** The day of the task: it says which day of the week or of the month is meant. */
  day: string
  recurrence: Recurrence | null
  onClose: () => void
  onSaved: () => unknown
}

export function RepeatSheet({ taskId, day, recurrence, onClose, onSaved }: Props) {
  const t = useT(messages)
  const { locale, date } = useFormats()
  const known = recurrence?.rule ? readRule(recurrence.rule) : null
  const [form, setForm] = useState<RuleForm>(() => formOf(known && !('fault' in known) ? known : null, day))
  const [way, setWay] = useState<'rule' | 'after'>(recurrence?.afterDays ? 'after' : 'rule')
  const [afterDays, setAfterDays] = useState(recurrence?.afterDays ?? 7)
  const [shift, setShift] = useState<Shift>(recurrence?.shift ?? 'after')
  const [ahead, setAhead] = useState(recurrence?.aheadDays ?? 14)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<RuleForm>) => setForm({ ...form, ...change })
  const rule: Rule = ruleOfForm(form, day)
  const next = way === 'rule' ? daysOf(rule, day, addDays(day, 1), addDays(day, 366 * 3), 5) : []
  const save = async () => {
    setBusy(true)
    setError(null)
    try {
      const draft =
        way === 'rule'
          ? { rule: writeRule(rule), afterDays: null, shift, aheadDays: ahead }
          : { rule: null, afterDays, shift }
      if (recurrence)
        await api.work.recurring.amend({ id: recurrence.id, version: recurrence.version, ...draft })
      else await api.work.recurring.create({ taskId, ...draft })
      await onSaved()
      onClose()
    } catch (reason) {
      setError(reason)
    } finally {
      setBusy(false)
    }
  }
  const name = weekdayName(weekdayOf(day), locale)
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t('title')}
      size={440}
      footer={
        <Button loading={busy} onClick={() => void save()}>
          {t('save')}
        </Button>
      }
    >
      <div className="stack">
        <SegmentedControl
          aria-label={t('way')}
          value={way}
          data={[
            { value: 'rule', label: t('way.rule') },
            { value: 'after', label: t('way.after') },
          ]}
          onChange={(value) => setWay(value as 'rule' | 'after')}
        />
        {way === 'after' && (
          <NumberInput
            label={t('days')}
            min={1}
            max={3660}
            value={afterDays}
            onChange={(n) => setAfterDays(Number(n) || 1)}
          />
        )}
        {way === 'rule' && (
          <>
            <div className="row">
              <NumberInput
                label={t('every')}
                w={96}
                min={1}
                max={999}
                value={form.interval}
                onChange={(n) => set({ interval: Number(n) || 1 })}
              />
              <Select
                label={t('freq')}
                style={{ flex: 1 }}
                allowDeselect={false}
                value={form.freq}
                data={frequencies.map((f) => ({ value: f, label: t(`freq.${f}`) }))}
                onChange={(f) => set({ freq: f as Rule['freq'] })}
              />
            </div>
            {form.freq === 'WEEKLY' && (
              <Chip.Group
                multiple
                value={form.days}
                onChange={(days) => days.length && set({ days: days as RuleForm['days'] })}
              >
                {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own frame around chips in a row. */}
                <div className="row" role="group" aria-label={t('weekdays')} style={{ flexWrap: 'wrap' }}>
                  {weekdays.map((d) => (
                    <Chip key={d} value={d} size="xs">
                      {weekdayName(d, locale, 'short')}
                    </Chip>
                  ))}
                </div>
              </Chip.Group>
            )}
            {form.freq === 'MONTHLY' && (
              <Select
                label={t('monthly')}
                allowDeselect={false}
                value={form.monthly}
                data={[
                  { value: 'day', label: t('monthly.day', { n: dayOfMonth(day) }) },
                  { value: 'last', label: t('monthly.last') },
                  { value: 'nth', label: t('monthly.nth', { nth: String(nthOf(day)), day: name }) },
                  { value: 'lastNth', label: t('monthly.lastNth', { day: name }) },
                ]}
                onChange={(monthly) => set({ monthly: monthly as RuleForm['monthly'] })}
              />
            )}
            <Select
              label={t('end')}
              allowDeselect={false}
              value={form.end}
              data={(['never', 'until', 'count'] as const).map((e) => ({ value: e, label: t(`end.${e}`) }))}
              onChange={(end) => set({ end: end as RuleForm['end'] })}
            />
            {form.end === 'until' && (
              <DateInput
                label={t('endDay')}
                min={day}
                value={form.until}
                onChange={(day) => set({ until: day })}
              />
            )}
            {form.end === 'count' && (
              <NumberInput
                label={t('endCount')}
                min={1}
                max={9999}
                value={form.count}
                onChange={(n) => set({ count: Number(n) || 1 })}
              />
            )}
            <NumberInput
              label={t('ahead')}
              min={0}
              max={366}
              value={ahead}
              onChange={(n) => setAhead(Number(n) || 0)}
            />
          </>
        )}
        <Select
          label={t('shift')}
          allowDeselect={false}
          value={shift}
          data={shifts.map((s) => ({ value: s, label: t(`shift.${s}`) }))}
          onChange={(s) => setShift(s as Shift)}
        />
        <p className="muted" aria-live="polite">
          {way === 'after' ? t('after', { n: afterDays }) : ruleWords(rule, t, locale, date)}
          {next.length > 0 && (
            <>
              <br />
              <span className="caption">{t('next', { days: next.map((d) => date(d)).join(' · ') })}</span>
            </>
          )}
        </p>
        <ErrorNote error={error} />
      </div>
    </Sheet>
  )
}
