import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import { type Capacity, loadOf, overAfter, type Proposal } from '../model.ts'
import styles from './People.module.css'
import { useLevelling } from './useCapacity.ts'

/** What could be done about the overload. Nothing is ticked, and nothing is done, without one's hand. */
export function Proposals({
  data,
  from,
  to,
  projectId,
  onClose,
}: {
  data: Capacity
  from: string
  to: string
  projectId: string | null
  onClose: () => void
}) {
  const t = useT(messages)
  const f = useFormats()
  const level = useLevelling()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const query = useQuery(
    rpc.work.capacity.proposals.queryOptions({
      input: { from, to, ...(projectId ? { projectId } : {}) },
      meta: { topics: ['task', 'calendar', 'dayOff', 'memberWork'] },
    }),
  )
  const works = new Map(data.works.map((w) => [w.id, w]))
  const names = new Map(data.people.map((p) => [p.id, p.name]))
  const projects = new Map(data.projects.map((p) => [p.id, p.name]))
  const input = { ...data, from, to }
  const now = loadOf(input).over
  const chosen = (query.data ?? []).filter((p) => picked.has(p.id))
  const taken = new Set(chosen.map((p) => p.workId))
  const apply = async () => {
    setBusy(true)
    const changes = chosen.map((p) => ({
      taskId: p.workId,
      version: works.get(p.workId)?.version ?? 1,
      ...p.patch,
    }))
    const done = await level(changes, t('proposal.applied', { count: changes.length }))
    setBusy(false)
    if (done) {
      setPicked(new Set())
      await query.refetch()
    }
  }
  const toggle = (id: string) =>
    setPicked((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  const say = (p: Proposal) =>
    t(`proposal.${p.kind}`, {
      title: works.get(p.workId)?.title ?? '',
      days: p.days,
      to: names.get(p.toId ?? '') ?? '',
    })
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t('proposals')}
      size={560}
      footer={
        <div className="spread" style={{ flex: 1 }}>
          <span aria-live="polite">
            {t('proposal.now', { now: f.duration(now) })}
            {chosen.length > 0 && (
              <>
                {', '}
                <strong>{t('proposal.then', { after: f.duration(overAfter(input, chosen)) })}</strong>
              </>
            )}
          </span>
          <Button
            style={{ flexShrink: 0 }}
            disabled={!chosen.length}
            loading={busy}
            onClick={() => void apply()}
          >
            {t('proposal.apply', { count: chosen.length })}
          </Button>
        </div>
      }
    >
      <p className="muted">{t('proposals.line')}</p>
      <Loaded query={query}>
        {(found) =>
          found.length === 0 ? (
            <Empty compact drawing="lamp" sentence={t(now > 0 ? 'proposals.none' : 'proposals.calm')} />
          ) : (
            <ul className={styles.proposals}>
              {found.map((p) => {
                const work = works.get(p.workId)
                const clash = !picked.has(p.id) && taken.has(p.workId)
                return (
                  <li key={p.id}>
                    <Checkbox
                      id={`proposal-${p.id}`}
                      checked={picked.has(p.id)}
                      disabled={clash}
                      onChange={() => toggle(p.id)}
                      aria-describedby={`effect-${p.id}`}
                    />
                    <div>
                      <label htmlFor={`proposal-${p.id}`}>{say(p)}</label>
                      <div id={`effect-${p.id}`} className={styles.effects}>
                        <span className={styles.gain}>
                          {t('proposal.removed', { hours: f.duration(p.removed) })}
                        </span>
                        <span>{t('proposal.for', { who: names.get(p.personId) ?? '' })}</span>
                        {p.patch.dueOn && <span>{t('proposal.ends', { date: f.date(p.patch.dueOn) })}</span>}
                        <span>
                          {p.finish === 0
                            ? t('proposal.finish')
                            : t(p.finish > 0 ? 'proposal.later' : 'proposal.sooner', {
                                days: Math.abs(p.finish),
                              })}
                        </span>
                        {p.pushes && <span>{t('proposal.pushes')}</span>}
                        {work?.projectId && <span>{projects.get(work.projectId)}</span>}
                        {clash && <span>{t('proposal.clash')}</span>}
                      </div>
                    </div>
                  </li>
                )
              })}
            </ul>
          )
        }
      </Loaded>
    </Sheet>
  )
}
