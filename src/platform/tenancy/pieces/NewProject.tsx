import { Autocomplete, Button, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { messages as words } from '#web/messages.ts'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { MoneyInput } from '#web/pieces/Field.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { Visibility } from '../model.ts'

/** A name is enough; the client is found or made by its name. */
export default function NewProject({ onDone, clientId }: { onDone: () => void; clientId?: string }) {
  const t = useT(messages)
  const w = useT(words)
  const at = useAt()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const clients = useQuery(rpc.organisations.list.queryOptions({ input: { kind: 'client' } })).data ?? []
  const [draft, setDraft] = useState({
    name: '',
    summary: '',
    startsOn: '',
    endsOn: '',
    budgetCents: null as number | null,
    visibility: 'workspace' as Visibility,
  })
  const [typed, setTyped] = useState<string | null>(null)
  const client = typed ?? clients.find(({ id }) => id === clientId)?.name ?? ''
  const known = clients.find(({ name }) => name.toLocaleLowerCase() === client.trim().toLocaleLowerCase())
  const create = useMutation({
    mutationFn: async () => {
      const of = client.trim()
        ? (known ?? (await api.organisations.create({ kind: 'client', name: client.trim() })))
        : null
      const { startsOn, endsOn, ...rest } = draft
      return api.projects.create({
        ...rest,
        clientId: of?.id ?? null,
        startsOn: startsOn || null,
        endsOn: endsOn || null,
      })
    },
    onSuccess: async ({ slug }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: rpc.projects.key() }),
        queries.invalidateQueries({ queryKey: rpc.organisations.key() }),
      ])
      onDone()
      await navigate({ to: at(`projets/${slug}/brief`) })
    },
  })
  const set = (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput
        label={t('field.name')}
        required
        data-autofocus
        maxLength={200}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Autocomplete
        label={t('field.client')}
        description={
          client.trim() && !known ? t('new.clientNew', { name: client.trim() }) : t('new.clientHint')
        }
        data={[...new Set(clients.map(({ name }) => name))]}
        value={client}
        onChange={setTyped}
        maxLength={200}
      />
      <Textarea
        label={t('field.summary')}
        rows={2}
        maxLength={5000}
        value={draft.summary}
        onChange={(event) => set({ summary: event.currentTarget.value })}
      />
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <DateInput
          style={{ flex: 1 }}
          label={t('field.startsOn')}
          value={draft.startsOn}
          onChange={(day) => set({ startsOn: day })}
        />
        <DateInput
          style={{ flex: 1 }}
          label={t('field.endsOn')}
          min={draft.startsOn}
          value={draft.endsOn}
          onChange={(day) => set({ endsOn: day })}
        />
      </div>
      <MoneyInput
        label={t('field.budget')}
        value={draft.budgetCents}
        onChange={(budgetCents) => set({ budgetCents })}
        min={0}
      />
      <Select
        label={t('field.visibility')}
        allowDeselect={false}
        value={draft.visibility}
        data={(['workspace', 'private'] as const).map((value) => ({
          value,
          label: t(`visibility.${value}`),
        }))}
        onChange={(visibility) => set({ visibility: visibility as Visibility })}
      />
      <ErrorNote error={create.error} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onDone}>
          {w('cancel')}
        </Button>
        <Button type="submit" loading={create.isPending} disabled={!draft.name.trim()}>
          {t('new.create')}
        </Button>
      </div>
    </form>
  )
}
