import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, rpc } from '../api.ts'
import { auth } from '../auth.ts'
import { useT } from '../i18n.tsx'
import { ErrorNote } from '../pieces/ErrorNote.tsx'
import { Waiting } from '../pieces/Waiting.tsx'
import { meQuery } from '../session.tsx'
import { signOut } from '../shell/person.ts'
import styles from './Doorway.module.css'
import { Doorway } from './Doorway.tsx'
import { messages } from './doorway-messages.ts'
import { NewPassword } from './NewPassword.tsx'
import { enter } from './signing.ts'

export default function Invitation() {
  const t = useT(messages)
  const { token: key = '' } = useParams({ strict: false }) as { token?: string }
  const invitation = useQuery(rpc.invitation.read.queryOptions({ input: { key } }))
  const me = useQuery(meQuery)
  if (invitation.error)
    return (
      <Doorway title={t('invited.gone')}>
        <ErrorNote error={invitation.error} />
        <Link to="/">{t('back')}</Link>
      </Doorway>
    )
  if (!invitation.data || me.isPending)
    return (
      <Doorway title={t('in.title')}>
        <Waiting rows={3} />
      </Doorway>
    )
  const { workspace, role, email, project, inviter, known } = invitation.data
  return (
    <Doorway
      title={t('invited.title', { workspace })}
      line={t('invited.line', { role, email, project: project ?? 'none', inviter: inviter ?? 'none' })}
    >
      {me.data ? (
        <Join keyed={key} email={me.data.email} />
      ) : known ? (
        <KnownAddress />
      ) : (
        <CreateAccount keyed={key} email={email} />
      )}
    </Doorway>
  )
}

function Join({ keyed, email }: { keyed: string; email: string }) {
  const t = useT(messages)
  const join = useMutation({
    mutationFn: () => api.invitation.acceptSignedIn({ key: keyed }),
    onSuccess: ({ slug }) => enter(`/${slug}/aujourdhui`),
  })
  return (
    <div className="stack">
      <p>{t('invited.as', { email })}</p>
      <ErrorNote error={join.error} />
      <Button loading={join.isPending} onClick={() => join.mutate()}>
        {t('invited.join')}
      </Button>
      <button type="button" className={styles.link} onClick={() => void signOut(location.pathname)}>
        {t('invited.other')}
      </button>
    </div>
  )
}

function KnownAddress() {
  const t = useT(messages)
  return (
    <div className="stack">
      <p>{t('invited.known')}</p>
      <Button component={Link} to={`/connexion?suite=${encodeURIComponent(location.pathname)}`}>
        {t('in.submit')}
      </Button>
    </div>
  )
}

function CreateAccount({ keyed, email }: { keyed: string; email: string }) {
  const t = useT(messages)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const accept = useMutation({
    mutationFn: async () => {
      const { slug } = await api.invitation.accept({ key: keyed, name, password })
      await auth.signIn.email({ email, password })
      enter(`/${slug}/aujourdhui`)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput label={t('email')} type="email" value={email} readOnly autoComplete="username" />
      <TextInput
        label={t('name')}
        required
        maxLength={100}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NewPassword label={t('password')} value={password} onChange={setPassword} />
      <ErrorNote error={accept.error} />
      <Button type="submit" loading={accept.isPending}>
        {t('invited.submit')}
      </Button>
    </form>
  )
}
