import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { messages } from '../messages.ts'
import type { Decision, Verdict } from '../model.ts'
import styles from './Decide.module.css'

/** Yes, not yet, or no: chosen first, then confirmed with a word, so that a finger that slips decides nothing. */
export function Decide({
  submit,
  colour,
  ink,
}: {
  submit: (verdict: Verdict) => Promise<unknown>
  colour?: string
  ink?: string
}) {
  const t = useT(messages)
  const [choice, setChoice] = useState<Decision | null>(null)
  const [comment, setComment] = useState('')
  const send = useMutation({ mutationFn: (decision: Decision) => submit({ decision, comment }) })
  const paint = colour ? { style: { background: colour, color: ink, borderColor: colour } } : {}
  if (!choice)
    return (
      <div className={styles.choices}>
        <Button size="md" {...paint} onClick={() => setChoice('approved')}>
          {t('outside.approve')}
        </Button>
        <Button size="md" variant="default" onClick={() => setChoice('changes')}>
          {t('outside.changes')}
        </Button>
        <Button size="md" variant="subtle" color="red" onClick={() => setChoice('refused')}>
          {t('outside.refuse')}
        </Button>
      </div>
    )
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate(choice)
  }
  return (
    <form className="stack" onSubmit={onSubmit}>
      <Textarea
        label={t(choice === 'changes' ? 'outside.commentNeeded' : 'outside.comment')}
        required={choice === 'changes'}
        data-autofocus
        autoFocus
        rows={3}
        maxLength={5000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <ErrorNote error={send.error} />
      <div className={styles.choices}>
        <Button
          size="md"
          type="submit"
          loading={send.isPending}
          disabled={choice === 'changes' && !comment.trim()}
          {...(choice === 'refused'
            ? { color: 'red' }
            : choice === 'changes' && !comment.trim()
              ? {}
              : paint)}
        >
          {t(`outside.confirm.${choice}`)}
        </Button>
        <Button size="md" variant="default" onClick={() => setChoice(null)}>
          {t('outside.cancel')}
        </Button>
      </div>
    </form>
  )
}
