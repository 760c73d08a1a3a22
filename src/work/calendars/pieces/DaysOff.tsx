import { ActionIcon, Button } from '@mantine/core'
import { Check, Trash2, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { State, type Tone } from '#web/pieces/State.tsx'
import { useMember, useWorkspace } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { DayOff } from '../model.ts'
import { DayOffForm } from './DayOffForm.tsx'
import { refresh } from './useCalendars.ts'

const tones: Record<DayOff['state'], Tone> = { asked: 'risk', agreed: 'good', refused: 'bad' }

/** « 3 – 7 août », « mardi 4 août, l’après-midi », « 3 août à partir de midi – 7 août ». */
export function useDates() {
  const t = useT(messages)
  const f = useFormats()
  return (d: Pick<DayOff, 'from' | 'to' | 'fromNoon' | 'untilNoon'>) => {
    if (d.from === d.to) {
      const half = d.fromNoon ? t('part.afternoon') : d.untilNoon ? t('part.morning') : ''
      return half ? `${f.date(d.from)}, ${half.toLowerCase()}` : f.date(d.from)
    }
    const halves = [d.fromNoon && t('part.fromNoon'), d.untilNoon && t('part.untilNoon')].filter(Boolean)
    return `${f.period(d.from, d.to)}${halves.length ? ` (${halves.join(', ')})` : ''}`
  }
}

/** Days off in order; each may be changed, taken back, agreed to or refused by whoever may. */
export function DaysOff({
  daysOff,
  names,
  empty,
}: {
  daysOff: readonly DayOff[]
  /** Given for the team's; left out for one's own. */
  names?: ReadonlyMap<string, string>
  empty: ReactNode
}) {
  const t = useT(messages)
  const told = useTold()
  const dates = useDates()
  const me = useMember()
  const conducts = useWorkspace().can('conduct')
  const [open, setOpen] = useState<DayOff | null>(null)
  const mine = (d: DayOff) => conducts || d.memberId === me?.memberId
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await refresh()
  }
  const answer = (d: DayOff, state: 'agreed' | 'refused') =>
    attempt(async () => {
      await api.work.calendars.daysOff.answer({ id: d.id, version: d.version, state })
      tell(t(state, { name: names?.get(d.memberId) ?? '' }))
    })
  const remove = (d: DayOff) =>
    attempt(async () => {
      await api.work.calendars.daysOff.discard({ id: d.id, version: d.version })
      offer(t('off.removed'), () => api.work.calendars.daysOff.restore({ id: d.id }).then(refresh))
    })
  return (
    <>
      <DataTable<DayOff>
        label={t('off.title')}
        rows={daysOff}
        rowKey={(d) => d.id}
        empty={empty}
        {...(daysOff.some(mine) ? { onOpen: (d: DayOff) => mine(d) && setOpen(d) } : {})}
        columns={[
          ...(names
            ? [
                {
                  key: 'who',
                  header: t('person'),
                  sort: (d: DayOff) => names.get(d.memberId) ?? '',
                  cell: (d: DayOff) => <Person name={names.get(d.memberId) ?? '–'} size={20} />,
                },
              ]
            : []),
          { key: 'dates', header: t('off.dates'), sort: (d) => d.from, cell: (d) => dates(d) },
          { key: 'kind', header: t('off.kind'), cell: (d) => t(`kind.${d.kind}`) },
          {
            key: 'state',
            header: t('off.state'),
            cell: (d) => (
              <State tone={tones[d.state]} quiet>
                {t(`state.${d.state}`)}
              </State>
            ),
          },
          {
            key: 'note',
            header: t('off.note'),
            wideOnly: true,
            cell: (d) => <span className="muted">{d.note}</span>,
          },
        ]}
        actions={(d) =>
          mine(d) && (
            <span className="row" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end' }}>
              {conducts && d.state === 'asked' && (
                <>
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<Check size={14} aria-hidden />}
                    onClick={() => void answer(d, 'agreed')}
                  >
                    {t('agree')}
                  </Button>
                  <Button
                    size="xs"
                    variant="subtle"
                    leftSection={<X size={14} aria-hidden />}
                    onClick={() => void answer(d, 'refused')}
                  >
                    {t('refuse')}
                  </Button>
                </>
              )}
              <ActionIcon
                size={28}
                aria-label={`${t('off.remove')}, ${dates(d)}`}
                onClick={() => void remove(d)}
              >
                <Trash2 size={14} aria-hidden />
              </ActionIcon>
            </span>
          )
        }
      />
      {open && (
        <DayOffForm
          memberId={open.memberId}
          dayOff={open}
          mayAgree={conducts}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
