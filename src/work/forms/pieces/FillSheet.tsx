import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queries } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { useWorkspace } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { useFields } from '../../fields/pieces/fields.ts'
import { messages } from '../messages.ts'
import type { Answers, Form } from '../model.ts'
import { faultsOf } from './faults.ts'
import { Questions } from './Questions.tsx'

/** A member fills a form in, without leaving the project. */
export function FillSheet({ form, onClose }: { form: Form; onClose: () => void }) {
  const t = useT(messages)
  const workspace = useWorkspace()
  const fields = useFields(form.projectId)
  const [answers, setAnswers] = useState<Answers>({})
  const send = useMutation({
    mutationFn: () => api.work.forms.submit({ id: form.id, answers }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      tell(form.thanks || t('sent'))
      onClose()
    },
  })
  const questions = form.questions.map(({ fieldId, ...q }) => {
    const field = fields.find((f) => f.id === fieldId)
    return { ...q, field: field ? { kind: field.kind, options: field.options } : null }
  })
  return (
    <Sheet
      opened
      onClose={onClose}
      title={form.name}
      footer={
        <Button type="submit" form="fill-form" loading={send.isPending}>
          {t('open.send')}
        </Button>
      }
    >
      <form
        id="fill-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        {form.intro && <p style={{ whiteSpace: 'pre-line' }}>{form.intro}</p>}
        <Questions
          questions={questions}
          answers={answers}
          onChange={setAnswers}
          faults={faultsOf(send.error, () => t('open.required'))}
          files={(key) => ({
            url: `/forms/files?workspace=${workspace.id}&form=${form.id}&question=${key}`,
          })}
        />
        <ErrorNote error={send.error} />
      </form>
    </Sheet>
  )
}
