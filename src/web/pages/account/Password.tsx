import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { auth } from '../../auth.ts'
import { useT } from '../../i18n.tsx'
import { Section } from '../../pieces/Page.tsx'
import { tell } from '../../undo.tsx'
import styles from '../Account.module.css'
import { FormNote } from '../FormNote.tsx'
import { NewPassword } from '../NewPassword.tsx'
import { useFault } from '../signing.ts'
import { messages } from './messages.ts'

export function Password() {
  const t = useT(messages)
  const fault = useFault()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await auth
      .changePassword({ currentPassword: current, newPassword: next, revokeOtherSessions: true })
      .catch(() => ({ error: {} }))
    setBusy(false)
    setError(fault(answer.error))
    if (answer.error) return
    setCurrent('')
    setNext('')
    tell(t('changed'))
  }
  return (
    <Section title={t('password')}>
      <form className={styles.narrow} onSubmit={(event) => void change(event)}>
        <PasswordInput
          label={t('current')}
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPassword label={t('next')} value={next} onChange={setNext} />
        <FormNote>{error}</FormNote>
        <div>
          <Button type="submit" variant="default" loading={busy}>
            {t('change')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
