import { Button, Radio, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { tell } from '#web/undo.tsx'
import { exportMessages } from '../export/messages.ts'
import styles from './CalendarFeeds.module.css'

type Props = { projectId: string | null; view: { id: string; name: string } | null; onClose: () => void }
type What = 'mine' | 'project' | 'view'

/** One's calendar addresses: made, copied into a calendar program, withdrawn. */
export default function CalendarFeeds({ projectId, view, onClose }: Props) {
  const t = useT(exportMessages)
  const { relative, exact } = useFormats()
  const query = useQuery(rpc.work.feeds.list.queryOptions())
  const [what, setWhat] = useState<What>(view ? 'view' : projectId ? 'project' : 'mine')
  const [todos, setTodos] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.feeds.key() })
  const attempt = async (deed: () => Promise<unknown>) => {
    setError(null)
    try {
      await deed()
      await refresh()
    } catch (reason) {
      setError(reason)
    }
  }
  const make = () =>
    attempt(() =>
      api.work.feeds.create({
        projectId: what === 'project' ? projectId : null,
        viewId: what === 'view' ? (view?.id ?? null) : null,
        todos,
      }),
    )
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url)
    tell(t('feed.copied'))
  }
  return (
    <Sheet opened onClose={onClose} title={t('feed.title')}>
      <div className="stack">
        <p className="muted">{t('feed.line')}</p>
        <ErrorNote error={error} />
        <Radio.Group label={t('feed.what')} value={what} onChange={(v) => setWhat(v as What)}>
          <div className={styles.choices}>
            {view && <Radio value="view" label={`${t('feed.ofView')} : ${view.name}`} />}
            {projectId && <Radio value="project" label={t('feed.ofProject')} />}
            <Radio value="mine" label={t('feed.mine')} />
          </div>
        </Radio.Group>
        <Switch
          checked={todos}
          label={t('feed.todos')}
          onChange={(event) => setTodos(event.currentTarget.checked)}
        />
        <div>
          <Button onClick={() => void make()}>{t('feed.make')}</Button>
        </div>
        <Loaded query={query}>
          {(feeds) =>
            feeds.length === 0 ? (
              <p className="muted">{t('feed.none')}</p>
            ) : (
              <ul className={styles.feeds}>
                {feeds.map((f) => (
                  <li key={f.id}>
                    <div className={styles.about}>
                      <strong>{f.name}</strong>
                      <span className="muted caption" title={f.readAt ? exact(f.readAt) : undefined}>
                        {f.readAt ? t('feed.read', { when: relative(f.readAt) }) : t('feed.unread')}
                      </span>
                      <input
                        readOnly
                        aria-label={f.name}
                        className={styles.address}
                        value={f.url}
                        onFocus={(event) => event.currentTarget.select()}
                      />
                    </div>
                    <div className="row">
                      <Button
                        size="xs"
                        variant="default"
                        leftSection={<Copy size={14} aria-hidden />}
                        onClick={() => void copy(f.url)}
                      >
                        {t('feed.copy')}
                      </Button>
                      <Button
                        size="xs"
                        variant="subtle"
                        leftSection={<Trash2 size={14} aria-hidden />}
                        onClick={() =>
                          void attempt(async () => {
                            await api.work.feeds.discard({ id: f.id })
                            tell(t('feed.withdrawn'))
                          })
                        }
                      >
                        {t('feed.withdraw')}
                      </Button>
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Sheet>
  )
}
