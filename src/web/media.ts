import { useSyncExternalStore } from 'react'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (watch) => {
      const media = matchMedia(query)
      media.addEventListener('change', watch)
      return () => media.removeEventListener('change', watch)
    },
    () => matchMedia(query).matches,
    () => false,
  )
}

/** Where tables become lists and dialogs become sheets. The same width stands in the style sheets: 720 px. */
export const useIsPhone = () => useMedia('(max-width: 720px)')
export const usePrefersStill = () => useMedia('(prefers-reduced-motion: reduce)')
