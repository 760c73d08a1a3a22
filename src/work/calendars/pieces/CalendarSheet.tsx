import { Button, MultiSelect, Select } from '@mantine/core'
import { Star, Trash2 } from 'lucide-react'
import { dayOf } from '#platform/formats.ts'
import { api } from '#web/api.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { type Calendar, type HolidayCode, holidayCodes, holidaysOf } from '../model.ts'
import { Exceptions } from './Exceptions.tsx'
import { refresh, saveCalendar, useProjectCalendars } from './useCalendars.ts'
import { WeekEditor } from './WeekEditor.tsx'

/** Everything about one calendar, saved as one goes. */
export function CalendarSheet({
  calendar,
  may,
  onClose,
}: {
  calendar: Calendar
  may: boolean
  onClose: () => void
}) {
  const t = useT(messages)
  const told = useTold()
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await refresh()
  }
  const discard = () =>
    attempt(async () => {
      await api.work.calendars.discard({ id: calendar.id, version: calendar.version })
      onClose()
      offer(t('discarded', { name: calendar.name }), () =>
        api.work.calendars.restore({ id: calendar.id }).then(refresh),
      )
    })
  const follow = () =>
    attempt(async () => {
      await api.work.calendars.makeDefault({ id: calendar.id })
      tell(t('default.done', { name: calendar.name }))
    })
  return (
    <Sheet
      opened
      onClose={onClose}
      title={calendar.name}
      size={560}
      footer={
        may &&
        !calendar.isDefault && (
          <div className="spread" style={{ flex: 1 }}>
            <Button
              variant="default"
              leftSection={<Star size={15} aria-hidden />}
              onClick={() => void follow()}
            >
              {t('default.make')}
            </Button>
            <Button
              variant="subtle"
              color="red"
              leftSection={<Trash2 size={15} aria-hidden />}
              onClick={() => void discard()}
            >
              {t('discard')}
            </Button>
          </div>
        )
      }
    >
      <div className="stack">
        <TextField
          label={t('name')}
          value={calendar.name}
          maxLength={80}
          disabled={!may}
          onSave={(name) => saveCalendar(calendar, { name })}
        />
        <WeekEditor
          label={t('week')}
          week={calendar.week as Calendar['week']}
          disabled={!may}
          onSave={(week) => saveCalendar(calendar, { week })}
        />
        <HolidayPicker
          value={calendar.holidays}
          disabled={!may}
          onChange={(holidays) => void attempt(() => saveCalendar(calendar, { holidays }))}
        />
        <Exceptions calendar={calendar} may={may} />
        {!calendar.isDefault && <Followers calendar={calendar} onChange={attempt} />}
      </div>
    </Sheet>
  )
}

function HolidayPicker({
  value,
  disabled,
  onChange,
}: {
  value: HolidayCode | null
  disabled: boolean
  onChange: (code: HolidayCode | null) => void
}) {
  const t = useT(messages)
  const f = useFormats()
  const locale = useLocale()
  const today = dayOf(new Date(), f.timeZone)
  const year = +today.slice(0, 4)
  const coming = [...holidaysOf(value, year), ...holidaysOf(value, year + 1)]
    .filter((h) => h.on >= today)
    .slice(0, 4)
  return (
    <Select
      label={t('holidays')}
      disabled={disabled}
      searchable
      allowDeselect={false}
      value={value ?? 'none'}
      data={[
        { value: 'none', label: t('holidays.none') },
        ...holidayCodes.map((code) => ({ value: code, label: t(`holidays.${code}`) })),
      ]}
      description={
        coming.length
          ? t('coming', { days: f.list(coming.map((h) => `${f.date(h.on)} (${h.name[locale]})`)) })
          : undefined
      }
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={(code) => onChange(code === 'none' ? null : (code as HolidayCode))}
    />
  )
}

/** The projects planned with this calendar instead of the workspace's. */
function Followers({
  calendar,
  onChange,
}: {
  calendar: Calendar
  onChange: (deed: () => Promise<unknown>) => Promise<void>
}) {
  const t = useT(messages)
  const projects = useProjectCalendars().data ?? []
  const following = projects.filter((p) => p.calendarId === calendar.id)
  const change = (ids: readonly string[]) =>
    onChange(async () => {
      for (const p of following)
        if (!ids.includes(p.id)) await api.work.plan.amend({ projectId: p.id, calendarId: null })
      for (const id of ids)
        if (!following.some((p) => p.id === id))
          await api.work.plan.amend({ projectId: id, calendarId: calendar.id })
    })
  return (
    <MultiSelect
      label={t('followers')}
      description={t('followers.line')}
      searchable
      value={following.map((p) => p.id)}
      data={projects.map((p) => ({ value: p.id, label: p.name, disabled: !p.mayChange }))}
      onChange={(ids) => void change(ids)}
    />
  )
}
