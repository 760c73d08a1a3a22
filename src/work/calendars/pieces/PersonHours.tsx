import { Switch, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { MoneyField, NumberField, SelectField } from '#web/pieces/Field.tsx'
import { useWorkspace } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { MemberWork, MemberWorkDraft, Week } from '../model.ts'
import { refresh, savePerson, setCost, useCalendars, useMemberWork } from './useCalendars.ts'
import { WeekEditor } from './WeekEditor.tsx'

/** How somebody works: whose hours, which part of them, what they know. Saved as one goes. */
export function PersonHours({ work, may }: { work: MemberWork; may: boolean }) {
  const t = useT(messages)
  const told = useTold()
  const { currency } = useWorkspace()
  const { data } = useCalendars()
  const { data: everybody } = useMemberWork()
  const [typing, setTyping] = useState(false)
  const calendars = data?.items ?? []
  const followed = calendars.find((c) => (work.calendarId ? c.id === work.calendarId : c.isDefault))
  const week = (work.week ?? followed?.week ?? data?.fallback.week) as Week | undefined
  const save = (patch: MemberWorkDraft) => savePerson(work, patch)
  const attempt = (patch: MemberWorkDraft) =>
    save(patch).catch(async (error: unknown) => {
      tell(told(error).sentence, 'bad')
      await refresh()
    })
  const known = [...new Set((everybody ?? []).flatMap((w) => w.skills))].toSorted()
  return (
    <div className="stack">
      <div className="row" style={{ gap: 12, alignItems: 'start' }}>
        {calendars.length > 1 && (
          <SelectField
            label={t('calendar')}
            value={work.calendarId ?? ''}
            disabled={!may}
            choices={[
              { value: '', label: t('calendar.default') },
              ...calendars.filter((c) => !c.isDefault).map((c) => ({ value: c.id, label: c.name })),
            ]}
            onSave={(id) => save({ calendarId: id || null })}
          />
        )}
        <NumberField
          label={t('percent')}
          unit="%"
          min={1}
          max={100}
          digits={0}
          value={work.percent}
          disabled={!may}
          onSave={(percent) => (percent ? save({ percent }) : undefined)}
        />
        {work.hourlyCents !== undefined && (
          <MoneyField
            label={t('cost')}
            description={t('cost.line')}
            value={work.hourlyCents}
            min={0}
            currency={currency}
            onSave={(cents) => setCost(work.memberId, cents)}
          />
        )}
      </div>
      <TagsInput
        label={t('skills')}
        description={t('skills.line')}
        placeholder={work.skills.length || typing ? '' : t('skills.add')}
        value={work.skills}
        data={known}
        disabled={!may}
        maxTags={50}
        onFocus={() => setTyping(true)}
        onBlur={() => setTyping(false)}
        onChange={(skills) => void attempt({ skills })}
      />
      <Switch
        label={t('ownWeek')}
        description={t('ownWeek.line')}
        checked={work.week !== null}
        disabled={!may || !week}
        onChange={(event) => void attempt({ week: event.currentTarget.checked && week ? week : null })}
      />
      {week && (
        <WeekEditor
          label={t('week')}
          week={week}
          disabled={!may || work.week === null}
          onSave={(own) => save({ week: own })}
        />
      )}
    </div>
  )
}
