import { ActionIcon, Button } from '@mantine/core'
import { X } from 'lucide-react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Money } from '#web/pieces/Money.tsx'
import { State } from '#web/pieces/State.tsx'
import { When } from '#web/pieces/When.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { BudgetEntry } from '../model.ts'

type Props = {
  entries: readonly BudgetEntry[]
  currency: string
  actionName: (id: string) => string
  may: boolean
  empty: string
  onMore?: (() => void) | undefined
}

/** Commitments and expenses, newest first: the rows behind the figures of the budget. */
export function EntryTable({ entries, currency, actionName, may, empty, onMore }: Props) {
  const t = useT(messages)
  const { money } = useFormats()
  const remove = async (id: string) => {
    await api.budget.entries.discard({ id })
    offer(t('entries.removed'), () => api.budget.entries.restore({ id }))
  }
  return (
    <>
      <DataTable
        label={t('entries.title')}
        rows={entries}
        rowKey={({ id }) => id}
        empty={<p className="muted">{empty}</p>}
        columns={[
          {
            key: 'date',
            header: t('entries.date'),
            cell: (e) => <When at={e.datedOn} absolute />,
            sort: (e) => e.datedOn,
          },
          {
            key: 'what',
            header: t('entries.what'),
            cell: (e) => (
              <>
                {e.label || t(`entries.${e.kind}`)}
                <span className="muted caption">
                  {' '}
                  {[e.reference, e.supplierName, e.actionId && actionName(e.actionId)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            ),
          },
          {
            key: 'kind',
            header: t('entries.kind'),
            cell: (e) => (
              <State tone={e.kind === 'spent' ? 'good' : e.openCents > 0 ? 'active' : 'done'} quiet>
                {t(`entries.${e.kind}`)}
                {e.kind === 'committed' &&
                  (e.openCents === 0
                    ? `, ${t('entries.settled')}`
                    : e.openCents < e.amountCents
                      ? `, ${t('entries.openLeft', { amount: money(e.openCents, currency) })}`
                      : '')}
              </State>
            ),
          },
          {
            key: 'amount',
            header: t('entries.amountShort'),
            figure: true,
            sort: (e) => e.amountCents,
            cell: (e) => (
              <span
                title={t('entries.tax', {
                  tax: money(e.taxCents, currency),
                  total: money(e.amountCents + e.taxCents, currency),
                })}
              >
                <Money cents={e.amountCents} currency={currency} />
              </span>
            ),
          },
        ]}
        actions={
          may
            ? (e) => (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`${t('entries.remove')} : ${e.label || e.datedOn}`}
                  onClick={() => void remove(e.id)}
                >
                  <X size={15} />
                </ActionIcon>
              )
            : undefined
        }
      />
      {onMore && (
        <div>
          <Button variant="default" onClick={onMore}>
            {t('entries.more')}
          </Button>
        </div>
      )}
    </>
  )
}
