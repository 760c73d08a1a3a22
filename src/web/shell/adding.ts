import { FolderKanban, Import, LayoutTemplate, type LucideIcon, SquareCheck, UsersRound } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Right } from '#platform/rights.ts'
import { store } from '../store.ts'

export type AddForm = ComponentType<{ onDone: () => void }>

export type Addable = {
  kind: string
  label: { fr: string; en: string }
  icon: LucideIcon
  right: Right
  /** Loaded when chosen; its default export is the form. */
  load: () => Promise<{ default: AddForm }>
}

/** What the key `c` offers, from the most frequent to the rarest; one line per kind. */
export const addables: readonly Addable[] = [
  {
    kind: 'task',
    label: { fr: 'Tâche', en: 'Task' },
    icon: SquareCheck,
    right: 'contribute',
    load: () => import('#work/day/pieces/Capture.tsx'),
  },
  {
    kind: 'project',
    label: { fr: 'Projet', en: 'Project' },
    icon: FolderKanban,
    right: 'conduct',
    load: () => import('#platform/tenancy/pieces/NewProject.tsx'),
  },
  {
    kind: 'project-from-model',
    label: { fr: 'Projet depuis un modèle', en: 'Project from a model' },
    icon: LayoutTemplate,
    right: 'conduct',
    load: () => import('#work/templates/pieces/FromTemplate.tsx'),
  },
  {
    kind: 'project-from-elsewhere',
    label: { fr: 'Projet repris d’un autre outil', en: 'Project from another tool' },
    icon: Import,
    right: 'conduct',
    load: () => import('#work/pieces/FromElsewhere.tsx'),
  },
  {
    kind: 'client',
    label: { fr: 'Client', en: 'Client' },
    icon: UsersRound,
    right: 'contribute',
    load: () => import('#platform/tenancy/pieces/NewOrganisation.tsx'),
  },
]

/** The kind whose form is open, `choose` for the choice, null when closed. */
export const adding = store<string | null>(null)
