import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Building2, Fingerprint, Mail } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { rpc } from '../api.ts'
import { auth } from '../auth.ts'
import { useT } from '../i18n.tsx'
import styles from './Doorway.module.css'
import { Doorway } from './Doorway.tsx'
import { messages } from './doorway-messages.ts'
import { FormNote } from './FormNote.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { type AuthFault, enter, refusal, safeNext, useFault } from './signing.ts'

export default function SignIn() {
  const t = useT(messages)
  const fault = useFault()
  const { suite, error: refused } = useSearch({ strict: false }) as { suite?: string; error?: string }
  const setup = useQuery(rpc.setup.status.queryOptions())
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [step, setStep] = useState<'password' | 'second'>('password')
  const [busy, setBusy] = useState('')
  // Said by its key, so that it follows the language chosen on the page.
  const [sentBack, setSentBack] = useState(refusal(refused))
  const [error, setError] = useState('')
  const [done, setDone] = useState('')

  const back = suite ? `/connexion?suite=${encodeURIComponent(safeNext(suite))}` : '/connexion'

  const attempt = async (what: string, run: () => Promise<{ error: AuthFault | null } | undefined>) => {
    setBusy(what)
    setSentBack(undefined)
    setError('')
    setDone('')
    try {
      const answer = await run()
      setError(fault(answer?.error))
      return !answer?.error
    } catch {
      setError(fault({}))
      return false
    } finally {
      setBusy('')
    }
  }
  const needsEmail = () => {
    if (email.trim()) return false
    setSentBack(undefined)
    setError(t('in.needEmail'))
    return true
  }
  const signIn = (event: FormEvent) => {
    event.preventDefault()
    void attempt('password', async () => {
      const answer = await auth.signIn.email({ email, password })
      if (answer.data) {
        if ('twoFactorRedirect' in answer.data) setStep('second')
        else enter(suite)
      }
      return answer
    })
  }
  const magic = async () => {
    if (needsEmail()) return
    const ok = await attempt('magic', () =>
      auth.signIn.magicLink({ email, callbackURL: safeNext(suite), errorCallbackURL: back }),
    )
    if (ok) setDone(t('in.magicSent', { email }))
  }
  const forgot = async () => {
    if (needsEmail()) return
    const ok = await attempt('forgot', () =>
      auth.requestPasswordReset({ email, redirectTo: '/mot-de-passe' }),
    )
    if (ok) setDone(t('in.resetSent', { email }))
  }
  const passkey = () =>
    attempt('passkey', async () => {
      const answer = await auth.signIn.passkey()
      if (!answer?.error) enter(suite)
      return answer as { error: AuthFault | null }
    })
  const company = () => {
    if (!needsEmail())
      void attempt('sso', async () => {
        const answer = await auth.signIn.sso({ email, callbackURL: safeNext(suite), errorCallbackURL: back })
        // The library gives this refusal no code of its own.
        return answer.error?.status === 404 ? { error: { code: 'NO_PROVIDER', status: 404 } } : answer
      })
  }

  if (step === 'second')
    return <SecondFactor onDone={() => enter(suite)} onBack={() => setStep('password')} />
  return (
    <Doorway title={t('in.title')} line={t('in.line')}>
      <form className="stack" onSubmit={signIn}>
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username webauthn"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        />
        <FormNote>{error || (sentBack && t(sentBack))}</FormNote>
        <Button type="submit" loading={busy === 'password'}>
          {t('in.submit')}
        </Button>
        <button type="button" className={styles.link} onClick={() => void forgot()}>
          {t('in.forgot')}
        </button>
      </form>
      <div className={styles.or}>{t('or')}</div>
      <div className="stack">
        <Button
          variant="default"
          leftSection={<Mail size={16} />}
          loading={busy === 'magic'}
          onClick={() => void magic()}
        >
          {t('in.magic')}
        </Button>
        <Button
          variant="default"
          leftSection={<Fingerprint size={16} />}
          loading={busy === 'passkey'}
          onClick={() => void passkey()}
        >
          {t('in.passkey')}
        </Button>
        {setup.data?.sso && (
          <Button
            variant="default"
            leftSection={<Building2 size={16} />}
            loading={busy === 'sso'}
            onClick={company}
          >
            {t('in.sso')}
          </Button>
        )}
      </div>
      {done && (
        <div className={styles.done} role="status">
          <p>{done}</p>
          {setup.data?.mail === false && <p className="caption muted">{t('in.noMail')}</p>}
        </div>
      )}
    </Doorway>
  )
}
