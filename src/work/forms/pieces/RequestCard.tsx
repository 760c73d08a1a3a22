import { Anchor, Button, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { State } from '#web/pieces/State.tsx'
import { messages } from '../messages.ts'
import type { Request } from '../model.ts'
import outside from './Outside.module.css'
import styles from './Requests.module.css'
import { RequestWords } from './RequestWords.tsx'
import { SentFiles } from './SentFiles.tsx'
import { toneOfRequest } from './tone.ts'

/** A request: who asks what, where it stands, and the answer it is waiting for. */
export function RequestCard({
  request: r,
  may,
  at,
  open: begun,
}: {
  request: Request
  may: boolean
  at: (path: string) => string
  open: boolean
}) {
  const t = useT(messages)
  const { relative } = useFormats()
  const [open, setOpen] = useState(begun)
  const [text, setText] = useState('')
  const [error, setError] = useState<unknown>(null)
  const attempt = async (deed: () => Promise<unknown>) => {
    setError(null)
    try {
      await deed()
      setText('')
      await queries.invalidateQueries({ queryKey: rpc.work.requests.key() })
    } catch (reason) {
      setError(reason)
    }
  }
  const waiting = r.state === 'new'
  return (
    <li className={styles.request}>
      <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={styles.name}>{r.title}</span>
        <State tone={toneOfRequest(r.done ? 'done' : r.state)} quiet>
          {t(`state.${r.done ? 'done' : r.state}`)}
        </State>
        <span className="muted caption">
          {t('by', { name: r.requesterName, form: r.formName })} · {relative(r.createdAt)}
        </span>
      </button>
      {open && (
        <div className={styles.inside}>
          {r.taskNumber !== null && (
            <Anchor component={Link} to={`${at('taches')}?tache=${r.taskNumber}`}>
              {t('task', { number: r.taskNumber })} · {r.statusName}
            </Anchor>
          )}
          <dl className={outside.answers}>
            {r.answers.map((a) => (
              <div key={a.label}>
                <dt>{a.label}</dt>
                <dd>{a.text}</dd>
              </div>
            ))}
          </dl>
          {r.answer && <blockquote className={outside.answer}>{r.answer}</blockquote>}
          <SentFiles files={r.files} unknown />
          <RequestWords words={r.words} you={t('follow.you')} />
          {may && (
            <>
              <Textarea
                label={waiting ? t('why') : t('say')}
                rows={2}
                maxLength={4_000}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
              <ErrorNote error={error} />
              <div className="row">
                {waiting ? (
                  <>
                    <Button
                      size="xs"
                      onClick={() =>
                        void attempt(() =>
                          api.work.requests.accept({ id: r.id, version: r.version, answer: text }),
                        )
                      }
                    >
                      {t('accept')}
                    </Button>
                    <Button
                      size="xs"
                      variant="default"
                      disabled={!text.trim()}
                      onClick={() =>
                        void attempt(() =>
                          api.work.requests.decline({ id: r.id, version: r.version, answer: text }),
                        )
                      }
                    >
                      {t('decline')}
                    </Button>
                  </>
                ) : (
                  <Button
                    size="xs"
                    variant="default"
                    disabled={!text.trim()}
                    onClick={() => void attempt(() => api.work.requests.say({ id: r.id, text }))}
                  >
                    {t('send')}
                  </Button>
                )}
              </div>
            </>
          )}
        </div>
      )}
    </li>
  )
}
