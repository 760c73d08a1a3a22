import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Radio, Settings2 } from 'lucide-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { shiftDay } from '#platform/notices/model.ts'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useMember } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Item, StandupDay } from '../model.ts'
import styles from './Board.module.css'
import { Said } from './Lists.tsx'
import { Mine, refresh } from './Mine.tsx'

const RoundTable = lazy(() => import('./RoundTable.tsx'))
const Raise = lazy(() => import('./Raise.tsx'))
const Settings = lazy(() => import('./Settings.tsx'))

/** Opens a stand-up where there is none yet. */
export function OpenStandup({ projectId, may }: { projectId: string | null; may: boolean }) {
  const t = useT(messages)
  const told = useTold()
  return (
    <Empty
      drawing="people"
      sentence={t('open.empty')}
      example={may ? t('open.example') : t('open.ask')}
      action={
        may && (
          <Button
            onClick={() =>
              void api.work.standup
                .open({ projectId })
                .then(refresh, (error) => tell(told(error).sentence, 'bad'))
            }
          >
            {t('open')}
          </Button>
        )
      }
    />
  )
}

/** A stand-up on a day: one's own check-in, everybody's, the round table. */
export function Board({ id, may, first }: { id: string; may: boolean; first?: string | undefined }) {
  const [day, setDay] = useState<string | undefined>(first)
  const query = useQuery(
    rpc.work.standup.day.queryOptions({
      input: { id, ...(day && { day }) },
      meta: { topics: ['standup', 'task'] },
      placeholderData: (now: StandupDay | undefined) => (now?.standup.id === id ? now : undefined),
    }),
  )
  return <Loaded query={query}>{(data) => <Inside data={data} may={may} onDay={setDay} />}</Loaded>
}

function Inside({
  data,
  may,
  onDay,
}: {
  data: StandupDay
  may: boolean
  onDay: (day: string | undefined) => void
}) {
  const t = useT(messages)
  const told = useTold()
  const { longDate, relative } = useFormats()
  const me = useMember()?.memberId
  const [live, setLive] = useState(false)
  const [raised, setRaised] = useState<Item | null>(null)
  const [settings, setSettings] = useState(false)
  const leave = useCallback(() => setLive(false), [])
  const { round, people } = data
  const isToday = data.day === data.today
  const own = people.find((p) => p.memberId === me)
  const sent = people.filter((p) => p.checkin?.sentAt).length
  const going = isToday && round.startedAt !== null && round.endedAt === null
  const start = async () => {
    try {
      if (!going) await api.work.standup.startRound({ id: data.standup.id })
      await refresh()
      setLive(true)
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const action = (item: Item) => (
    <button type="button" className={styles.raise} onClick={() => setRaised(item)}>
      {t('raise')}
    </button>
  )
  return (
    <div className={styles.board}>
      <div className={styles.bar}>
        <span className="row">
          <ActionIcon
            variant="default"
            size={34}
            aria-label={t('day.previous')}
            onClick={() => onDay(shiftDay(data.day, -1))}
          >
            <ChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <b className={styles.day}>{isToday ? t('day.today') : longDate(data.day)}</b>
          <ActionIcon
            variant="default"
            size={34}
            aria-label={t('day.next')}
            disabled={isToday}
            onClick={() => onDay(shiftDay(data.day, 1) === data.today ? undefined : shiftDay(data.day, 1))}
          >
            <ChevronRight size={16} aria-hidden />
          </ActionIcon>
          <span className="muted">
            {sent === people.length && sent > 0 ? t('line.all') : t('line', { sent, all: people.length })}
            {round.digestedAt && ` ${t('digested', { when: relative(round.digestedAt) })}.`}
          </span>
        </span>
        <span className="row">
          <ActionIcon variant="subtle" size={34} aria-label={t('settings')} onClick={() => setSettings(true)}>
            <Settings2 size={16} aria-hidden />
          </ActionIcon>
          {isToday && people.length > 1 && (
            <Button
              variant={going ? 'filled' : 'default'}
              leftSection={<Radio size={15} aria-hidden />}
              onClick={() => void start()}
            >
              {t(going ? 'live.go' : 'live.start')}
            </Button>
          )}
        </span>
      </div>
      {data.mine && isToday && (
        <Mine key={`${data.standup.id} ${data.day}`} data={data} checkin={own?.checkin ?? null} />
      )}
      <Section title={t('everyone')}>
        <ul className={styles.people}>
          {people
            .filter((p) => !(isToday && p.memberId === me && !p.checkin?.sentAt))
            .toSorted((a, b) => Number(Boolean(b.checkin?.sentAt)) - Number(Boolean(a.checkin?.sentAt)))
            .map((p) => (
              <li key={p.memberId} data-silent={p.checkin?.sentAt ? undefined : ''}>
                <div className={styles.who}>
                  <Person name={p.name} />
                  {!p.checkin?.sentAt && (
                    <span className="muted caption">{t(p.away ? 'away' : 'silent')}</span>
                  )}
                </div>
                {p.checkin?.sentAt && <Said said={p.checkin} tasks={p.tasks} action={action} />}
              </li>
            ))}
        </ul>
      </Section>
      <Suspense fallback={null}>
        {live && going && <RoundTable data={data} action={action} onLeave={leave} />}
        {raised && <Raise data={data} item={raised} onClose={() => setRaised(null)} />}
        {settings && <Settings standup={data.standup} may={may} onClose={() => setSettings(false)} />}
      </Suspense>
    </div>
  )
}
