import { Button, Checkbox, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote, useTold } from '#web/pieces/ErrorNote.tsx'
import { Money } from '#web/pieces/Money.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { useWorkspace } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import type { Card } from '../../model.ts'
import type { Answer } from '../../scheduling/model.ts'
import { addDays, daysApart } from '../../views/model.ts'
import { messages } from '../messages.ts'
import { spanText, type Worth } from '../model.ts'
import styles from './WhatIf.module.css'

type Local = Pick<
  Answer,
  'finish' | 'moved' | 'newlyCritical' | 'brokenDeadlines' | 'brokenConstraints' | 'tooEarly' | 'launch'
>
type Props = {
  projectId: string
  byId: ReadonlyMap<string, Card>
  people: readonly { id: string; name: string }[]
  milestones: readonly { id: string; title: string; on: string }[]
  today: string
  launchId: string | null
  to: string | null
  /** Worked out here, at once, while the server counts the people’s hours. */
  local: Local | null
  worth: Worth
  may: boolean
  /** The project’s own end, for who may move it. */
  endsOn: string | null
  onLaunch: (id: string) => void
  onTo: (day: string) => void
  onApplied: (cards: Card[], label: string, change: string) => void
  onClose: () => void
}

/** « Et si le lancement bougeait ? »: what moves, what breaks, who has too much; nothing is written before one says so. */
export function WhatIf(p: Props) {
  const t = useT(messages)
  const f = useFormats()
  const tongue = useLocale()
  const told = useTold()
  const phone = useIsPhone()
  const { currency } = useWorkspace()
  const [applying, setApplying] = useState(false)
  const [withEnd, setWithEnd] = useState(true)
  const now = p.milestones.find((m) => m.id === p.launchId)
  const asked = p.launchId && p.to && now && p.to !== now.on
  const question = { projectId: p.projectId, launchTaskId: p.launchId ?? '', moveLaunchTo: p.to ?? '' }
  const query = useQuery({
    ...rpc.work.plan.whatIf.queryOptions({ input: question, meta: { topics: ['task', 'plan'] } }),
    enabled: Boolean(asked),
    placeholderData: keepPreviousData,
  })
  const server = asked && !query.isPlaceholderData ? query.data : undefined
  // The project's end keeps its distance to the launch.
  const end = asked && p.endsOn && p.to ? addDays(p.endsOn, daysApart(now.on, p.to)) : null
  const title = (id: string) => p.byId.get(id)?.title ?? ''
  const apply = async () => {
    if (!server) return
    setApplying(true)
    try {
      const { cards, change } = await api.work.plan.applyWhatIf({
        ...question,
        token: server.token,
        ...(withEnd && end && { endsOn: end }),
      })
      p.onApplied(cards, t('whatif.applied'), change)
      p.onClose()
    } catch (error) {
      tell(told(error).sentence, 'bad')
      void query.refetch()
    } finally {
      setApplying(false)
    }
  }
  const r = asked ? p.local : null
  const broken = r
    ? [
        ...(r.launch && r.launch.after > r.launch.wanted
          ? [{ id: r.launch.taskId, why: t('whatif.cannot', { day: f.date(r.launch.after) }), by: '' }]
          : []),
        ...r.brokenDeadlines.map((b) => ({
          id: b.taskId,
          why: t('whatif.deadline'),
          by: `+${spanText(b.minutes, p.worth, tongue)}`,
        })),
        ...r.brokenConstraints.map((id) => ({ id, why: t('whatif.constraint'), by: '' })),
        ...r.tooEarly.map((id) => {
          const { startsOn, dueOn } = r.moved.find((m) => m.taskId === id)!.after
          const over = dueOn !== null && dueOn < p.today
          return {
            id,
            why: t(over ? 'whatif.pastDue' : 'whatif.past', { day: f.date((over ? dueOn : startsOn) ?? '') }),
            by: '',
          }
        }),
      ]
    : []
  const body = (
    <div className={styles.body}>
      {p.milestones.length === 0 ? (
        <p>{t('whatif.noMilestone')}</p>
      ) : (
        <>
          <div className={styles.ask}>
            <Select
              label={t('whatif.launch')}
              placeholder={t('whatif.choose')}
              data={p.milestones.map((m) => ({ value: m.id, label: m.title }))}
              value={p.launchId}
              allowDeselect={false}
              searchable={p.milestones.length > 10}
              onChange={(id) => id && p.onLaunch(id)}
            />
            <DateInput
              label={t('whatif.date')}
              description={now && t('whatif.now', { day: f.date(now.on) })}
              value={p.to ?? now?.on ?? ''}
              disabled={!now}
              onChange={(day) => day && p.onTo(day)}
            />
          </div>
          {!asked && <p className="muted">{t('whatif.same')}</p>}
          {r && (
            <div className={styles.answer} aria-live="polite">
              {r.finish.before && r.finish.after && (
                <p>
                  <strong>
                    {t('whatif.finish', { before: f.date(r.finish.before), after: f.date(r.finish.after) })}
                  </strong>
                </p>
              )}
              <Part
                title={t('whatif.breaks', { count: broken.length })}
                tone={broken.length ? 'bad' : 'good'}
              >
                {broken.map((b) => (
                  <li key={`${b.id}${b.why}`} className={styles.told}>
                    <span>{title(b.id)}</span>
                    <span className={styles.bad}>
                      {b.why} {b.by}
                    </span>
                  </li>
                ))}
              </Part>
              <Part title={t('whatif.critical', { count: r.newlyCritical.length })}>
                {r.newlyCritical.map((id) => (
                  <li key={id}>
                    <span>{title(id)}</span>
                  </li>
                ))}
              </Part>
              {server && (
                <Part
                  title={t('whatif.people', { count: server.overloaded.length })}
                  tone={server.overloaded.length ? 'bad' : 'good'}
                >
                  {server.overloaded.map((o) => (
                    <li key={o.memberId} className={styles.told}>
                      <span>{p.people.find((x) => x.id === o.memberId)?.name}</span>
                      <span className={styles.bad}>
                        {t('whatif.over', {
                          before: o.before,
                          more: f.duration(o.after - o.before),
                          now: f.duration(o.before),
                        })}
                        {o.cents !== null && (
                          <span className={styles.cents}>
                            <Money cents={o.cents} currency={currency} round />
                          </span>
                        )}
                      </span>
                    </li>
                  ))}
                </Part>
              )}
              {server && server.overtimeCents !== null && (
                <Part
                  title={
                    <>
                      {t(server.overloaded.length ? 'whatif.cost' : 'whatif.noCost')}
                      {server.overloaded.length > 0 && (
                        <Money cents={server.overtimeCents} currency={currency} round />
                      )}
                    </>
                  }
                >
                  {server.overloaded.some((o) => o.cents === null)
                    ? [
                        <li key="unknown" className="muted">
                          {t('whatif.costUnknown', {
                            names: f.list(
                              server.overloaded
                                .filter((o) => o.cents === null)
                                .flatMap((o) => p.people.find((x) => x.id === o.memberId)?.name ?? []),
                            ),
                          })}
                        </li>,
                      ]
                    : []}
                </Part>
              )}
              {!server && query.isFetching && <p className="muted">{t('whatif.counting')}</p>}
              <Part title={t('whatif.moves', { count: r.moved.length })}>
                {r.moved.map((m) => (
                  <li key={m.taskId}>
                    <span>{title(m.taskId)}</span>
                    <span className="figures">
                      {t('whatif.from', {
                        before: m.before.dueOn ? f.date(m.before.dueOn) : '–',
                        after: m.after.dueOn ? f.date(m.after.dueOn) : '–',
                      })}
                    </span>
                  </li>
                ))}
              </Part>
            </div>
          )}
          <ErrorNote error={asked ? query.error : null} onRetry={() => void query.refetch()} />
        </>
      )}
    </div>
  )
  const buttons = (
    <div className="row">
      {server && end && p.endsOn && (
        <Checkbox
          size="xs"
          className={styles.end}
          checked={withEnd}
          onChange={(event) => setWithEnd(event.currentTarget.checked)}
          label={t('whatif.end', { before: f.date(p.endsOn), after: f.date(end) })}
        />
      )}
      {p.may && (
        <Button onClick={() => void apply()} disabled={!server} loading={applying}>
          {t('whatif.apply')}
        </Button>
      )}
      <Button variant="default" onClick={p.onClose}>
        {t('whatif.leave')}
      </Button>
      <span className="muted caption">{t('whatif.teach')}</span>
    </div>
  )
  if (phone)
    return (
      <Sheet opened onClose={p.onClose} title={t('whatif.title')} footer={buttons}>
        {body}
      </Sheet>
    )
  return (
    <aside className={styles.panel} aria-label={t('whatif.title')} data-noprint>
      <div className={styles.head}>
        <h2>{t('whatif.title')}</h2>
        <button type="button" className={styles.close} aria-label={t('whatif.leave')} onClick={p.onClose}>
          <X size={16} aria-hidden />
        </button>
      </div>
      {body}
      <div className={styles.foot}>{buttons}</div>
    </aside>
  )
}

/** Few are shown, so that what breaks, who has too much and what it costs are seen at once; the rest at a touch. */
function Part({
  title,
  tone,
  children,
}: {
  title: ReactNode
  tone?: 'good' | 'bad'
  children: readonly ReactNode[]
}) {
  const t = useT(messages)
  const [all, setAll] = useState(false)
  const shown = all || children.length <= few + 1 ? children : children.slice(0, few)
  const hidden = children.length - shown.length
  return (
    <section className={styles.part} data-tone={tone}>
      <h3>{title}</h3>
      {shown.length > 0 && <ul>{shown}</ul>}
      {hidden > 0 && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t('whatif.more', { count: hidden })}
        </button>
      )}
    </section>
  )
}
const few = 3
