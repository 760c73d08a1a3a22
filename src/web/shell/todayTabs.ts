import { useMemo } from 'react'
import { useT } from '../i18n.tsx'
import { messages } from '../pages/messages.ts'
import type { PageTab } from '../pieces/Page.tsx'
import { useAt } from '../session.tsx'

/** The two ways to look at one's own work: the day, and every task one has. */
export function useTodayTabs(): readonly PageTab[] {
  const t = useT(messages)
  const at = useAt()
  return useMemo(
    () => [
      { to: at('aujourdhui'), label: t('today.day'), exact: true },
      { to: at('aujourdhui/taches'), label: t('today.all') },
    ],
    [at, t],
  )
}
