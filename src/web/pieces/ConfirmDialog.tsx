import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Over } from '../shell/Over.tsx'
import type { Question } from './Confirm.tsx'

export default function ConfirmDialog({ question }: { question: Question }) {
  return (
    <Over title={question.title} onClose={() => question.answer(false)} size={460}>
      <Form question={question} />
    </Over>
  )
}

function Form({ question }: { question: Question }) {
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
