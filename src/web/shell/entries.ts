import {
  ChartNoAxesColumn,
  Clock,
  FolderKanban,
  Layers,
  type LucideIcon,
  MessagesSquare,
  Scale,
  Search,
  Settings,
  Sun,
  Trash2,
  UsersRound,
} from 'lucide-react'
import type { Right } from '#platform/rights.ts'

export type Entry = {
  /** Below `/{workspace}/`. */
  to: string
  label: { fr: string; en: string }
  icon: LucideIcon
  /** A sequence to get there. */
  keys?: string
  /** Below it, the entry is not shown. */
  right?: Right
  /** In the palette only. */
  quiet?: boolean
}

/** The sidebar from top to bottom; one line per page. */
export const entries: readonly Entry[] = [
  { to: 'aujourdhui', label: { fr: 'Aujourd’hui', en: 'Today' }, icon: Sun, keys: 'g a' },
  {
    to: 'portefeuille',
    label: { fr: 'Portefeuille', en: 'Portfolio' },
    icon: Layers,
    keys: 'g o',
  },
  { to: 'projets', label: { fr: 'Projets', en: 'Projects' }, icon: FolderKanban, keys: 'g p' },
  {
    to: 'charge',
    label: { fr: 'Charge', en: 'Workload' },
    icon: Scale,
    keys: 'g h',
    right: 'contribute',
  },
  {
    to: 'standup',
    label: { fr: 'Point du jour', en: 'Stand-up' },
    icon: MessagesSquare,
    keys: 'g d',
    right: 'contribute',
  },
  { to: 'temps', label: { fr: 'Temps', en: 'Time' }, icon: Clock, keys: 'g t', right: 'contribute' },
  { to: 'clients', label: { fr: 'Clients', en: 'Clients' }, icon: UsersRound, keys: 'g c' },
  { to: 'mesure', label: { fr: 'Mesure', en: 'Measure' }, icon: ChartNoAxesColumn, keys: 'g m' },
  { to: 'recherche', label: { fr: 'Recherche', en: 'Search' }, icon: Search, keys: 'g r', quiet: true },
  { to: 'corbeille', label: { fr: 'Corbeille', en: 'Bin' }, icon: Trash2, keys: 'g k', quiet: true },
  { to: 'reglages', label: { fr: 'Réglages', en: 'Settings' }, icon: Settings, keys: 'g s', quiet: true },
]

/** Pages inside those of the sidebar: the palette leads there at once. */
export const places: readonly Omit<Entry, 'icon'>[] = [
  { to: 'aujourdhui/taches', label: { fr: 'Toutes mes tâches', en: 'All my tasks' } },
  { to: 'portefeuille/taches', label: { fr: 'Portefeuille : Liste', en: 'Portfolio: List' } },
  { to: 'portefeuille/tableau', label: { fr: 'Portefeuille : Tableau', en: 'Portfolio: Board' } },
  { to: 'portefeuille/gantt', label: { fr: 'Portefeuille : Gantt', en: 'Portfolio: Gantt' } },
  { to: 'portefeuille/calendrier', label: { fr: 'Portefeuille : Calendrier', en: 'Portfolio: Calendar' } },
  { to: 'portefeuille/personnes', label: { fr: 'Portefeuille : Personnes', en: 'Portfolio: People' } },
  { to: 'portefeuille/matrice', label: { fr: 'Portefeuille : Matrice', en: 'Portfolio: Matrix' } },
  { to: 'temps/bilan', label: { fr: 'Bilan du temps', en: 'Time report' }, right: 'contribute' },
  { to: 'mesure/definitions', label: { fr: 'Définitions des chiffres', en: 'Definitions of figures' } },
  {
    to: 'notifications/reglages',
    label: { fr: 'Réglages des notifications', en: 'Notification settings' },
  },
]

/** The pages of the settings, in the order of their tabs. */
export const settings: readonly Omit<Entry, 'icon'>[] = [
  { to: 'reglages/espace', label: { fr: 'Espace', en: 'Workspace' }, right: 'administer' },
  { to: 'reglages/membres', label: { fr: 'Membres', en: 'Members' }, right: 'see' },
  {
    to: 'reglages/connexion-unique',
    label: { fr: 'Connexion unique', en: 'Single sign-on' },
    right: 'administer',
  },
  { to: 'reglages/modeles', label: { fr: 'Modèles', en: 'Models' }, right: 'contribute' },
  { to: 'reglages/champs', label: { fr: 'Champs', en: 'Fields' }, right: 'see' },
  { to: 'reglages/calendriers', label: { fr: 'Calendriers', en: 'Calendars' }, right: 'contribute' },
  {
    to: 'reglages/mes-horaires',
    label: { fr: 'Mes horaires', en: 'My hours' },
    right: 'contribute',
  },
  { to: 'reglages/cles', label: { fr: 'Clés d’API', en: 'API keys' }, right: 'contribute' },
  { to: 'reglages/travaux', label: { fr: 'Travaux', en: 'Jobs' }, right: 'see' },
  { to: 'reglages/courrier', label: { fr: 'Courrier', en: 'Mail' }, right: 'administer' },
  { to: 'reglages/historique', label: { fr: 'Historique', en: 'History' }, right: 'see' },
]
