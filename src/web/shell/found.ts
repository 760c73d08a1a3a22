import {
  Flag,
  FolderKanban,
  ListTodo,
  type LucideIcon,
  Route,
  Search,
  Target,
  UsersRound,
} from 'lucide-react'

type Found = { noun: string; id: string; projectSlug: string | null }
type Place = { icon: LucideIcon; name: { fr: string; en: string }; path: (found: Found) => string }

const inProject = (tab: string, query: string) => (found: Found) =>
  `projets/${found.projectSlug}/${tab}?${query}=${found.id}`

/** Where a search result leads; one line per noun that search knows. */
const places: Record<string, Place> = {
  project: {
    icon: FolderKanban,
    name: { fr: 'Projet', en: 'Project' },
    path: ({ projectSlug }) => `projets/${projectSlug}/brief`,
  },
  organisation: { icon: UsersRound, name: { fr: 'Client', en: 'Client' }, path: ({ id }) => `clients/${id}` },
  task: { icon: ListTodo, name: { fr: 'Tâche', en: 'Task' }, path: inProject('taches', 'tache') },
  objective: {
    icon: Target,
    name: { fr: 'Objectif', en: 'Objective' },
    path: inProject('objectifs', 'objectif'),
  },
  action: { icon: Route, name: { fr: 'Action', en: 'Action' }, path: inProject('plan', 'action') },
  budgetLine: {
    icon: Flag,
    name: { fr: 'Ligne de budget', en: 'Budget line' },
    path: inProject('budget', 'ligne'),
  },
}

export const placeOf = (noun: string): Place =>
  places[noun] ?? {
    icon: Search,
    name: { fr: 'Élément', en: 'Item' },
    path: ({ projectSlug }) => (projectSlug ? `projets/${projectSlug}/brief` : 'projets'),
  }
