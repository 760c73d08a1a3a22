import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useT } from '../../i18n.tsx'
import { Sheet } from '../../pieces/Sheet.tsx'
import { FormNote } from '../FormNote.tsx'
import { type AuthFault, useFault } from '../signing.ts'
import { messages } from './messages.ts'

/** What touches the locks asks for the password again. */
export function AskPassword({
  title,
  hint,
  run,
  onClose,
}: {
  title: string
  /** Given, the password may be left empty: the hint says when. */
  hint?: string
  run: (password: string) => Promise<{ error: AuthFault | null }>
  onClose: () => void
}) {
  const t = useT(messages)
  const fault = useFault()
  const [password, setPassword] = useState('')
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await run(password).catch(() => ({ error: {} }))
    setBusy(false)
    setError(fault(answer.error))
    if (!answer.error) onClose()
  }
  return (
    <Sheet opened onClose={onClose} title={title}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <PasswordInput
          label={t('twoAsk')}
          description={hint}
          autoComplete="current-password"
          required={!hint}
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <FormNote>{error}</FormNote>
        <Button type="submit" loading={busy}>
          {t('confirm')}
        </Button>
      </form>
    </Sheet>
  )
}
