import { lazy, Suspense } from 'react'
import { store } from '../store.ts'

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

export type Question = Asked & { answer: (yes: boolean) => void }

const asked = store<Question | null>(null)

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

const Dialog = lazy(() => import('./ConfirmDialog.tsx'))

/** Mounted once, around everything; the dialog itself comes when it is first needed. */
export function Confirmations() {
  const question = asked.use()
  return (
    <Suspense fallback={null}>{question && <Dialog key={question.title} question={question} />}</Suspense>
  )
}
