import { useMemo, useRef } from 'react'
import { queries } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { messages } from '../messages.ts'
import type { Card, Label, Status } from '../model.ts'
import { messages as words } from '../views/messages.ts'
import type { CardSet } from '../views/model.ts'
import { cardsQuery } from '../views/pieces/cardStore.ts'
import { makeDeeds } from '../views/pieces/deeds.ts'

export { byPosition, type Deeds, type Place } from '../views/pieces/deeds.ts'

/** What one project's tasks are shown with. */
export type Board = { statuses: Status[]; labels: Label[]; cards: Card[] }

/** The deeds of the views, where there is no view: a task on a page of its own. */
export function useDeeds(projectId: string) {
  const t = useT(words)
  const w = useT(messages)
  const told = useTold()
  const latest = useRef({ t, w, told })
  latest.current = { t, w, told }
  return useMemo(
    () =>
      makeDeeds(
        () => queries.getQueryData<CardSet>(cardsQuery(projectId).queryKey),
        projectId,
        () => latest.current,
      ),
    [projectId],
  )
}
