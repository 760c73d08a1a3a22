import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { MoneyInput } from '#web/pieces/Field.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Site } from '../model.ts'
import { restore } from './restore.ts'

type Kind = 'page' | 'event'
const fresh = {
  name: '',
  kind: 'page' as Kind,
  pattern: '',
  valueCents: null as number | null,
  valueFromEvent: false,
  oncePerVisit: true,
}

export function Goals({ site, canWrite }: { site: Site; canWrite: boolean }) {
  const t = useT(messages)
  const { money } = useFormats()
  const goals = (
    useQuery(rpc.goals.list.queryOptions({ input: { projectId: site.projectId } })).data ?? []
  ).filter((g) => g.siteId === site.id)
  const [draft, setDraft] = useState(fresh)
  const set = (patch: Partial<typeof fresh>) => setDraft((now) => ({ ...now, ...patch }))
  const create = useMutation({
    mutationFn: () => api.goals.create({ ...draft, siteId: site.id, valueCents: draft.valueCents ?? 0 }),
    onSuccess: () => setDraft(fresh),
  })
  const discard = useMutation({
    mutationFn: (id: string) => api.goals.discard({ id }),
    onSuccess: (_, id) => offer(t('goals.removed'), () => restore(id)),
  })
  return (
    <Section title={t('goals')} line={t('goals.none')}>
      <div className="stack">
        {goals.length > 0 && (
          <DataTable
            label={t('goals')}
            compact
            rows={goals}
            rowKey={(g) => g.id}
            columns={[
              { key: 'name', header: t('goals.name'), cell: (g) => g.name },
              { key: 'pattern', header: t('goals.pattern'), cell: (g) => <code>{g.pattern}</code> },
              {
                key: 'value',
                header: t('goals.value'),
                figure: true,
                cell: (g) => (g.valueFromEvent ? t('goals.fromEvent') : money(g.valueCents)),
              },
            ]}
            actions={
              canWrite
                ? (g) => (
                    <ActionIcon
                      variant="subtle"
                      aria-label={`${t('remove')} : ${g.name}`}
                      onClick={() => discard.mutate(g.id)}
                    >
                      <Trash2 size={14} />
                    </ActionIcon>
                  )
                : undefined
            }
          />
        )}
        {canWrite && (
          <form
            className="stack card"
            onSubmit={(e) => {
              e.preventDefault()
              create.mutate()
            }}
          >
            <TextInput
              label={t('goals.name')}
              required
              value={draft.name}
              onChange={(e) => set({ name: e.currentTarget.value })}
            />
            <Select
              label={t('goals.kind')}
              data={[
                { value: 'page', label: t('goals.page') },
                { value: 'event', label: t('goals.event') },
              ]}
              value={draft.kind}
              allowDeselect={false}
              onChange={(kind) => set({ kind: kind as Kind })}
            />
            <TextInput
              label={t('goals.pattern')}
              description={t('goals.pattern.hint')}
              required
              value={draft.pattern}
              onChange={(e) => set({ pattern: e.currentTarget.value })}
            />
            <MoneyInput
              label={t('goals.value')}
              value={draft.valueCents}
              onChange={(valueCents) => set({ valueCents })}
              min={0}
            />
            {draft.kind === 'event' && (
              <Checkbox
                label={t('goals.fromEvent')}
                checked={draft.valueFromEvent}
                onChange={(e) => set({ valueFromEvent: e.currentTarget.checked })}
              />
            )}
            <Checkbox
              label={t('goals.once')}
              checked={draft.oncePerVisit}
              onChange={(e) => set({ oncePerVisit: e.currentTarget.checked })}
            />
            <div className="row">
              <Button type="submit" variant="default" loading={create.isPending}>
                {t('goals.add')}
              </Button>
            </div>
            <ErrorNote error={create.error ?? discard.error} />
          </form>
        )}
      </div>
    </Section>
  )
}
