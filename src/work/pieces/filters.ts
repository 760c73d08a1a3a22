import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { TaskFilter } from '../model.ts'

type Search = {
  tache?: string | number
  q?: string | number
  qui?: string
  colonne?: string
  action?: string
  etiquette?: string
  retard?: unknown
  reste?: unknown
}

/** Filters and the open task live in the address: it can be sent, bookmarked, and the browser's back works. */
export function useTaskSearch() {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  return useMemo(() => {
    const filter: TaskFilter = {
      ...(search.q !== undefined && { text: String(search.q) }),
      ...(search.qui && { assigneeId: search.qui }),
      ...(search.colonne && { statusId: search.colonne }),
      ...(search.action && { actionId: search.action }),
      ...(search.etiquette && { labelId: search.etiquette }),
      ...(search.retard !== undefined && { late: true }),
      ...(search.reste !== undefined && { open: true }),
    }
    const go = (change: Partial<Search>, replace: boolean) =>
      void navigate({
        to: '.',
        search: ((before: Search) =>
          Object.fromEntries(
            Object.entries({ ...before, ...change }).filter(([, v]) => v !== undefined && v !== ''),
          )) as never,
        replace,
        resetScroll: false,
      })
    return {
      filter,
      open: search.tache === undefined ? null : String(search.tache),
      show: (task: number | string | null) => go({ tache: task ?? undefined }, false),
      set: (f: TaskFilter) =>
        go(
          {
            q: f.text || undefined,
            qui: f.assigneeId,
            colonne: f.statusId,
            action: f.actionId,
            etiquette: f.labelId,
            retard: f.late ? 1 : undefined,
            reste: f.open ? 1 : undefined,
          },
          true,
        ),
    }
  }, [search, navigate])
}
