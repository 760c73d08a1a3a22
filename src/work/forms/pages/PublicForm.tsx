import { Anchor, Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import type { Answers, OpenForm } from '../model.ts'
import { faultsOf } from '../pieces/faults.ts'
import styles from '../pieces/Outside.module.css'
import { Outside } from '../pieces/Outside.tsx'
import { Questions } from '../pieces/Questions.tsx'

/** A form as anyone sees it who was given its link. */
export default function PublicForm() {
  const t = useT(messages)
  const { token: key = '' } = useParams({ strict: false }) as { token?: string }
  const query = useQuery(rpc.work.formDoor.read.queryOptions({ input: { key }, retry: false }))
  if (query.error)
    return (
      <Outside title={t('open.closed')}>
        <h1 className={styles.title}>{t('open.closed')}</h1>
        <ErrorNote error={query.error} />
      </Outside>
    )
  if (!query.data)
    return (
      <Outside title={t('open.title')}>
        <Waiting title rows={6} />
      </Outside>
    )
  return <Filled form={query.data} keyed={key} />
}

function Filled({ form, keyed }: { form: OpenForm; keyed: string }) {
  const t = useT(messages)
  const [answers, setAnswers] = useState<Answers>({})
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [website, setWebsite] = useState('')
  const send = useMutation({
    mutationFn: () => api.work.formDoor.submit({ key: keyed, name, email, website, answers }),
    onSuccess: () => scrollTo({ top: 0 }),
  })
  const foot = t('open.foot', { workspace: form.workspace })
  if (send.data)
    return (
      <Outside title={form.name} foot={foot}>
        <h1 className={styles.title}>{t('open.thanks')}</h1>
        {send.data.thanks && <p className={styles.words}>{send.data.thanks}</p>}
        <div className="row">
          {send.data.follow && (
            <Button component="a" href={send.data.follow}>
              {t('open.follow')}
            </Button>
          )}
          <Anchor
            component="button"
            type="button"
            onClick={() => {
              setAnswers({})
              send.reset()
            }}
          >
            {t('open.another')}
          </Anchor>
        </div>
      </Outside>
    )
  return (
    <Outside title={form.name} foot={foot}>
      <h1 className={styles.title}>{form.name}</h1>
      {form.intro && <p className={styles.words}>{form.intro}</p>}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <Questions
          questions={form.questions}
          answers={answers}
          onChange={setAnswers}
          faults={faultsOf(send.error, () => t('open.required'))}
          files={(key) => ({
            url: `/forms/files?question=${key}`,
            // In a header, never in the address: addresses are logged.
            headers: { 'x-form-key': keyed },
          })}
        />
        <TextInput
          label={t('open.your')}
          required
          maxLength={120}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="email"
          label={t('open.email')}
          maxLength={200}
          autoComplete="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <label className={styles.trap} aria-hidden>
          {t('open.website')}
          <input
            tabIndex={-1}
            autoComplete="off"
            value={website}
            onChange={(event) => setWebsite(event.currentTarget.value)}
          />
        </label>
        <ErrorNote error={send.error} />
        <div>
          <Button type="submit" loading={send.isPending}>
            {t('open.send')}
          </Button>
        </div>
      </form>
    </Outside>
  )
}
