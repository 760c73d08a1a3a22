import { projectTotals } from '#budget/service.ts'
import { effects } from '#measure/service/effects.ts'
import { metric, type Question } from '#platform/catalogue.ts'
import type { Scope } from '#platform/scope.ts'
import { type Return, returnOf } from './model/returns.ts'

async function read(scope: Scope, { projectId, from, to, goalId }: Question): Promise<Return> {
  const { clicks, visits, conversions, revenueCents } = await effects(scope, {
    projectId,
    from,
    to,
    ...(goalId && { goalId }),
  })
  const { spentCents } = await projectTotals(scope, projectId, { from, to })
  return returnOf({ costCents: spentCents, clicks, visits, conversions, revenueCents })
}

export function strategyMetrics(): void {
  metric({
    key: 'returns.roi',
    name: { fr: 'Retour sur investissement', en: 'Return on investment' },
    formula: {
      fr: '(revenu − dépenses) ÷ dépenses, sur la période ; inconnu tant que rien n’est dépensé.',
      en: '(revenue − spending) ÷ spending, over the period; unknown until something is spent.',
    },
    unit: 'ratio',
    goodWhen: 'up',
    read: async (scope, q) => (await read(scope, q)).roi,
  })
  metric({
    key: 'returns.costPerConversion',
    name: { fr: 'Coût par conversion', en: 'Cost per conversion' },
    formula: {
      fr: 'Dépenses hors taxes de la période ÷ conversions de la période ; inconnu sans conversion.',
      en: 'Spending of the period before tax ÷ conversions of the period; unknown without a conversion.',
    },
    unit: 'money',
    goodWhen: 'down',
    level: true,
    read: async (scope, q) => (await read(scope, q)).cpaCents,
  })
}
