import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Repeat2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { ruleWords } from '../model/words.ts'
import { type Recurrence, readRule } from '../model.ts'

const RepeatSheet = lazy(() => import('./RepeatSheet.tsx').then((m) => ({ default: m.RepeatSheet })))

type Props = {
  task: { id: string; dueOn: string | null; recurrenceId: string | null; title: string }
  may: boolean
  /** After any change: the task itself, and those to come, may have changed. */
  onChanged: () => unknown
}

/** How a task comes back, in words, with what can be done about it. */
export function Repeat({ task, may, onChanged }: Props) {
  const t = useT(messages)
  const { locale, date, timeZone } = useFormats()
  const told = useTold()
  const [editing, setEditing] = useState(false)
  const { data } = useQuery({
    ...rpc.work.recurring.get.queryOptions({ input: { id: task.recurrenceId ?? '' } }),
    enabled: task.recurrenceId !== null,
  })
  const recurrence: Recurrence | null = (task.recurrenceId && data) || null
  const rule = recurrence?.rule ? readRule(recurrence.rule) : null
  const words = !recurrence
    ? ''
    : rule && !('fault' in rule)
      ? ruleWords(rule, t, locale, date)
      : t('after', { n: recurrence.afterDays ?? 1 })
  const changed = async () => {
    await queries.invalidateQueries({ queryKey: rpc.work.recurring.key() })
    await onChanged()
  }
  const attempt = async (deed: () => Promise<unknown>, said?: string) => {
    try {
      await deed()
      await changed()
      if (said) tell(said)
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const skip = () =>
    attempt(async () => {
      await api.work.recurring.skip({ taskId: task.id })
      offer(t('skipped'), () => api.work.tasks.restore({ id: task.id }).then(changed))
    })
  if (!recurrence && !may) return null
  return (
    <div>
      {recurrence ? (
        <>
          <p style={{ margin: 0 }}>
            <Repeat2 size={15} aria-hidden style={{ verticalAlign: -2 }} /> {words}
            {recurrence.paused && <span className="muted"> · {t('paused')}</span>}
          </p>
          {recurrence.next.length > 0 && (
            <p className="caption muted" style={{ margin: '2px 0 0' }}>
              {t('next', {
                days: recurrence.next
                  .slice(0, 3)
                  .map((d) => date(d))
                  .join(' · '),
              })}
            </p>
          )}
          {may && (
            <div className="row" style={{ marginTop: 6 }}>
              <Button size="xs" variant="default" onClick={() => setEditing(true)}>
                {t('edit')}
              </Button>
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  void attempt(() => api.work.recurring.follow({ taskId: task.id }), t('followed'))
                }
              >
                {t('follow')}
              </Button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button size="xs" variant="subtle" aria-label={t('title')}>
                    …
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => void skip()}>{t('skip')}</Menu.Item>
                  <Menu.Item
                    onClick={() =>
                      void attempt(() =>
                        api.work.recurring.pause({ id: recurrence.id, paused: !recurrence.paused }),
                      )
                    }
                  >
                    {t(recurrence.paused ? 'resume' : 'pause')}
                  </Menu.Item>
                  <Menu.Item
                    onClick={() =>
                      void attempt(() => api.work.recurring.stop({ id: recurrence.id }), t('stopped'))
                    }
                  >
                    {t('stop')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </div>
          )}
        </>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<Repeat2 size={14} aria-hidden />}
          onClick={() => setEditing(true)}
        >
          {t('add')}
        </Button>
      )}
      {editing && (
        <Suspense fallback={null}>
          <RepeatSheet
            taskId={task.id}
            day={task.dueOn ?? dayOf(new Date(), timeZone)}
            recurrence={recurrence}
            onClose={() => setEditing(false)}
            onSaved={changed}
          />
        </Suspense>
      )}
    </div>
  )
}
