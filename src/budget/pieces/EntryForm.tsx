import { Button, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { MoneyInput } from '#web/pieces/Field.tsx'
import { Shape } from '#web/pieces/State.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { type BudgetEntry, type BudgetLine, type EntryKind, overrunIf, type Totals, taxOf } from '../model.ts'
import styles from './EntryForm.module.css'

const blank = {
  kind: 'committed' as EntryKind,
  amountCents: null as number | null,
  vatRate: 20,
  label: '',
  reference: '',
  actionId: null as string | null,
  supplierId: null as string | null,
  settlesId: null as string | null,
}

/** Adds a commitment or an expense; an overrun is said before it happens, and does not forbid. */
export function EntryForm({
  line,
  totals,
  open,
}: {
  line: BudgetLine
  totals: Totals /** Commitments not settled. */
  open: readonly BudgetEntry[]
}) {
  const t = useT(messages)
  const { money, locale, timeZone } = useFormats()
  const suppliers = useQuery(rpc.organisations.list.queryOptions({ input: { kind: 'supplier' } })).data ?? []
  const [draft, setDraft] = useState({
    ...blank,
    supplierId: line.supplierId,
    datedOn: dayOf(new Date(), timeZone),
  })
  const set = (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch }))
  const actions =
    useQuery(rpc.strategy.actions.list.queryOptions({ input: { projectId: line.projectId } })).data ?? []
  const settled = draft.kind === 'spent' ? open.find(({ id }) => id === draft.settlesId) : undefined
  const amount = draft.amountCents ?? 0
  const over = overrunIf(totals, { kind: draft.kind, amountCents: amount }, settled?.openCents)
  const [tried, setTried] = useState(false)
  const add = useMutation({
    mutationFn: () =>
      api.budget.entries.add({
        ...draft,
        lineId: line.id,
        amountCents: amount,
        settlesId: settled?.id ?? null,
      }),
    onSuccess: ({ overrunCents }) => {
      if (overrunCents > 0) tell(t('entries.over', { amount: money(overrunCents, line.currency) }), 'bad')
      setTried(false)
      set({ amountCents: null, label: '', reference: '', settlesId: null })
    },
  })
  const kinds: EntryKind[] = ['committed', 'spent']
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (amount !== 0) add.mutate()
      }}
    >
      <SegmentedControl
        aria-label={t('entries.kind')}
        value={draft.kind}
        onChange={(kind) => set({ kind: kind as EntryKind })}
        data={kinds.map((kind) => ({ value: kind, label: t(`entries.${kind}`) }))}
      />
      <MoneyInput
        label={t('entries.amount')}
        error={tried && amount === 0 ? t('entries.amount.missing') : null}
        value={draft.amountCents}
        onChange={(amountCents) => set({ amountCents })}
        {...(draft.kind === 'committed' ? { min: 0 } : {})}
      />
      <NumberInput
        label={t('entries.vat')}
        hideControls
        min={0}
        max={100}
        decimalSeparator={locale === 'fr' ? ',' : '.'}
        rightSection={<span className="muted">%</span>}
        value={draft.vatRate}
        onChange={(rate) => set({ vatRate: Number(rate) || 0 })}
      />
      <DateInput
        label={t('entries.date')}
        required
        withAsterisk={false}
        value={draft.datedOn}
        onChange={(day) => set({ datedOn: day })}
      />
      <TextInput
        label={t('entries.what')}
        maxLength={200}
        value={draft.label}
        onChange={(event) => set({ label: event.currentTarget.value })}
        className={styles.wide!}
      />
      <TextInput
        label={t('entries.reference')}
        maxLength={100}
        value={draft.reference}
        onChange={(event) => set({ reference: event.currentTarget.value })}
      />
      <Select
        label={t('entries.action')}
        placeholder={t('entries.noAction')}
        clearable
        searchable
        data={actions.map((a) => ({ value: a.id, label: a.title }))}
        value={draft.actionId}
        onChange={(actionId) => set({ actionId })}
        className={styles.wide!}
      />
      <Select
        label={t('lines.supplier')}
        placeholder={t('lines.noSupplier')}
        clearable
        searchable
        data={suppliers.map((s) => ({ value: s.id, label: s.name }))}
        value={draft.supplierId}
        onChange={(supplierId) => set({ supplierId })}
        className={styles.wide!}
      />
      {draft.kind === 'spent' && open.length > 0 && (
        <Select
          label={t('entries.settles')}
          placeholder={t('entries.settlesNone')}
          clearable
          data={open.map((e) => ({
            value: e.id,
            label: `${e.label || e.reference || e.datedOn} (${money(e.openCents, line.currency)})`,
          }))}
          value={draft.settlesId}
          onChange={(settlesId) => set({ settlesId })}
          className={styles.full!}
        />
      )}
      <div className={styles.end}>
        {over > 0 && amount > 0 ? (
          <p className={styles.warning} role="status">
            <Shape tone="risk" /> {t(`entries.would.${draft.kind}`, { amount: money(over, line.currency) })}
          </p>
        ) : (
          <p className="muted caption">
            {amount !== 0 &&
              t('entries.tax', {
                tax: money(taxOf(amount, draft.vatRate), line.currency),
                total: money(amount + taxOf(amount, draft.vatRate), line.currency),
              })}
          </p>
        )}
        <Button type="submit" loading={add.isPending}>
          {t(`entries.add.${draft.kind}`)}
        </Button>
      </div>
      <div className={styles.full}>
        <ErrorNote error={add.error} />
      </div>
    </form>
  )
}
