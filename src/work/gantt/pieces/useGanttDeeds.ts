import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { offer, tell } from '#web/undo.tsx'
import type { Card } from '../../model.ts'
import type { Link } from '../../scheduling/model.ts'
import type { Deeds } from '../../views/pieces/deeds.ts'
import { messages } from '../messages.ts'
import { patchSaid } from './said.ts'
import type { GanttDeeds } from './state.ts'
import { patchLinks, refreshPlan } from './usePlan.ts'

/** What one does on the chart: seen at once, saved behind, taken back with a word when refused. */
export function useGanttDeeds(deeds: Deeds): GanttDeeds {
  const t = useT(messages)
  const f = useFormats()
  const told = useTold()
  return useMemo(() => {
    const put = (cards: readonly Card[]) => cards.forEach(deeds.put)
    /** Shows the links changed, asks, and puts back what was when it is refused. */
    const linking = async (
      projectId: string,
      change: (links: Link[]) => Link[],
      back: (links: Link[]) => Link[],
      ask: () => Promise<{ cards: Card[]; change: string }>,
      done: string,
    ) => {
      patchLinks(projectId, change)
      try {
        const { cards, change: reference } = await ask()
        put(cards)
        deeds.did(done, reference)
        return true
      } catch (error) {
        patchLinks(projectId, back)
        tell(told(error).sentence, 'bad')
        void refreshPlan()
        return false
      }
    }
    return {
      amend: async (card, patch) => {
        const saved = await deeds.amend(card, patch)
        const said = saved && card.mode === 'auto' && patchSaid(t, f, card, patch)
        if (said) offer(said, () => deeds.undo())
        return saved
      },
      many: (changes) => deeds.each(changes),
      link: async (from, to, kind, lag = { lag: 0, lagUnit: 'work' }) => {
        const draft = { fromId: from.id, toId: to.id, kind, lag: lag.lag, lagUnit: lag.lagUnit }
        const guess: Link = { ...draft, id: `+${from.id}${to.id}`, projectId: from.projectId, version: 0 }
        return linking(
          from.projectId,
          (all) => [...all, guess],
          (all) => all.filter((l) => l.id !== guess.id),
          async () => {
            const { link, ...moved } = await api.work.plan.links.add(draft)
            patchLinks(link.projectId, (all) => [
              ...all.filter((l) => l.id !== link.id && l.id !== guess.id),
              link,
            ])
            return moved
          },
          t('link.added', { from: from.title, to: to.title }),
        )
      },
      relink: (link, change) =>
        linking(
          link.projectId,
          (all) => all.map((l) => (l.id === link.id ? { ...l, ...change } : l)),
          (all) => all.map((l) => (l.id === link.id ? link : l)),
          async () => {
            const { link: now, ...moved } = await api.work.plan.links.amend({ id: link.id, ...change })
            patchLinks(link.projectId, (all) => all.map((l) => (l.id === now.id ? now : l)))
            return moved
          },
          t('link.amended'),
        ),
      unlink: (link) =>
        linking(
          link.projectId,
          (all) => all.filter((l) => l.id !== link.id),
          (all) => [...all, link],
          () => api.work.plan.links.remove({ id: link.id }),
          t('link.removed'),
        ),
    }
  }, [deeds, t, f, told])
}
