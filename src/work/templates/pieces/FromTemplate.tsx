import { Autocomplete, Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { useAt } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'

/** A new project made of a model: its launch day and who plays each role are all it asks. */
export default function FromTemplate({
  onDone,
  templateId = '',
}: {
  onDone: () => void
  templateId?: string
}) {
  const t = useT(messages)
  const at = useAt()
  const navigate = useNavigate()
  const templates = (useQuery(rpc.work.templates.list.queryOptions()).data ?? []).filter(
    (m) => m.kind === 'project',
  )
  const members = (useQuery(rpc.members.list.queryOptions()).data ?? []).filter((m) => m.active)
  const clients = useQuery(rpc.organisations.list.queryOptions({ input: { kind: 'client' } })).data ?? []
  const [chosen, setChosen] = useState(templateId)
  const [name, setName] = useState('')
  const [client, setClient] = useState('')
  const [anchor, setAnchor] = useState<'launch' | 'start'>('launch')
  const [anchorOn, setAnchorOn] = useState('')
  const [people, setPeople] = useState<Record<string, string>>({})
  const template = templates.find((m) => m.id === chosen)
  const create = useMutation({
    mutationFn: async () => {
      const known = clients.find((c) => c.name.toLocaleLowerCase() === client.trim().toLocaleLowerCase())
      const of = client.trim()
        ? (known ?? (await api.organisations.create({ kind: 'client', name: client.trim() })))
        : null
      return api.work.templates.project({
        draft: { name, clientId: of?.id ?? null },
        template: { templateId: chosen, anchor, anchorOn, people },
      })
    },
    onSuccess: async ({ project, applied }) => {
      await queries.invalidateQueries()
      onDone()
      tell(t('new.made', { tasks: applied.tasks }))
      await navigate({ to: at(`projets/${project.slug}/gantt`) })
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
      <Select
        label={t('new.template')}
        required
        searchable
        data-autofocus={templateId ? undefined : true}
        data={templates.map((m) => ({ value: m.id, label: m.name }))}
        value={chosen || null}
        onChange={(id) => {
          setChosen(id ?? '')
          setPeople({})
        }}
        {...(template?.description ? { description: template.description } : {})}
      />
      <TextInput
        label={t('new.name')}
        required
        maxLength={200}
        data-autofocus={templateId ? true : undefined}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Autocomplete
        label={t('new.client')}
        maxLength={200}
        data={[...new Set(clients.map((c) => c.name))]}
        value={client}
        onChange={setClient}
      />
      <SegmentedControl
        aria-label={t('new.anchor')}
        value={anchor}
        data={[
          { value: 'launch', label: t('new.launch') },
          { value: 'start', label: t('new.start') },
        ]}
        onChange={(value) => setAnchor(value as typeof anchor)}
      />
      <DateInput
        required
        label={t(anchor === 'launch' ? 'new.launchDay' : 'new.startDay')}
        value={anchorOn}
        onChange={(day) => setAnchorOn(day)}
      />
      {template && template.roles.length > 0 && (
        <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
          <legend style={{ fontWeight: 500, marginBottom: 6 }}>{t('new.roles')}</legend>
          {template.roles.map((role) => (
            <Select
              key={role.key}
              label={role.name}
              clearable
              searchable
              placeholder={t('new.nobody')}
              data={members.map((m) => ({ value: m.id, label: m.name }))}
              value={people[role.key] ?? null}
              onChange={(id) => {
                const { [role.key]: _, ...others } = people
                setPeople(id ? { ...others, [role.key]: id } : others)
              }}
            />
          ))}
        </fieldset>
      )}
      <ErrorNote error={create.error} />
      <div>
        <Button type="submit" loading={create.isPending} disabled={!chosen || !name.trim() || !anchorOn}>
          {t('new.create')}
        </Button>
      </div>
    </form>
  )
}
