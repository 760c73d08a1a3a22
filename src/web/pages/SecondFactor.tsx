import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { auth } from '../auth.ts'
import { useT } from '../i18n.tsx'
import styles from './Doorway.module.css'
import { Doorway } from './Doorway.tsx'
import { messages } from './doorway-messages.ts'
import { FormNote } from './FormNote.tsx'
import { useFault } from './signing.ts'

export function SecondFactor({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const t = useT(messages)
  const fault = useFault()
  const [backup, setBackup] = useState(false)
  const [code, setCode] = useState('')
  const [trustDevice, setTrust] = useState(false)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)

  const verify = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError('')
    const given = code.trim()
    const answer = await (backup
      ? auth.twoFactor.verifyBackupCode({ code: given, trustDevice })
      : auth.twoFactor.verifyTotp({ code: given, trustDevice })
    ).catch(() => ({ error: {} }))
    setBusy(false)
    if (answer.error) setError(fault(answer.error))
    else onDone()
  }
  return (
    <Doorway title={t('two.title')} line={t(backup ? 'two.backupLine' : 'two.line')}>
      <form className="stack" onSubmit={(event) => void verify(event)}>
        <TextInput
          key={String(backup)}
          label={t(backup ? 'two.backup' : 'two.code')}
          required
          autoFocus
          autoComplete="one-time-code"
          {...(backup ? {} : { inputMode: 'numeric' as const, pattern: '[0-9 ]{6,7}', maxLength: 7 })}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Checkbox
          label={t('two.trust')}
          checked={trustDevice}
          onChange={(event) => setTrust(event.currentTarget.checked)}
        />
        <FormNote>{error}</FormNote>
        <Button type="submit" loading={busy}>
          {t('two.submit')}
        </Button>
        <div className="spread">
          <button
            type="button"
            className={styles.link}
            onClick={() => {
              setBackup((now) => !now)
              setCode('')
              setError('')
            }}
          >
            {t(backup ? 'two.useCode' : 'two.useBackup')}
          </button>
          <button type="button" className={styles.link} onClick={onBack}>
            {t('back')}
          </button>
        </div>
      </form>
    </Doorway>
  )
}
