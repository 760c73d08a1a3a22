import { useMemo } from 'react'
import { useT } from '#web/i18n.tsx'
import { useFieldText } from '../fields/pieces/fields.ts'
import { messages } from '../messages.ts'
import type { Card } from '../model.ts'
import { blockedIn } from '../views/model.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'

/** What every card of a view is drawn with; one object, so that a card is drawn again only when it changed itself. */
export function useCardLook({ cards, view }: Pick<ViewProps, 'cards' | 'view'>) {
  const t = useT(messages)
  const { set, ctx, people } = cards
  const fieldText = useFieldText(set.fields, people)
  const chosen = view.spec.columns
  const subtasks = useMemo(() => {
    const counts = new Map<string, { done: number; total: number }>()
    for (const c of set.cards) {
      if (!c.parentId) continue
      const n = counts.get(c.parentId) ?? { done: 0, total: 0 }
      counts.set(c.parentId, { done: n.done + Number(c.done), total: n.total + 1 })
    }
    return counts
  }, [set.cards])
  const blocked = useMemo(() => blockedIn(ctx), [ctx])
  const look = useMemo(() => {
    const ids = new Set(chosen?.map((c) => c.key))
    return {
      t,
      today: ctx.today,
      portfolio: cards.projectId === null,
      labels: new Map(set.labels.map((l) => [l.id, l])),
      people: new Map(people.map((p) => [p.id, p])),
      projects: new Map(set.projects.map((p) => [p.id, p])),
      fields: set.fields.filter((f) => ids.has(`field:${f.id}`)),
      fieldText,
    }
  }, [t, ctx.today, cards.projectId, set.labels, set.projects, set.fields, people, chosen, fieldText])
  return {
    look,
    /** What a card says that is not in the card: its subtasks, whether it waits. A short text, so that it compares by value. */
    around: (c: Card) => {
      const n = subtasks.get(c.id)
      return `${n ? `${n.done}/${n.total}` : ''}${blocked.has(c.id) ? '!' : ''}`
    },
  }
}
export type CardLook = ReturnType<typeof useCardLook>['look']
