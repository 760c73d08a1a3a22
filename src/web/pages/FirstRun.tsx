import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { Compass, PenLine } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api, rpc } from '../api.ts'
import { auth } from '../auth.ts'
import { speech, useT } from '../i18n.tsx'
import { ErrorNote } from '../pieces/ErrorNote.tsx'
import { Progress } from '../pieces/Progress.tsx'
import { Loaded } from '../pieces/Waiting.tsx'
import styles from './Doorway.module.css'
import { Doorway } from './Doorway.tsx'
import { messages } from './doorway-messages.ts'
import { NewPassword } from './NewPassword.tsx'
import { enter } from './signing.ts'

/** Shown as long as nobody has an account here. */
export default function FirstRun() {
  const t = useT(messages)
  const setup = useQuery({ ...rpc.setup.status.queryOptions(), staleTime: 0 })
  const [creating, setCreating] = useState(false)
  if (setup.data && !setup.data.isNew) return <Navigate to="/connexion" replace />
  if (creating) return <CreateFirst onBack={() => setCreating(false)} />
  return (
    <Doorway title={t('first.title')} line={t('first.line')} wide>
      <Loaded query={setup}>
        {() => (
          <div className={styles.choices}>
            <button type="button" className={styles.choice} onClick={() => setCreating(true)}>
              <PenLine size={20} aria-hidden />
              <span>
                <b>{t('first.create')}</b>
                {t('first.createLine')}
              </span>
            </button>
            <OpenDemo />
          </div>
        )}
      </Loaded>
    </Doorway>
  )
}

/** Makes the demo, says how far it is, and walks in with the account that everybody knows. */
function OpenDemo() {
  const t = useT(messages)
  const open = useMutation({
    mutationFn: async () => {
      const { slug, email, password } = await api.demo.open()
      await auth.signIn.email({ email, password })
      enter(`/${slug}/aujourdhui`)
    },
  })
  const status = useQuery({
    ...rpc.demo.status.queryOptions(),
    staleTime: 0,
    refetchInterval: open.isPending ? 700 : false,
  })
  if (!status.data?.possible) return null
  return (
    <>
      <button type="button" className={styles.choice} disabled={open.isPending} onClick={() => open.mutate()}>
        <Compass size={20} aria-hidden />
        <span>
          <b>{t('first.demo')}</b>
          {t('first.demoLine')}
        </span>
      </button>
      {open.isPending && (
        <Progress label={t('first.demoBuilding')} done={status.data.done} total={status.data.total} />
      )}
      <ErrorNote error={open.error} />
    </>
  )
}

function CreateFirst({ onBack }: { onBack: () => void }) {
  const t = useT(messages)
  const [draft, setDraft] = useState({ workspace: '', name: '', email: '', password: '' })
  const set = (key: keyof typeof draft) => (value: string) => setDraft((now) => ({ ...now, [key]: value }))
  const create = useMutation({
    mutationFn: async () => {
      const { slug } = await api.setup.create({ ...draft, ...spoken() })
      await auth.signIn.email({ email: draft.email, password: draft.password })
      enter(`/${slug}/aujourdhui`)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <Doorway title={t('first.createTitle')} line={t('first.createHint')}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={t('workspaceName')}
          description={t('workspaceHint')}
          required
          maxLength={100}
          autoComplete="organization"
          value={draft.workspace}
          onChange={(event) => set('workspace')(event.currentTarget.value)}
          autoFocus
        />
        <TextInput
          label={t('name')}
          required
          maxLength={100}
          autoComplete="name"
          value={draft.name}
          onChange={(event) => set('name')(event.currentTarget.value)}
        />
        <TextInput
          label={t('email')}
          type="email"
          required
          autoComplete="username"
          value={draft.email}
          onChange={(event) => set('email')(event.currentTarget.value)}
        />
        <NewPassword label={t('password')} value={draft.password} onChange={set('password')} />
        <ErrorNote error={create.error} />
        <Button type="submit" loading={create.isPending}>
          {t('first.submit')}
        </Button>
        <button type="button" className={styles.link} onClick={onBack}>
          {t('back')}
        </button>
      </form>
    </Doorway>
  )
}

/** The reader's language and time zone, as far as the browser tells. */
export const spoken = () => {
  const { locale, timeZone } = speech.get()
  return { locale, timezone: timeZone }
}
