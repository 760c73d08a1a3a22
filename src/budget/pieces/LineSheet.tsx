import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { AreaField, DateField, MoneyField, SelectField, TextField } from '#web/pieces/Field.tsx'
import { Figure, Figures } from '#web/pieces/Figure.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import { useProject } from '#web/project.tsx'
import { offer } from '#web/undo.tsx'
import { versioned } from '#web/versioned.ts'
import { messages } from '../messages.ts'
import type { BudgetLine, BudgetLineDraft, Totals } from '../model.ts'
import { EntryForm } from './EntryForm.tsx'
import { EntryTable } from './EntryTable.tsx'
import { useEntries } from './entries.ts'
import { LineBar } from './LineBar.tsx'

/** One line: where it stands, its entries, and what it is. */
export function LineSheet({
  line,
  totals,
  onClose,
}: {
  line: BudgetLine
  totals: Totals
  onClose: () => void
}) {
  const t = useT(messages)
  const locked = !useProject().can('conduct')
  const { query, entries, onMore, actionName } = useEntries({ projectId: line.projectId, lineId: line.id })
  const suppliers = useQuery(rpc.organisations.list.queryOptions({ input: { kind: 'supplier' } })).data ?? []
  const save = versioned<Partial<BudgetLineDraft>>(line, (patch) =>
    api.budget.lines.amend({ id: line.id, ...patch }),
  )
  const remove = async () => {
    await api.budget.lines.discard({ id: line.id })
    onClose()
    offer(t('lines.removed', { label: line.label }), () => api.budget.lines.restore({ id: line.id }))
  }
  const figure = (name: 'planned' | 'committed' | 'spent' | 'remaining') => (
    <Figure
      label={t(name)}
      kind="money"
      currency={line.currency}
      value={totals[`${name}Cents`]}
      definition={t(`${name}.is`)}
    />
  )
  return (
    <Sheet
      opened
      onClose={onClose}
      title={line.label}
      size={680}
      footer={
        !locked && (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t('lines.remove')}
          </Button>
        )
      }
    >
      <div className="stack">
        <Figures>
          {figure('planned')}
          {figure('committed')}
          {figure('spent')}
          {figure('remaining')}
        </Figures>
        <LineBar totals={totals} currency={line.currency} />
        <Section title={t('entries.title')}>
          {!locked && (
            <EntryForm line={line} totals={totals} open={(entries ?? []).filter((e) => e.openCents > 0)} />
          )}
          {entries ? (
            <EntryTable
              entries={entries}
              currency={line.currency}
              actionName={actionName}
              may={!locked}
              empty={t('entries.none')}
              onMore={onMore}
            />
          ) : query.error ? (
            <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Waiting rows={3} />
          )}
        </Section>
        <Section title={t('edit.title')}>
          <TextField
            label={t('lines.label')}
            value={line.label}
            maxLength={200}
            disabled={locked}
            onSave={(label, from) => save({ label }, { label: from })}
          />
          <MoneyField
            label={t('planned')}
            value={line.plannedCents}
            min={0}
            currency={line.currency}
            disabled={locked}
            onSave={(cents, from) => save({ plannedCents: cents ?? 0 }, { plannedCents: from ?? 0 })}
          />
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <div style={{ flex: 1 }}>
              <TextField
                label={t('lines.category')}
                value={line.category}
                maxLength={100}
                disabled={locked}
                onSave={(category, from) => save({ category }, { category: from })}
              />
            </div>
            <div style={{ flex: 1 }}>
              <SelectField
                label={t('lines.supplier')}
                placeholder={t('lines.noSupplier')}
                clearable
                value={line.supplierId}
                disabled={locked}
                choices={suppliers.map((s) => ({ value: s.id, label: s.name }))}
                onSave={(supplierId) => save({ supplierId })}
              />
            </div>
          </div>
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <div style={{ flex: 1 }}>
              <DateField
                label={t('lines.starts')}
                value={line.startsOn}
                disabled={locked}
                onSave={(startsOn) => save({ startsOn })}
              />
            </div>
            <div style={{ flex: 1 }}>
              <DateField
                label={t('lines.ends')}
                value={line.endsOn}
                disabled={locked}
                onSave={(endsOn) => save({ endsOn })}
              />
            </div>
          </div>
          <AreaField
            label={t('lines.notes')}
            value={line.notes}
            disabled={locked}
            onSave={(notes, from) => save({ notes }, { notes: from })}
          />
        </Section>
      </div>
    </Sheet>
  )
}
