import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { auth } from '../../auth.ts'
import { useT } from '../../i18n.tsx'
import { Section } from '../../pieces/Page.tsx'
import { State } from '../../pieces/State.tsx'
import styles from '../Account.module.css'
import { FormNote } from '../FormNote.tsx'
import { useFault } from '../signing.ts'
import { AskPassword } from './AskPassword.tsx'
import { messages } from './messages.ts'

type Step = 'rest' | 'enable' | 'disable' | 'codes'

export function TwoFactor() {
  const t = useT(messages)
  const session = useQuery({
    queryKey: ['account', 'two-factor'],
    queryFn: async () => (await auth.getSession({ query: { disableCookieCache: true } })).data,
  })
  const [step, setStep] = useState<Step>('rest')
  const [uri, setUri] = useState('')
  const [codes, setCodes] = useState<string[]>([])
  const on = session.data?.user.twoFactorEnabled === true

  if (uri)
    return (
      <Section title={t('two')}>
        <Scan
          uri={uri}
          onDone={() => {
            setUri('')
            void session.refetch()
          }}
        />
      </Section>
    )
  return (
    <Section title={t('two')} line={on ? undefined : t('twoOff')}>
      {on && <State tone="good">{t('twoOn')}</State>}
      {codes.length > 0 && <RecoveryCodes codes={codes} onDone={() => setCodes([])} />}
      <div className="row">
        {on ? (
          <>
            <Button variant="default" onClick={() => setStep('codes')}>
              {t('twoCodes')}
            </Button>
            <Button variant="subtle" onClick={() => setStep('disable')}>
              {t('twoDisable')}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setStep('enable')}>
            {t('twoEnable')}
          </Button>
        )}
      </div>
      {step !== 'rest' && (
        <AskPassword
          title={t('two')}
          onClose={() => setStep('rest')}
          run={async (password) => {
            if (step === 'enable') {
              const answer = await auth.twoFactor.enable({ password })
              if (answer.data && 'totpURI' in answer.data) {
                setUri(String(answer.data.totpURI))
                setCodes(answer.data.backupCodes ?? [])
              }
              return answer
            }
            if (step === 'codes') {
              const answer = await auth.twoFactor.generateBackupCodes({ password })
              setCodes(answer.data?.backupCodes ?? [])
              return answer
            }
            const answer = await auth.twoFactor.disable({ password })
            void session.refetch()
            return answer
          }}
        />
      )}
    </Section>
  )
}

function Scan({ uri, onDone }: { uri: string; onDone: () => void }) {
  const t = useT(messages)
  const fault = useFault()
  const [picture, setPicture] = useState('')
  const [code, setCode] = useState('')
  const [error, setError] = useState('')
  useEffect(() => {
    void import('qrcode')
      .then((qr) => qr.toString(uri, { type: 'svg', margin: 0 }))
      .then((svg) => setPicture(`data:image/svg+xml,${encodeURIComponent(svg)}`))
  }, [uri])
  const verify = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await auth.twoFactor
      .verifyTotp({ code: code.replaceAll(' ', '') })
      .catch(() => ({ error: {} }))
    if (answer.error) setError(fault(answer.error))
    else onDone()
  }
  return (
    <form className={styles.narrow} onSubmit={(event) => void verify(event)}>
      <p>{t('twoScan')}</p>
      {picture && <img className={styles.qr} src={picture} alt={t('qr')} />}
      <p className="muted">
        {t('twoManual')} <span className={styles.secret}>{new URL(uri).searchParams.get('secret')}</span>
      </p>
      <TextInput
        label={t('twoCode')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <FormNote>{error}</FormNote>
      <div>
        <Button type="submit">{t('twoVerify')}</Button>
      </div>
    </form>
  )
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useT(messages)
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(codes.join('\n'))}`
  return (
    <div className="stack">
      <p>{t('twoKeep')}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row">
        <Button variant="default" component="a" href={file} download="pupitre-codes.txt">
          {t('download')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t('twoDone')}
        </Button>
      </div>
    </div>
  )
}
