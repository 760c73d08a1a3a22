import { metric } from '#platform/catalogue.ts'
import { bounceRate } from './service/audience.ts'
import { type Effect, effects } from './service/effects.ts'

const of =
  (read: (e: Effect) => number | null) =>
  async (...[scope, q]: Parameters<import('#platform/catalogue.ts').Metric['read']>) =>
    read(
      await effects(scope, {
        projectId: q.projectId,
        from: q.from,
        to: q.to,
        ...(q.goalId && { goalId: q.goalId }),
      }),
    )

/** The figures of the measure, each defined once. */
export function measureMetrics(): void {
  metric({
    key: 'visits',
    name: { fr: 'Visites', en: 'Visits' },
    formula: {
      fr: 'Suites d’actions d’un visiteur sans silence de plus de 30 minutes, comptées au jour où elles commencent. Robots exclus.',
      en: 'Runs of a visitor’s actions without a silence of more than 30 minutes, counted on the day they begin. Robots left out.',
    },
    unit: 'count',
    goodWhen: 'up',
    read: of((e) => e.visits),
  })
  metric({
    key: 'visitors',
    name: { fr: 'Visiteurs', en: 'Visitors' },
    formula: {
      fr: 'Somme des visiteurs uniques de chaque jour : aucun identifiant n’est conservé d’un jour à l’autre (exemption CNIL).',
      en: 'Sum of each day’s unique visitors: no identifier is kept from one day to the next (CNIL exemption).',
    },
    unit: 'count',
    goodWhen: 'up',
    read: of((e) => e.visitors),
  })
  metric({
    key: 'views',
    name: { fr: 'Pages vues', en: 'Page views' },
    formula: {
      fr: 'Pages affichées au cours des visites de la période. Robots exclus.',
      en: 'Pages shown during the visits of the period. Robots left out.',
    },
    unit: 'count',
    goodWhen: 'up',
    read: of((e) => e.views),
  })
  metric({
    key: 'clicks',
    name: { fr: 'Clics', en: 'Clicks' },
    formula: {
      fr: 'Passages par les liens suivis du projet. Robots exclus.',
      en: 'Uses of the project’s tracked links. Robots left out.',
    },
    unit: 'count',
    goodWhen: 'up',
    read: of((e) => e.clicks),
  })
  metric({
    key: 'conversions',
    name: { fr: 'Conversions', en: 'Conversions' },
    formula: {
      fr: 'Fois où un objectif de mesure est atteint, une fois par visite sauf réglage contraire ; créditées au dernier passage non direct du visiteur.',
      en: 'Times a goal is reached, once per visit unless set otherwise; credited to the visitor’s last touch that was not direct.',
    },
    unit: 'count',
    goodWhen: 'up',
    read: of((e) => e.conversions),
  })
  metric({
    key: 'revenue',
    name: { fr: 'Revenus', en: 'Revenue' },
    formula: {
      fr: 'Somme des valeurs des conversions : valeur fixe de l’objectif, ou montant envoyé par le site.',
      en: 'Sum of the values of conversions: the goal’s fixed value, or the amount the site sent.',
    },
    unit: 'money',
    goodWhen: 'up',
    read: of((e) => e.revenueCents),
  })
  metric({
    key: 'conversion-rate',
    name: { fr: 'Taux de conversion', en: 'Conversion rate' },
    formula: { fr: 'Conversions ÷ visites.', en: 'Conversions ÷ visits.' },
    unit: 'ratio',
    goodWhen: 'up',
    read: of((e) => (e.visits ? e.conversions / e.visits : null)),
  })
  metric({
    key: 'bounce-rate',
    name: { fr: 'Taux de rebond', en: 'Bounce rate' },
    formula: {
      fr: 'Visites d’une seule page, sans événement et sans 10 secondes à l’écran ÷ visites.',
      en: 'Visits of one page, without event and without 10 seconds in sight ÷ visits.',
    },
    unit: 'ratio',
    goodWhen: 'down',
    read: (scope, q) => bounceRate(scope, { projectId: q.projectId, from: q.from, to: q.to }),
  })
}
