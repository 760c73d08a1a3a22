import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import type { Candidate } from '../model.ts'
import styles from './People.module.css'

/**
 * Who could take a task, best first: what they know of what it asks for, and the time they have before it is due.
 * `onGive` hands it over, `onShare` adds them.
 */
export function WhoCould({
  taskId,
  onGive,
  onShare,
  most = 8,
}: {
  taskId: string
  onGive: (id: string, name: string) => unknown
  onShare?: (id: string, name: string) => unknown
  most?: number
}) {
  const t = useT(messages)
  const query = useQuery(
    rpc.work.capacity.candidates.queryOptions({
      input: { id: taskId },
      meta: { topics: ['task', 'calendar', 'dayOff', 'memberWork'] },
    }),
  )
  return (
    <section aria-label={t('who')} className="stack" style={{ gap: 6 }}>
      <h3>{t('who')}</h3>
      <p className="caption muted">{t('who.line')}</p>
      <Loaded query={query} rows={4}>
        {(found) =>
          found.length ? (
            <ul className={styles.candidates}>
              {found.slice(0, most).map((c) => (
                <li key={c.id}>
                  <One candidate={c} />
                  {!c.already && (
                    <span className="row" style={{ flexWrap: 'nowrap' }}>
                      {onShare && (
                        <Button
                          size="xs"
                          variant="subtle"
                          aria-label={t('who.share', { name: c.name })}
                          onClick={() => void onShare(c.id, c.name)}
                        >
                          {t('who.add')}
                        </Button>
                      )}
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={t('who.give', { name: c.name })}
                        onClick={() => void onGive(c.id, c.name)}
                      >
                        {t('who.choose')}
                      </Button>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          ) : (
            <p className="muted">{t('who.none')}</p>
          )
        }
      </Loaded>
    </section>
  )
}

function One({ candidate: c }: { candidate: Candidate }) {
  const t = useT(messages)
  const f = useFormats()
  const free =
    c.needed > 0
      ? t('who.free', { free: f.duration(c.free), needed: f.duration(c.needed) })
      : t('who.freeOnly', { free: f.duration(c.free) })
  return (
    <div style={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <Person name={c.name} note={c.already ? t('who.already') : undefined} size={20} />
      <span className="caption muted">
        {free}
        {c.matched.length > 0 && ` · ${t('who.has', { skills: f.list(c.matched) })}`}
        {c.missing.length > 0 && (
          <span className={styles.lacks}> · {t('who.lacks', { skills: f.list(c.missing) })}</span>
        )}
      </span>
      <Meter
        ratio={c.score}
        tone={c.score >= 1 ? 'good' : c.score > 0.4 ? 'risk' : 'active'}
        label={f.percent(c.score)}
      />
    </div>
  )
}
