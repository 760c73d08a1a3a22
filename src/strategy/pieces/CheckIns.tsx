import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { When } from '#web/pieces/When.tsx'
import { useProject } from '#web/project.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Objective } from '../model.ts'
import { useValue } from './values.ts'

/** Readings typed by hand, for what no source measures. */
export function CheckIns({ objective }: { objective: Objective }) {
  const t = useT(messages)
  const project = useProject()
  const value = useValue()
  const { timeZone, locale } = useFormats()
  const today = dayOf(new Date(), timeZone)
  const [draft, setDraft] = useState({ value: null as number | null, readOn: today, note: '' })
  const list =
    useQuery(rpc.strategy.checkIns.list.queryOptions({ input: { objectiveId: objective.id } })).data ?? []
  const add = useMutation({
    mutationFn: () => api.strategy.checkIns.add({ objectiveId: objective.id, ...draft, value: draft.value! }),
    onSuccess: () => setDraft({ value: null, readOn: today, note: '' }),
  })
  const remove = async (id: string) => {
    await api.strategy.checkIns.discard({ id })
    offer(t('checkIns.removed'), () => api.strategy.checkIns.restore({ id }))
  }
  const may = project.can('contribute')
  return (
    <section className="stack" aria-label={t('checkIns.title')}>
      <div>
        <h2>{t('checkIns.title')}</h2>
        <p className="muted">{t('checkIns.line')}</p>
      </div>
      {may && (
        <form
          className="row"
          style={{ alignItems: 'flex-end' }}
          onSubmit={(event) => {
            event.preventDefault()
            if (draft.value !== null) add.mutate()
          }}
        >
          <NumberInput
            label={t('checkIns.value')}
            hideControls
            decimalSeparator={locale === 'fr' ? ',' : '.'}
            allowedDecimalSeparators={[',', '.']}
            style={{ flex: '1 1 110px' }}
            value={draft.value ?? ''}
            onChange={(v) => setDraft({ ...draft, value: v === '' ? null : Number(v) })}
            rightSection={<span className="muted">{objective.handUnit}</span>}
          />
          <DateInput
            label={t('checkIns.on')}
            max={today}
            required
            withAsterisk={false}
            style={{ flex: '1 1 140px' }}
            value={draft.readOn}
            onChange={(day) => setDraft({ ...draft, readOn: day })}
          />
          <TextInput
            label={t('checkIns.note')}
            style={{ flex: '2 1 160px' }}
            value={draft.note}
            onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
          />
          <Button type="submit" variant="default" disabled={draft.value === null} loading={add.isPending}>
            {t('checkIns.add')}
          </Button>
        </form>
      )}
      <ErrorNote error={add.error} />
      <DataTable
        label={t('checkIns.title')}
        compact
        rows={list}
        rowKey={({ id }) => id}
        empty={<p className="muted">{t('checkIns.none')}</p>}
        columns={[
          { key: 'on', header: t('checkIns.on'), cell: (c) => <When at={c.readOn} absolute /> },
          { key: 'value', header: t('checkIns.value'), figure: true, cell: (c) => value(c.value, objective) },
          { key: 'note', header: t('checkIns.note'), cell: (c) => c.note },
          { key: 'by', header: t('checkIns.by'), cell: (c) => c.by, wideOnly: true },
        ]}
        actions={
          may
            ? (c) => (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('remove')}
                  onClick={() => void remove(c.id)}
                >
                  <X size={15} />
                </ActionIcon>
              )
            : undefined
        }
      />
    </section>
  )
}
