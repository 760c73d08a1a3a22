import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { messages } from '../messages.ts'

export function AddSite({ projectId, onMade }: { projectId: string; onMade: (id: string) => void }) {
  const t = useT(messages)
  const [host, setHost] = useState('')
  const create = useMutation({
    mutationFn: () => api.sites.create({ projectId, host }),
    onSuccess: ({ id }) => {
      setHost('')
      onMade(id)
    },
  })
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        create.mutate()
      }}
    >
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput
          id="new-site"
          label={t('sites.host')}
          placeholder={t('sites.host.hint')}
          required
          value={host}
          onChange={(e) => setHost(e.currentTarget.value)}
        />
        <Button type="submit" loading={create.isPending}>
          {t('sites.add')}
        </Button>
      </div>
      <ErrorNote error={create.error} />
    </form>
  )
}
