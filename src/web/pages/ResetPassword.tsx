import { Button } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { auth } from '../auth.ts'
import { useT } from '../i18n.tsx'
import { Doorway } from './Doorway.tsx'
import { messages } from './doorway-messages.ts'
import { FormNote } from './FormNote.tsx'
import { NewPassword } from './NewPassword.tsx'
import { enter, useFault } from './signing.ts'

export default function ResetPassword() {
  const t = useT(messages)
  const fault = useFault()
  const { token, error: refused } = useSearch({ strict: false }) as { token?: string; error?: string }
  const [password, setPassword] = useState('')
  const [error, setError] = useState(!token || refused ? t('error.INVALID_TOKEN') : '')
  const [busy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await auth
      .resetPassword({ newPassword: password, token: token ?? '' })
      .catch(() => ({ error: {} }))
    setBusy(false)
    if (answer.error) setError(fault(answer.error))
    else enter('/connexion')
  }
  return (
    <Doorway title={t('reset.title')} line={t('reset.line')}>
      <form className="stack" onSubmit={(event) => void save(event)}>
        <NewPassword label={t('newPassword')} value={password} onChange={setPassword} />
        <FormNote>{error}</FormNote>
        <Button type="submit" loading={busy} disabled={!token}>
          {t('reset.submit')}
        </Button>
      </form>
    </Doorway>
  )
}
