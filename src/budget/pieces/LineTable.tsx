import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Money } from '#web/pieces/Money.tsx'
import { State } from '#web/pieces/State.tsx'
import { messages } from '../messages.ts'
import { type BudgetLine, healthOf, type Totals } from '../model.ts'
import { LineBar } from './LineBar.tsx'
import type { Return, Returns } from './ReturnTable.tsx'

type Props = {
  lines: readonly BudgetLine[]
  totalsOf: (id: string) => Totals
  total: Totals
  returns: Returns | undefined
  selected: string | undefined
  onOpen: (id: string) => void
}

/** The lines with what is planned, committed, spent and left, and what their actions brought in. */
export function LineTable({ lines, totalsOf, total, returns, selected, onOpen }: Props) {
  const t = useT(messages)
  const { money, percent } = useFormats()
  const currency = lines[0]?.currency ?? 'EUR'
  const back = (id: string): Return | undefined => returns?.lines.find((r) => r.id === id)
  const cents = (
    key: 'plannedCents' | 'committedCents' | 'spentCents' | 'remainingCents',
    header: string,
  ) => ({
    key,
    header,
    figure: true,
    cell: (l: BudgetLine) => <Money cents={totalsOf(l.id)[key]} currency={currency} />,
    sort: (l: BudgetLine) => totalsOf(l.id)[key],
    total: <Money cents={total[key]} currency={currency} />,
  })
  return (
    <DataTable
      label={t('lines.title')}
      rows={lines}
      rowKey={({ id }) => id}
      selected={selected}
      onOpen={(l) => onOpen(l.id)}
      columns={[
        {
          key: 'label',
          header: t('lines.label'),
          sort: (l) => l.label,
          cell: (l) => (
            <>
              {l.label}
              <span className="muted caption" style={{ fontWeight: 400 }}>
                {' '}
                {[l.category, l.supplierName].filter(Boolean).join(' · ')}
              </span>
            </>
          ),
        },
        cents('plannedCents', t('planned')),
        cents('committedCents', t('committed')),
        cents('spentCents', t('spent')),
        cents('remainingCents', t('remaining')),
        {
          key: 'bar',
          header: t('used'),
          width: 150,
          cell: (l) => {
            const sums = totalsOf(l.id)
            const health = healthOf(sums)
            return (
              <>
                <LineBar totals={sums} currency={currency} />
                {health === 'overrun' && (
                  <State tone="bad" quiet>
                    {t('health.overrun', { amount: money(-sums.remainingCents, currency) })}
                  </State>
                )}
                {health === 'tight' && (
                  <State tone="risk" quiet>
                    {t('health.tight')}
                  </State>
                )}
              </>
            )
          },
        },
        {
          key: 'revenue',
          header: t('revenue'),
          figure: true,
          wideOnly: true,
          cell: (l) => <Money cents={back(l.id)?.revenueCents} currency={currency} />,
          sort: (l) => back(l.id)?.revenueCents,
          total: <Money cents={returns?.total.revenueCents} currency={currency} />,
        },
        {
          key: 'cpa',
          header: t('cpaShort'),
          figure: true,
          wideOnly: true,
          cell: (l) => <Money cents={back(l.id)?.cpaCents} currency={currency} />,
          sort: (l) => back(l.id)?.cpaCents,
          total: <Money cents={returns?.total.cpaCents} currency={currency} />,
        },
        {
          key: 'roi',
          header: t('roi'),
          figure: true,
          cell: (l) => <span title={t('roi.is')}>{percent(back(l.id)?.roi, { sign: true })}</span>,
          sort: (l) => back(l.id)?.roi,
          total: percent(returns?.total.roi, { sign: true }),
        },
      ]}
    />
  )
}
