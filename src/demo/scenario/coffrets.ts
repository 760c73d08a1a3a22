import type { Story } from '../model.ts'

/** A campaign that has not begun: the brief is written, the plan waits for the client's yes. */
export const coffrets: Story = {
  name: 'Coffrets de la Maison Brume',
  summary: 'Trois coffrets à offrir, composés avec les dépositaires, et leur campagne.',
  client: 'Maison Brume',
  lead: 'sofia',
  start: 21,
  days: 75,
  stage: 'plan',
  seed: 37,
  brief: {
    context:
      'Le lancement de Rosée a montré que le coffret se vend en ligne. Les dépositaires demandent leur part.',
    audience:
      'Ceux qui offrent, plus que ceux qui portent : la moitié des acheteurs ne connaissent pas la maison.',
    message: 'Offrir une brume, c’est offrir un lieu.',
    deliverables:
      'Trois coffrets photographiés, une page par coffret, un jeu de vitrines pour cent vingt dépositaires, deux lettres.',
    constraints:
      'Pas de réduction affichée. Expédition garantie avant les fêtes : dernière commande en ligne une semaine avant.',
    success: '900 coffrets, dont un tiers chez les dépositaires.',
  },
  lines: [
    { key: 'media', label: 'Achat média', category: 'Média', cents: 1_100_000 },
    {
      key: 'windows',
      label: 'Vitrines des dépositaires',
      category: 'Impression',
      cents: 620_000,
      supplier: 'Imprimerie des Quais',
    },
    { key: 'content', label: 'Photos et rédaction', category: 'Production', cents: 380_000 },
  ],
  objectives: [
    {
      key: 'sales',
      title: 'Vendre 600 coffrets en ligne',
      metric: 'hand',
      hand: { name: 'Coffrets vendus en ligne', unit: 'coffrets', readings: [] },
      baseline: 0,
      target: 600,
      owner: 'sofia',
      achievable: 'Le lancement de Rosée en a vendu autant, hors période de cadeaux.',
    },
    {
      key: 'shops',
      title: 'Équiper 80 dépositaires d’une vitrine',
      metric: 'hand',
      hand: { name: 'Vitrines installées', unit: 'vitrines', readings: [] },
      baseline: 0,
      target: 80,
      owner: 'camille',
    },
  ],
  actions: [
    {
      key: 'search',
      title: 'Search « coffret parfum »',
      channel: 'search-ads',
      line: 'media',
      objective: 'sales',
      owner: 'thomas',
      from: 0,
      to: 70,
    },
    {
      key: 'gift',
      title: 'Guides de cadeaux et affiliation',
      channel: 'affiliate',
      line: 'media',
      objective: 'sales',
      owner: 'sofia',
      from: 5,
      to: 65,
    },
    {
      key: 'windows',
      title: 'Vitrines pour les dépositaires',
      channel: 'print',
      line: 'windows',
      objective: 'shops',
      owner: 'camille',
      from: -5,
      to: 40,
    },
    {
      key: 'letter',
      title: 'Deux lettres aux clientes de Rosée',
      channel: 'email',
      line: 'content',
      objective: 'sales',
      owner: 'nadia',
      from: 10,
      to: 50,
    },
  ],
  entries: [],
  approvals: [
    {
      day: -23,
      title: 'Plan des coffrets',
      message:
        'Bonjour Hélène, le plan tient en quatre actions. Les vitrines sont à décider en premier : l’imprimeur demande trois semaines.',
      dueIn: 5,
      decisions: [{ name: 'Hélène Marchetti', email: 'helene@maison-brume.example' }],
    },
  ],
  tasks: [
    {
      title: 'Composer les trois coffrets avec les dépositaires',
      who: ['camille', 'sofia'],
      made: -32,
      due: -24,
      done: -25,
    },
    {
      title: 'Demander trois devis de vitrines',
      action: 'windows',
      who: ['camille'],
      made: -30,
      due: -19,
      state: 'doing',
      comments: [['camille', -22, 'Deux devis reçus sur trois. L’Imprimerie des Quais tient le délai.']],
    },
    { title: 'Prévoir la séance photo', action: 'letter', who: ['lea'], made: -27, due: -10 },
    { title: 'Estimer les enchères de fin d’année', action: 'search', who: ['thomas'], made: -26, due: -12 },
    { title: 'Écrire la page de chaque coffret', who: ['nadia'], made: -26, due: -4 },
  ],
}
