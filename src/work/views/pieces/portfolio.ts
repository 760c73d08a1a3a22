import { useMemo } from 'react'
import { useT } from '#web/i18n.tsx'
import type { PageTab } from '#web/pieces/Page.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'

const tabs = ['apercu', 'taches', 'tableau', 'gantt', 'calendrier', 'personnes', 'matrice'] as const

/** The ways to look at all projects at once. */
export function usePortfolioTabs(): readonly PageTab[] {
  const t = useT(messages)
  const { slug } = useWorkspace()
  return useMemo(
    () => tabs.map((tab) => ({ to: `/${slug}/portefeuille/${tab}`, label: t(`portfolio.${tab}`) })),
    [slug, t],
  )
}
