import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, Plus } from 'lucide-react'
import { useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api } from '#web/api.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { Settings } from '#web/pages/settings/Settings.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { State } from '#web/pieces/State.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useMember, useWorkspace } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../calendars/messages.ts'
import { type Calendar, type MemberWork, periodsText, weeklyMinutes } from '../calendars/model.ts'
import { CalendarSheet } from '../calendars/pieces/CalendarSheet.tsx'
import styles from '../calendars/pieces/Calendars.module.css'
import { DayOffForm } from '../calendars/pieces/DayOffForm.tsx'
import { DaysOff } from '../calendars/pieces/DaysOff.tsx'
import { PersonHours } from '../calendars/pieces/PersonHours.tsx'
import { daysOffQuery, refresh, useCalendars, useMemberWork } from '../calendars/pieces/useCalendars.ts'

/** Calendars of the workspace, hours of its people, and who is away. */
export default function Calendars() {
  const t = useT(messages)
  const told = useTold()
  const may = useWorkspace().can('conduct')
  const [open, setOpen] = useState<string | null>(null)
  const calendars = useCalendars()
  const add = async () => {
    try {
      const first = !calendars.data?.items.length
      const made = await api.work.calendars.create({ name: t(first ? 'calendars.usual' : 'calendars.fresh') })
      await refresh()
      setOpen(made.id)
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const chosen = calendars.data?.items.find((c) => c.id === open) as Calendar | undefined
  return (
    <Settings
      page="calendriers"
      line={t('line')}
      action={
        may && (
          <Button leftSection={<CalendarPlus size={16} aria-hidden />} onClick={() => void add()}>
            {t('calendars.add')}
          </Button>
        )
      }
    >
      <Section title={t('calendars.title')} line={t('calendars.line')}>
        <Loaded query={calendars} rows={2}>
          {({ items, fallback }) => (
            <List
              items={items as Calendar[]}
              fallback={fallback as Pick<Calendar, 'week' | 'holidays'>}
              onOpen={setOpen}
            />
          )}
        </Loaded>
      </Section>
      <People />
      <Team />
      {chosen && <CalendarSheet calendar={chosen} may={may} onClose={() => setOpen(null)} />}
    </Settings>
  )
}

function List({
  items,
  fallback,
  onOpen,
}: {
  items: readonly Calendar[]
  fallback: Pick<Calendar, 'week' | 'holidays'>
  onOpen: (id: string) => void
}) {
  const t = useT(messages)
  const f = useFormats()
  return (
    <DataTable<Calendar>
      label={t('calendars.title')}
      rows={items}
      rowKey={(c) => c.id}
      onOpen={(c) => onOpen(c.id)}
      empty={
        <Empty
          compact
          drawing="clock"
          sentence={t('calendars.empty', {
            hours: f.duration(weeklyMinutes(fallback.week)),
            times: periodsText(fallback.week[0] ?? []),
            holidays: fallback.holidays ? t(`holidays.${fallback.holidays}`) : 'none',
          })}
          example={t('calendars.example')}
        />
      }
      columns={[
        {
          key: 'name',
          header: t('name'),
          cell: (c) => (
            <span className="row">
              {c.name}
              {c.isDefault && (
                <State tone="mark" quiet>
                  {t('default')}
                </State>
              )}
            </span>
          ),
        },
        {
          key: 'week',
          header: t('weekly'),
          figure: true,
          cell: (c) => f.duration(weeklyMinutes(c.week)),
        },
        {
          key: 'holidays',
          header: t('holidays'),
          cell: (c) => (c.holidays ? t(`holidays.${c.holidays}`) : t('holidays.none')),
        },
        {
          key: 'exceptions',
          header: t('exceptions'),
          figure: true,
          wideOnly: true,
          cell: (c) => t('exceptions.count', { count: c.exceptions.length }),
        },
      ]}
    />
  )
}

function People() {
  const t = useT(messages)
  const f = useFormats()
  const me = useMember()
  const may = useWorkspace().can('conduct')
  const calendars = useCalendars().data?.items ?? []
  const query = useMemberWork()
  const [open, setOpen] = useState<string | null>(null)
  const chosen = query.data?.find((w) => w.memberId === open) as MemberWork | undefined
  return (
    <Section title={t('people.title')} line={may ? t('people.line') : undefined}>
      <Loaded query={query}>
        {(people) => (
          <DataTable<MemberWork>
            label={t('people.title')}
            rows={(people as MemberWork[]).filter((w) => w.active)}
            rowKey={(w) => w.memberId}
            onOpen={(w) => setOpen(w.memberId)}
            columns={[
              {
                key: 'name',
                header: t('person'),
                sort: (w) => w.name,
                cell: (w) => (
                  <Person name={w.name} note={w.memberId === me?.memberId ? t('you') : undefined} />
                ),
              },
              {
                key: 'calendar',
                header: t('calendar'),
                wideOnly: true,
                cell: (w) => (
                  <span className={w.calendarId ? '' : 'muted'}>
                    {calendars.find((c) => c.id === w.calendarId)?.name ?? t('calendar.default')}
                  </span>
                ),
              },
              {
                key: 'percent',
                header: t('percent'),
                unit: '%',
                figure: true,
                sort: (w) => w.percent,
                cell: (w) => w.percent,
              },
              {
                key: 'weekly',
                header: t('weekly'),
                figure: true,
                sort: (w) => w.weeklyMinutes,
                cell: (w) => f.duration(w.weeklyMinutes),
              },
              {
                key: 'skills',
                header: t('skills'),
                cell: (w) => (
                  <span className={styles.skills}>
                    {w.skills.map((s) => (
                      <span key={s} className={styles.skill}>
                        {s}
                      </span>
                    ))}
                  </span>
                ),
              },
              ...(may
                ? [
                    {
                      key: 'cost',
                      header: t('cost'),
                      figure: true,
                      wideOnly: true,
                      sort: (w: MemberWork) => w.hourlyCents ?? null,
                      cell: (w: MemberWork) => f.money(w.hourlyCents),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
      {chosen && (
        <Sheet
          opened
          onClose={() => setOpen(null)}
          title={t('people.edit', { name: chosen.name })}
          size={560}
        >
          <PersonHours work={chosen} may={may || chosen.memberId === me?.memberId} />
        </Sheet>
      )}
    </Section>
  )
}

function Team() {
  const t = useT(messages)
  const { timeZone } = useFormats()
  const locale = useLocale()
  const me = useMember()
  const workspace = useWorkspace()
  const may = workspace.can('conduct')
  const [adding, setAdding] = useState(false)
  const today = dayOf(new Date(), timeZone)
  const query = useQuery(daysOffQuery({ from: today }))
  const people = useMemberWork().data ?? []
  const names = new Map(people.map((w) => [w.memberId, w.name]))
  const order = (state: string) => (state === 'asked' ? 0 : 1)
  return (
    <Section
      title={t('off.team')}
      line={`${t('off.team.line')} ${t('off.line')}`}
      action={
        me &&
        workspace.can('contribute') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('off.add')}
          </Button>
        )
      }
    >
      <Loaded query={query} rows={3}>
        {(off) => (
          <DaysOff
            key={locale}
            daysOff={off.toSorted((a, b) => order(a.state) - order(b.state) || (a.from < b.from ? -1 : 1))}
            names={names}
            empty={<Empty compact drawing="lamp" sentence={t('off.team.none')} example={t('off.example')} />}
          />
        )}
      </Loaded>
      {adding && me?.memberId && (
        <DayOffForm
          memberId={me.memberId}
          {...(may
            ? { people: people.filter((p) => p.active).map((p) => ({ id: p.memberId, name: p.name })) }
            : {})}
          mayAgree={may}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  )
}
