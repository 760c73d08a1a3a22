import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { type Keepable, keepable } from '../model.ts'

/** Keeps a project for others like it: what of it, and the day its times are counted from. */
export function SaveAsTemplate({ onClose }: { onClose: () => void }) {
  const t = useT(messages)
  const projects = useQuery(rpc.projects.list.queryOptions()).data ?? []
  const [projectId, setProjectId] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [anchorOn, setAnchorOn] = useState('')
  const [keep, setKeep] = useState<Keepable[]>([...keepable])
  const save = useMutation({
    mutationFn: () =>
      api.work.templates.save({
        projectId: projectId ?? '',
        name,
        description,
        keep,
        ...(anchorOn && { anchorOn }),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: rpc.work.templates.key() })
      tell(t('saved'))
      onClose()
    },
  })
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t('save')}
      size={440}
      footer={
        <Button
          type="submit"
          form="save-template"
          loading={save.isPending}
          disabled={!projectId || !name.trim()}
        >
          {t('save')}
        </Button>
      }
    >
      <form
        id="save-template"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Select
          label={t('save.project')}
          required
          searchable
          data-autofocus
          data={projects.map((p) => ({ value: p.id, label: p.name }))}
          value={projectId}
          onChange={(id) => {
            setProjectId(id)
            if (!name) setName(projects.find((p) => p.id === id)?.name ?? '')
          }}
        />
        <TextInput
          label={t('save.name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('save.description')}
          maxLength={2000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <DateInput
          label={t('save.anchor')}
          description={t('save.anchorHelp')}
          value={anchorOn}
          onChange={(day) => setAnchorOn(day)}
        />
        <Checkbox.Group label={t('save.keep')} value={keep} onChange={(all) => setKeep(all as Keepable[])}>
          <div className="stack" style={{ gap: 8, marginTop: 6 }}>
            {keepable.map((k) => (
              <Checkbox key={k} value={k} label={t(`keep.${k}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <ErrorNote error={save.error} />
      </form>
    </Sheet>
  )
}
