/** The parts a story of the demo is told in. Days count from the first day of the project; what lies in the future has not happened. */

export type Who = 'camille' | 'yanis' | 'ines' | 'thomas' | 'sofia' | 'nadia' | 'hugo' | 'lea'

export type LinePlan = { key: string; label: string; category: string; cents: number; supplier?: string }
export type ObjectivePlan = {
  key: string
  title: string
  why?: string
  metric: string
  goal?: string
  hand?: { name: string; unit: string; readings: [day: number, value: number, note: string][] }
  baseline?: number
  target: number
  owner: Who
  achievable?: string
  relevant?: string
}
/** How many visits a day an action brings between two days, and how many of a hundred visits convert. */
export type Traffic = {
  windows: [from: number, to: number][]
  perDay: number
  rate: number
  referrer?: string
}
export type ActionPlan = {
  key: string
  title: string
  description?: string
  channel: string
  persona?: string
  line: string
  objective: string
  owner: Who
  from: number
  to: number
  placements?: string[]
  path?: string
  captures?: { referrer?: string; channel?: string; path?: string }
  traffic?: Traffic
}
export type EntryPlan = {
  line: string
  kind: 'committed' | 'spent'
  day: number
  cents: number
  label: string
  action?: string
  supplier?: string
  key?: string
  settles?: string
  reference?: string
}
export type TaskPlan = {
  title: string
  description?: string
  action?: string
  who: Who[]
  made: number
  due?: number
  done?: number
  state?: 'doing' | 'review'
  kind?: 'task' | 'milestone' | 'deliverable'
  importance?: number
  urgency?: number
  checklist?: [text: string, done: boolean][]
  comments?: [who: Who, day: number, text: string][]
}
export type ApprovalPlan = {
  day: number
  title: string
  message: string
  dueIn: number
  decisions: {
    name: string
    email: string
    day?: number
    decision?: 'approved' | 'changes'
    comment?: string
  }[]
}
export type GoalPlan = { key: string; name: string; pattern: string; cents: number }
export type SitePlan = { host: string; perDay: number; rate: number; pages: string[]; goals: GoalPlan[] }

export type Story = {
  name: string
  summary: string
  client: string
  lead: Who
  /** First day, counted from today. */
  start: number
  days: number
  stage: 'plan' | 'running' | 'closed'
  brief: {
    context: string
    audience: string
    message: string
    deliverables: string
    constraints: string
    success: string
  }
  site?: SitePlan
  lines: LinePlan[]
  objectives: ObjectivePlan[]
  actions: ActionPlan[]
  entries: EntryPlan[]
  tasks: TaskPlan[]
  approvals: ApprovalPlan[]
  review?: { day: number; texts: Record<string, string> }
  seed: number
}

export const team: Record<Who, { name: string; title: string; role: 'owner' | 'manager' | 'member' }> = {
  camille: { name: 'Camille Aubert', title: 'Directrice de projets', role: 'owner' },
  yanis: { name: 'Yanis Benali', title: 'Chef de projet digital', role: 'manager' },
  sofia: { name: 'Sofia Marchand', title: 'Cheffe de projet influence', role: 'manager' },
  ines: { name: 'Inès Roche', title: 'Community manager', role: 'member' },
  thomas: { name: 'Thomas Le Goff', title: 'Acheteur média', role: 'member' },
  nadia: { name: 'Nadia Kessler', title: 'Rédactrice', role: 'member' },
  hugo: { name: 'Hugo Perrin', title: 'Indépendant, motion design', role: 'member' },
  lea: { name: 'Léa Fontaine', title: 'Indépendante, photographe', role: 'member' },
}

/** What each knows how to do, how much of the week, at what cost an hour, and who is away soon (days from today). */
export const hours: Record<
  Who,
  { skills: string[]; percent?: number; hourlyCents: number; away?: [from: number, to: number] }
> = {
  camille: { skills: ['Conseil', 'Planning'], hourlyCents: 9_500 },
  yanis: { skills: ['Planning', 'Web'], hourlyCents: 7_000 },
  sofia: { skills: ['Influence', 'Presse'], hourlyCents: 7_000 },
  ines: { skills: ['Social', 'Rédaction'], hourlyCents: 5_500, away: [9, 13] },
  thomas: { skills: ['Média', 'Mesure'], hourlyCents: 6_500 },
  nadia: { skills: ['Rédaction', 'Presse'], percent: 80, hourlyCents: 6_000 },
  hugo: { skills: ['Vidéo', 'Graphisme'], hourlyCents: 8_000 },
  lea: { skills: ['Photo', 'Vidéo'], percent: 60, hourlyCents: 8_500, away: [20, 21] },
}

export const clients = [
  {
    name: 'Maison Brume',
    sector: 'Parfumerie',
    contactName: 'Hélène Marchetti',
    contactEmail: 'helene@maison-brume.example',
    phone: '01 70 00 00 12',
    website: 'https://maison-brume.example',
    colour: '#2D4B73',
    accent: '#E0A458',
    notes: 'Maison indépendante, trois parfumeurs, une boutique à Nantes et cent vingt dépositaires.',
  },
  {
    name: 'Marais Bleu Tourisme',
    sector: 'Tourisme régional',
    contactName: 'Bertrand Caillé',
    contactEmail: 'bertrand@marais-bleu.example',
    phone: '02 40 00 00 34',
    website: 'https://marais-bleu.example',
    colour: '#0E6B6B',
    accent: '#E4572E',
    notes: 'Office intercommunal : onze communes, un budget voté chaque année en février.',
  },
] as const

export const suppliers = [
  {
    name: 'Régie Méridienne',
    sector: 'Achat média',
    contactName: 'Paul Grimaud',
    contactEmail: 'paul@regie-meridienne.example',
  },
  {
    name: 'Studio Passerelle',
    sector: 'Vidéo et photo',
    contactName: 'Maud Ferrand',
    contactEmail: 'maud@passerelle.example',
  },
  {
    name: 'Lumen Talents',
    sector: 'Agents d’influence',
    contactName: 'Idriss Koné',
    contactEmail: 'idriss@lumen-talents.example',
  },
  {
    name: 'Imprimerie des Quais',
    sector: 'Impression',
    contactName: 'Solène Guérin',
    contactEmail: 'solene@quais.example',
  },
] as const
