import { formats } from '#platform/formats.ts'
import { type ActionResult, extremes, figure, type LineResult, type ReviewDocument } from '../model.ts'
import { lessons, sayIn, sentences } from './model.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const at = (what: string) => `/atelier/projets/brume/bilan/lignes?quoi=${what}`

function action(
  n: number,
  title: string,
  channel: string,
  cost: number,
  visits: number,
  conversions: number,
  revenue: number,
): ActionResult {
  return {
    id: n ? id(n) : null,
    code: `a${n}`,
    title,
    channel,
    status: 'done',
    cost: figure(cost, 'money', at('depenses')),
    visits: figure(visits, 'count', at('visites')),
    clicks: figure(Math.round(visits * 0.8), 'count', at('clics')),
    conversions: figure(conversions, 'count', at('conversions')),
    revenue: figure(revenue, 'money', at('conversions')),
    cpa: figure(conversions ? Math.round(cost / conversions) : null, 'money'),
    roi: figure(cost ? (revenue - cost) / cost : null, 'ratio'),
  }
}

const line = (
  n: number,
  title: string,
  planned: number,
  committed: number,
  spent: number,
  roi: number | null,
): LineResult => ({
  id: n ? id(100 + n) : null,
  title,
  planned: figure(planned, 'money', at('prevu')),
  committed: figure(committed, 'money', at('engagements')),
  spent: figure(spent, 'money', at('depenses')),
  remaining: figure(planned - spent, 'money'),
  roi: figure(roi, 'ratio'),
})

/** A review made by hand, for looking at what is printed and for tests of the printers alone. */
export function exampleDocument(
  locale: 'fr' | 'en' = 'fr',
  o: { actions?: number; texts?: ReviewDocument['texts'] } = {},
): ReviewDocument {
  const say = sayIn(locale)
  const titles = [
    'Campagne Search marque et concurrents',
    'Partenariat influence « L’heure bleue »',
    'Newsletter de lancement',
    'Affichage métro et gares',
    'Relations presse beauté',
    'Reels et stories',
    'Événement à la Maison Brume',
  ]
  const channels = [
    'Référencement payant',
    'Influence',
    'E-mail',
    'Affichage',
    'Presse',
    'Réseaux sociaux',
    'Événement',
  ]
  const actions = Array.from({ length: o.actions ?? 7 }, (_, n) =>
    action(
      n + 1,
      titles[n % 7]! + (n > 6 ? ` ${n}` : ''),
      channels[n % 7]!,
      [640_000, 850_000, 90_000, 1_200_000, 250_000, 310_000, 480_000][n % 7]!,
      [5_210, 3_870, 2_140, 640, 910, 3_320, 280][n % 7]!,
      [148, 121, 133, 4, 19, 62, 9][n % 7]!,
      [1_102_600, 998_250, 1_180_375, 33_000, 156_750, 480_500, 74_250][n % 7]!,
    ),
  )
  const none = action(0, say('unattributed'), '', 0, 4_120, 41, 331_075)
  const sum = (k: 'cost' | 'visits' | 'clicks' | 'conversions' | 'revenue') =>
    [...actions, none].reduce((n, a) => n + (a[k].value ?? 0), 0)
  const total: ActionResult = {
    ...action(0, say('total'), '', sum('cost'), sum('visits'), sum('conversions'), sum('revenue')),
    clicks: figure(sum('clicks'), 'count', at('clics')),
  }
  const { best, worst } = extremes(actions)
  const days = Array.from({ length: 92 }, (_, n) => {
    const day = new Date(Date.UTC(2026, 2, 1 + n))
    const shape = [0.7, 1.1, 1.2, 1.15, 1.1, 1, 0.75][day.getUTCDay()]!
    return {
      day: day.toISOString().slice(0, 10),
      visits: Math.round(shape * (150 + 90 * Math.sin(n / 9) + n)),
      conversions: Math.round(shape * (4 + 2 * Math.sin(n / 7))),
    }
  })
  const key = (
    k: 'visits' | 'clicks' | 'conversions' | 'rate' | 'revenue' | 'cost' | 'cpa' | 'roi',
    value: number | null,
    unit: 'count' | 'money' | 'ratio',
  ) => ({
    key: k,
    name: say(`key.${k}`),
    figure: figure(value, unit, at(k)),
    definition: say(`definition.${k}`),
    goodWhen: 'up' as const,
  })
  const [cost, visits, conversions, revenue] = [
    sum('cost'),
    sum('visits'),
    sum('conversions'),
    sum('revenue'),
  ]
  const parts: Omit<ReviewDocument, 'summary' | 'lessons' | 'texts'> = {
    locale,
    timezone: 'Europe/Paris',
    currency: 'EUR',
    from: '2026-03-01',
    to: '2026-05-31',
    madeAt: '2026-06-02T08:00:00.000Z',
    title: 'Bilan – Lancement Brume d’été',
    cover: {
      workspace: 'Atelier Sillage',
      workspaceSlug: 'atelier',
      projectId: id(900),
      project: 'Lancement Brume d’été',
      projectSlug: 'brume',
      summary:
        'Faire de la nouvelle eau parfumée la fragrance de l’été chez les 25-40 ans, en ligne et en parfumerie.',
      client: 'Maison Brume',
      lead: 'Camille Aubert',
      colour: '#2D4B73',
      accent: '#E0A458',
      logo: null,
    },
    keyFigures: [
      key('visits', visits, 'count'),
      key('clicks', sum('clicks'), 'count'),
      key('conversions', conversions, 'count'),
      key('rate', conversions / visits, 'ratio'),
      key('cost', cost, 'money'),
      key('revenue', revenue, 'money'),
      key('cpa', Math.round(cost / conversions), 'money'),
      key('roi', (revenue - cost) / cost, 'ratio'),
    ],
    objectives: [
      {
        id: id(201),
        title: 'Vendre 500 coffrets en ligne avant l’été',
        metric: 'Conversions',
        unit: 'count',
        suffix: '',
        goodWhen: 'up',
        baseline: 0,
        target: 500,
        value: figure(537, 'count', at('conversions')),
        way: 1.074,
        outcome: 'reached',
        dueOn: '2026-05-31',
        owner: 'Camille Aubert',
        typed: false,
      },
      {
        id: id(202),
        title: 'Doubler les visites du site',
        metric: 'Visites',
        unit: 'count',
        suffix: '',
        goodWhen: 'up',
        baseline: 11_200,
        target: 22_400,
        value: figure(20_490, 'count', at('visites')),
        way: 0.83,
        outcome: 'missed',
        dueOn: '2026-05-31',
        owner: 'Yanis Benali',
        typed: false,
      },
      {
        id: id(203),
        title: 'Notoriété assistée auprès des 25-40 ans',
        metric: 'Relevé à la main',
        unit: 'ratio',
        suffix: '',
        goodWhen: 'up',
        baseline: 0.12,
        target: 0.18,
        value: figure(null, 'ratio'),
        way: null,
        outcome: 'unknown',
        dueOn: null,
        owner: null,
        typed: true,
      },
    ],
    days,
    dayRows: at('visites'),
    channels: channels.slice(0, 6).map((name, n) => ({
      key: name,
      name,
      visits: figure([5_210, 3_870, 2_140, 640, 910, 3_320][n]!, 'count', at('visites')),
      conversions: figure([148, 121, 133, 4, 19, 62][n]!, 'count', at('conversions')),
      revenue: figure(
        [1_102_600, 998_250, 1_180_375, 33_000, 156_750, 480_500][n]!,
        'money',
        at('conversions'),
      ),
      rate: figure([0.0284, 0.0313, 0.0621, 0.00625, 0.0209, 0.0187][n]!, 'ratio'),
    })),
    actions,
    unattributed: none,
    actionTotal: total,
    best: best?.id ?? null,
    worst: worst?.id ?? null,
    lines: [
      line(1, 'Achat média', 2_000_000, 1_900_000, 1_840_000, -0.38),
      line(2, 'Influence', 800_000, 850_000, 850_000, 0.17),
      line(3, 'Production et contenus', 600_000, 420_000, 400_000, null),
      line(4, 'Événement', 500_000, 480_000, 480_000, -0.85),
    ],
    lineTotal: line(0, say('total'), 3_900_000, 3_650_000, 3_570_000, 0.22),
    work: {
      total: figure(42, 'count', at('taches')),
      done: figure(38, 'count', at('taches')),
      late: figure(2, 'count', at('taches')),
      onTime: figure(0.91, 'ratio', at('taches')),
      lateTasks: [
        {
          number: 31,
          title: 'Relancer les parfumeries indépendantes',
          dueOn: '2026-05-20',
          who: ['Inès Roche'],
        },
        { number: 36, title: 'Archiver les visuels avec leurs droits', dueOn: '2026-05-28', who: [] },
      ],
    },
    approvals: [
      {
        id: id(301),
        title: 'Plan de lancement',
        round: 2,
        state: 'approved',
        askedAt: '2026-03-10T09:00:00.000Z',
        decisions: [
          {
            name: 'Hélène Marchetti',
            decision: 'approved',
            comment: 'Très bien, allez-y.',
            at: '2026-03-12T15:20:00.000Z',
            identifiedBy: 'lien envoyé à helene@maison-brume.example',
          },
        ],
      },
    ],
    definitions: (['visits', 'clicks', 'conversions', 'rate', 'revenue', 'cost', 'cpa', 'roi'] as const).map(
      (k) => ({ name: say(`key.${k}`), formula: say(`definition.${k}`) }),
    ),
    sources: [
      {
        name: say('source.facts'),
        detail: say('source.facts.detail', {
          from: '1er mars 2026',
          to: '31 mai 2026',
          timezone: 'Europe/Paris',
        }),
      },
      { name: say('source.budget'), detail: say('source.budget.detail', { entries: 57, currency: 'EUR' }) },
    ],
  }
  const f = formats(locale, 'Europe/Paris')
  return { ...parts, summary: sentences(parts, f), lessons: lessons(parts, f), texts: o.texts ?? {} }
}
