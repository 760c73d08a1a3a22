import { Link } from '@tanstack/react-router'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Money } from '#web/pieces/Money.tsx'
import { useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import styles from './ReturnTable.module.css'

export type Return = {
  costCents: number
  visits: number
  conversions: number
  revenueCents: number
  cpaCents: number | null
  roi: number | null
}
export type ReturnRow = Return & { id: string | null; label: string }
/** As the returns of the project are read: every action and line, the rest, and the whole. */
export type Returns = { actions: ReturnRow[]; lines: ReturnRow[]; total: Return }

/** The figures are those of the whole life of the project, and so are their rows. */
const always = { du: '2000-01-01', au: '2099-12-31' }

/** Cost and effect of each action. A cost opens its entries, an effect the visits behind it. */
export function ReturnTable({
  returns,
  currency,
  onCost,
}: {
  returns: Returns
  currency: string
  onCost: (actionId: string) => void
}) {
  const t = useT(messages)
  const { number, percent } = useFormats()
  const project = useProject()
  const { total } = returns
  if (!returns.actions.some((r) => r.costCents || r.visits || r.conversions))
    return <p className="muted">{t('returns.empty')}</p>
  const rowsBehind = (r: ReturnRow, text: string, what: 'visites' | 'conversions') => (
    <Link
      to={project.at('bilan/lignes')}
      search={{ quoi: what, par: 'action', cle: r.id ?? '', ...always } as never}
      title={t('rows')}
      className={styles.figure}
    >
      {text}
    </Link>
  )
  return (
    <DataTable
      label={t('returns.title')}
      rows={returns.actions}
      rowKey={(r) => r.id ?? ''}
      firstSort={{ key: 'roi', down: true }}
      columns={[
        {
          key: 'label',
          header: t('returns.action'),
          cell: (r) => (r.id === null ? <span className="muted">{t('returns.none')}</span> : r.label),
          sort: (r) => r.label,
        },
        {
          key: 'cost',
          header: t('cost'),
          figure: true,
          sort: (r) => r.costCents,
          total: <Money cents={total.costCents} currency={currency} />,
          cell: (r) => {
            const { id } = r
            return id === null ? (
              <Money cents={r.costCents} currency={currency} />
            ) : (
              <button type="button" className={styles.figure} title={t('rows')} onClick={() => onCost(id)}>
                <Money cents={r.costCents} currency={currency} />
              </button>
            )
          },
        },
        {
          key: 'visits',
          header: t('visits'),
          figure: true,
          sort: (r) => r.visits,
          cell: (r) => rowsBehind(r, number(r.visits), 'visites'),
          total: number(total.visits),
        },
        {
          key: 'conversions',
          header: t('conversions'),
          figure: true,
          sort: (r) => r.conversions,
          cell: (r) => rowsBehind(r, number(r.conversions), 'conversions'),
          total: number(total.conversions),
        },
        {
          key: 'revenue',
          header: t('revenue'),
          figure: true,
          sort: (r) => r.revenueCents,
          cell: (r) => <Money cents={r.revenueCents} currency={currency} />,
          total: <Money cents={total.revenueCents} currency={currency} />,
        },
        {
          key: 'cpa',
          header: t('cpaShort'),
          figure: true,
          sort: (r) => r.cpaCents,
          cell: (r) => <Money cents={r.cpaCents} currency={currency} />,
          total: <Money cents={total.cpaCents} currency={currency} />,
        },
        {
          key: 'roi',
          header: t('roi'),
          figure: true,
          sort: (r) => r.roi,
          cell: (r) => percent(r.roi, { sign: true }),
          total: percent(total.roi, { sign: true }),
        },
      ]}
    />
  )
}
