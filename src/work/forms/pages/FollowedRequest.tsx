import { Button, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { State } from '#web/pieces/State.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import styles from '../pieces/Outside.module.css'
import { Outside } from '../pieces/Outside.tsx'
import { RequestWords } from '../pieces/RequestWords.tsx'
import { SentFiles } from '../pieces/SentFiles.tsx'
import { toneOfRequest } from '../pieces/tone.ts'

/** Where one's request stands, for whoever asked, by the link they were given. */
export default function FollowedRequest() {
  const t = useT(messages)
  const { longDate } = useFormats()
  const { token: key = '' } = useParams({ strict: false }) as { token?: string }
  const options = rpc.work.formDoor.follow.queryOptions({ input: { key }, retry: false })
  const query = useQuery(options)
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const say = useMutation({
    mutationFn: () => api.work.formDoor.say({ key, text }),
    onSuccess: (next) => {
      setText('')
      queries.setQueryData(options.queryKey, next)
    },
  })
  if (query.error)
    return (
      <Outside title={t('follow.title')}>
        <h1 className={styles.title}>{t('follow.title')}</h1>
        <ErrorNote error={query.error} />
      </Outside>
    )
  const r = query.data
  if (!r)
    return (
      <Outside title={t('follow.title')}>
        <Waiting title rows={6} />
      </Outside>
    )
  return (
    <Outside title={r.title} foot={t('open.foot', { workspace: r.workspace })}>
      <p className="muted">{r.form}</p>
      <div className={styles.head}>
        <h1 className={styles.title}>{r.title}</h1>
        <State tone={toneOfRequest(r.state)}>{t(`state.${r.state}`)}</State>
      </div>
      <p className="muted">
        {t('follow.made', { date: longDate(r.createdAt), workspace: r.workspace })}
        {r.dueOn && r.state !== 'declined' && ` ${t('follow.due', { date: longDate(r.dueOn) })}`}
      </p>
      {r.answer && <blockquote className={styles.answer}>{r.answer}</blockquote>}
      <h2>{t('follow.answers')}</h2>
      <dl className={styles.answers}>
        {r.answers.map((a) => (
          <div key={a.label}>
            <dt>{a.label}</dt>
            <dd>{a.text}</dd>
          </div>
        ))}
      </dl>
      <SentFiles files={r.files} />
      <RequestWords words={r.words} you={t('follow.you')} />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) say.mutate()
        }}
      >
        <Textarea
          label={t('follow.say')}
          rows={3}
          maxLength={4_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ErrorNote error={say.error} />
        <div>
          <Button type="submit" variant="default" loading={say.isPending} disabled={!text.trim()}>
            {t('send')}
          </Button>
        </div>
      </form>
    </Outside>
  )
}
