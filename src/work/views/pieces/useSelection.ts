import { useMemo, useState } from 'react'

/** The tasks one holds together, to do the same to all. */
export type Selection = {
  ids: ReadonlySet<string>
  has: (id: string) => boolean
  /** `range`: from the last one touched to this one, in the order shown. */
  toggle: (id: string, range?: readonly string[]) => void
  only: (ids: readonly string[]) => void
  clear: () => void
}

export function useSelection(): Selection {
  const [{ ids, last }, set] = useState<{ ids: ReadonlySet<string>; last: string | null }>({
    ids: new Set(),
    last: null,
  })
  return useMemo(
    () => ({
      ids,
      has: (id) => ids.has(id),
      toggle: (id, range) => {
        const next = new Set(ids)
        const [a, b] = [range?.indexOf(last ?? '') ?? -1, range?.indexOf(id) ?? -1]
        if (range && a >= 0 && b >= 0)
          for (const one of range.slice(Math.min(a, b), Math.max(a, b) + 1)) next.add(one)
        else if (!next.delete(id)) next.add(id)
        set({ ids: next, last: id })
      },
      only: (all) => set({ ids: new Set(all), last: all.at(-1) ?? null }),
      clear: () => set({ ids: new Set(), last: null }),
    }),
    [ids, last],
  )
}
