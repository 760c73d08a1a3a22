import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { messages as words } from '#web/messages.ts'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { OrganisationKind } from '../model.ts'

/** Opens its page, where colours, logo and the rest are filled in. */
export default function NewOrganisation({
  onDone,
  kind = 'client',
}: {
  onDone: () => void
  kind?: OrganisationKind
}) {
  const t = useT(messages)
  const w = useT(words)
  const at = useAt()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [draft, setDraft] = useState({ name: '', sector: '', contactName: '', contactEmail: '' })
  const create = useMutation({
    mutationFn: () => api.organisations.create({ kind, ...draft }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: rpc.organisations.key() })
      onDone()
      await navigate({ to: at(`clients/${id}`) })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  const field = (key: keyof typeof draft, o: { type?: string; required?: boolean } = {}) => (
    <TextInput
      label={t(`field.${key}`)}
      {...o}
      {...(key === 'name' ? { 'data-autofocus': true } : {})}
      maxLength={200}
      value={draft[key]}
      onChange={(event) => setDraft({ ...draft, [key]: event.currentTarget.value })}
    />
  )
  return (
    <form className="stack" onSubmit={submit}>
      {field('name', { required: true })}
      {field('sector')}
      {field('contactName')}
      {field('contactEmail', { type: 'email' })}
      <ErrorNote error={create.error} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onDone}>
          {w('cancel')}
        </Button>
        <Button type="submit" loading={create.isPending} disabled={!draft.name.trim()}>
          {t('new.add')}
        </Button>
      </div>
    </form>
  )
}
