import { useEffect } from 'react'
import { store } from '../store.ts'

export type Crumb = { label: string; to?: string }

export const crumbs = store<readonly Crumb[]>([])

/** Where the page stands, from the widest to the nearest; the page's own title is not repeated. */
export function useCrumbs(trail: readonly Crumb[]) {
  const shape = JSON.stringify(trail)
  useEffect(() => {
    crumbs.set(JSON.parse(shape) as Crumb[])
    return () => crumbs.set([])
  }, [shape])
}
