import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { useAt } from '#web/session.tsx'
import { elsewhereMessages } from '../messages/elsewhere.ts'

/** A new project for what comes from another tool: its name, and on to the file. */
export default function FromElsewhere({ onDone }: { onDone: () => void }) {
  const t = useT(elsewhereMessages)
  const at = useAt()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => api.projects.create({ name }),
    onSuccess: async ({ slug }) => {
      await queries.invalidateQueries({ queryKey: rpc.projects.key() })
      onDone()
      await navigate({ to: at(`projets/${slug}/importer`) })
    },
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <p className="muted">{t('line')}</p>
      <TextInput
        label={t('name')}
        description={t('hint')}
        required
        data-autofocus
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ErrorNote error={create.error} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
          {t('next')}
        </Button>
      </div>
    </form>
  )
}
