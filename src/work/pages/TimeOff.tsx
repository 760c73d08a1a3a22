import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CalendarOff } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '#web/commands.ts'
import { useT } from '#web/i18n.tsx'
import { Settings } from '#web/pages/settings/Settings.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useMember, useWorkspace } from '#web/session.tsx'
import { messages } from '../calendars/messages.ts'
import type { MemberWork } from '../calendars/model.ts'
import { DayOffForm } from '../calendars/pieces/DayOffForm.tsx'
import { DaysOff } from '../calendars/pieces/DaysOff.tsx'
import { PersonHours } from '../calendars/pieces/PersonHours.tsx'
import { daysOffQuery, useMemberWork } from '../calendars/pieces/useCalendars.ts'

/** « Mes horaires et absences ». */
export default function TimeOff() {
  const t = useT(messages)
  const me = useMember()
  const workspace = useWorkspace()
  const may = workspace.can('contribute')
  const [adding, setAdding] = useState(false)
  const query = useMemberWork()
  const work = query.data?.find((w) => w.memberId === me?.memberId) as MemberWork | undefined
  const off = useQuery({
    ...daysOffQuery(me?.memberId ? { memberId: me.memberId } : {}),
    enabled: Boolean(me?.memberId),
  })
  useCommands(
    may
      ? [{ id: 'dayOff.add', label: t('off.add'), keys: 'n', icon: CalendarOff, run: () => setAdding(true) }]
      : [],
  )
  return (
    <Settings
      page="mes-horaires"
      line={t('mine.line')}
      action={
        may && (
          <Button leftSection={<CalendarOff size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t('off.add')}
          </Button>
        )
      }
    >
      <Section title={t('off.title')} line={t('off.line')}>
        <Loaded query={off} rows={3}>
          {(mine) => (
            <DaysOff
              daysOff={mine.toSorted((a, b) => (a.from < b.from ? 1 : -1))}
              empty={<Empty compact drawing="lamp" sentence={t('off.none')} example={t('off.example')} />}
            />
          )}
        </Loaded>
      </Section>
      <Section title={t('mine.hours')}>
        <Loaded query={query}>{() => (work ? <PersonHours work={work} may={may} /> : null)}</Loaded>
      </Section>
      {adding && me?.memberId && (
        <DayOffForm
          memberId={me.memberId}
          mayAgree={workspace.can('conduct')}
          onClose={() => setAdding(false)}
        />
      )}
    </Settings>
  )
}
