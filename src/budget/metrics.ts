import { metric, type Question } from '#platform/catalogue.ts'
import type { Scope } from '#platform/scope.ts'
import type { Period } from './model.ts'
import { projectTotals } from './service.ts'

/** A project without a budget line has no such figure: unknown, not nothing. */
const read =
  (
    figure: 'plannedCents' | 'committedCents' | 'spentCents' | 'remainingCents',
    period: (q: Question) => Period,
  ) =>
  async (scope: Scope, q: Question) => {
    const { rowCount } = await scope.sql(
      'select from budget_lines where project_id = $1 and deleted_at is null limit 1',
      [q.projectId],
    )
    return rowCount ? (await projectTotals(scope, q.projectId, period(q)))[figure] : null
  }
const within = ({ from, to }: Question) => ({ from, to })
const until = ({ to }: Question) => ({ from: '0001-01-01', to })

export function budgetMetrics(): void {
  metric({
    key: 'budget.planned',
    name: { fr: 'Budget prévu', en: 'Planned budget' },
    formula: {
      fr: 'Somme des montants prévus des lignes du budget, hors taxes, quelle que soit la période.',
      en: 'Sum of what the budget lines plan, before tax, whatever the period.',
    },
    unit: 'money',
    goodWhen: 'down',
    level: true,
    read: read('plannedCents', within),
  })
  metric({
    key: 'budget.committed',
    name: { fr: 'Budget engagé', en: 'Committed budget' },
    formula: {
      fr: 'Somme des engagements (devis signés, commandes) datés de la période, hors taxes, soldés ou non.',
      en: 'Sum of the commitments (signed quotes, orders) dated in the period, before tax, settled or not.',
    },
    unit: 'money',
    goodWhen: 'down',
    read: read('committedCents', within),
  })
  metric({
    key: 'budget.spent',
    name: { fr: 'Dépenses', en: 'Spending' },
    formula: {
      fr: 'Somme des dépenses (factures) datées de la période, hors taxes.',
      en: 'Sum of the expenses (invoices) dated in the period, before tax.',
    },
    unit: 'money',
    goodWhen: 'down',
    read: read('spentCents', within),
  })
  metric({
    key: 'budget.remaining',
    name: { fr: 'Budget restant', en: 'Remaining budget' },
    formula: {
      fr: 'Prévu − dépensé − engagements non soldés, hors taxes, à la fin de la période.',
      en: 'Planned − spent − commitments not settled, before tax, at the end of the period.',
    },
    unit: 'money',
    goodWhen: 'up',
    level: true,
    read: read('remainingCents', until),
  })
}
