import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { useT } from '../i18n.tsx'
import { ErrorNote } from '../pieces/ErrorNote.tsx'
import styles from './Doorway.module.css'
import { Doorway } from './Doorway.tsx'
import { messages } from './doorway-messages.ts'
import { spoken } from './FirstRun.tsx'
import { enter } from './signing.ts'

export default function NewWorkspace() {
  const t = useT(messages)
  const router = useRouter()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => api.workspaces.create({ name, ...spoken() }),
    onSuccess: ({ slug }) => enter(`/${slug}/aujourdhui`),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <Doorway title={t('space.title')} line={t('space.line')}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={t('workspaceName')}
          description={t('workspaceHint')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoFocus
        />
        <ErrorNote error={create.error} />
        <Button type="submit" loading={create.isPending}>
          {t('first.submit')}
        </Button>
        <button type="button" className={styles.link} onClick={() => router.history.back()}>
          {t('back')}
        </button>
      </form>
    </Doorway>
  )
}
