import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../i18n.tsx'
import { useIsPhone } from '../media.ts'
import { messages } from '../messages.ts'
import { store } from '../store.ts'
import { noBanner, Sheet, useScrollLock } from './Sheet.tsx'

export type Asked = {
  title: string
  /** What will go, named: « 12 tâches », « 3 fichiers ». */
  goes?: readonly string[]
  /** More to know before deciding. */
  line?: string
  /** The verb on the button: « Supprimer le projet ». */
  action: string
  /** To be typed first, for what matters most. */
  word?: string
}

const asked = store<(Asked & { answer: (yes: boolean) => void }) | null>(null)

/** `if (await confirm({ … }))`. Only for what cannot be undone; everything else offers an undo. */
export const confirm = (question: Asked): Promise<boolean> =>
  new Promise((resolve) => {
    asked.get()?.answer(false)
    asked.set({
      ...question,
      answer: (yes) => {
        asked.set(null)
        resolve(yes)
      },
    })
  })

function Question({ question }: { question: Asked & { answer: (yes: boolean) => void } }) {
  const t = useT(messages)
  const [typed, setTyped] = useState('')
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (!question.word || typed.trim() === question.word) question.answer(true)
      }}
    >
      {question.line && <p>{question.line}</p>}
      {question.goes && question.goes.length > 0 && (
        <div>
          <p className="muted">{t('confirm.goes')}</p>
          <ul>
            {question.goes.map((thing) => (
              <li key={thing}>{thing}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="muted">{t('confirm.forever')}</p>
      {question.word && (
        <TextInput
          label={t('confirm.type', { word: question.word })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
        />
      )}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button
          variant="default"
          data-autofocus={question.word ? undefined : true}
          onClick={() => question.answer(false)}
        >
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          color="red"
          disabled={question.word !== undefined && typed.trim() !== question.word}
        >
          {question.action}
        </Button>
      </div>
    </form>
  )
}

/** Mounted once by the shell and by the pages that stand outside it. */
export function Confirmations() {
  const question = asked.use()
  const phone = useIsPhone()
  const t = useT(messages)
  useScrollLock(question !== null)
  if (!question) return null
  const inside = <Question question={question} />
  if (phone)
    return (
      <Sheet opened onClose={() => question.answer(false)} title={question.title}>
        {inside}
      </Sheet>
    )
  return (
    <Modal
      opened
      onClose={() => question.answer(false)}
      title={question.title}
      size={460}
      closeButtonProps={{ 'aria-label': t('close') }}
      attributes={noBanner}
    >
      {inside}
    </Modal>
  )
}
