import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { offer, tell } from '#web/undo.tsx'
import type { Card, TaskDraft } from '../../model.ts'
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
      ask: () => Promise<{ cards: Card[] }>,
      done: string,
      undo: () => unknown,
    ) => {
      patchLinks(projectId, change)
      try {
        put((await ask()).cards)
        offer(done, undo)
        return true
      } catch (error) {
        patchLinks(projectId, back)
        tell(told(error).sentence, 'bad')
        void refreshPlan()
        return false
      }
    }
    const plain = (card: Card): Partial<TaskDraft> => ({
      mode: card.mode,
      startsOn: card.startsOn,
      dueOn: card.dueOn,
      startMinute: card.startMinute,
      dueMinute: card.dueMinute,
    })
    const add = async (draft: Pick<Link, 'fromId' | 'toId' | 'kind' | 'lag' | 'lagUnit'>) => {
      const { link, cards } = await api.work.plan.links.add(draft)
      patchLinks(link.projectId, (all) => [...all.filter((l) => l.id !== link.id), link])
      put(cards)
      return link
    }
    const gone = (link: Pick<Link, 'id' | 'projectId'>) => {
      patchLinks(link.projectId, (all) => all.filter((l) => l.id !== link.id))
      return api.work.plan.links.remove({ id: link.id }).then(({ cards }) => put(cards))
    }
    return {
      amend: async (card, patch) => {
        const saved = await deeds.amend(card, patch)
        const said = saved && card.mode === 'auto' && patchSaid(t, f, card, patch)
        if (said) offer(said, () => deeds.undo())
        return saved
      },
      many: async (changes) => {
        const days = changes.flatMap(({ card, patch }) =>
          patch.dueOn && card.dueOn
            ? [apart(card.dueOn, patch.dueOn)]
            : patch.startsOn && card.startsOn
              ? [apart(card.startsOn, patch.startsOn)]
              : [],
        )
        const typed = changes.filter(({ card }) => card.mode === 'manual').map(({ card }) => card)
        // One deed for those that all move by as much; what is automatic is told one by one.
        if (typed.length && days.length && days.every((d) => d === days[0]))
          await deeds.bulk(typed, { byDays: days[0]! })
        else
          for (const { card, patch } of changes.filter((c) => c.card.mode === 'manual'))
            await deeds.amend(card, patch)
        for (const { card, patch } of changes.filter((c) => c.card.mode === 'auto'))
          await deeds.amend(card, patch)
      },
      link: async (from, to, kind, lag = { lag: 0, lagUnit: 'work' }) => {
        const draft = { fromId: from.id, toId: to.id, kind, lag: lag.lag, lagUnit: lag.lagUnit }
        const guess: Link = { ...draft, id: `+${from.id}${to.id}`, projectId: from.projectId, version: 0 }
        let made: Link | undefined
        return linking(
          from.projectId,
          (all) => [...all, guess],
          (all) => all.filter((l) => l !== guess && l.id !== guess.id),
          async () => {
            made = await add(draft)
            patchLinks(from.projectId, (all) => all.filter((l) => l.id !== guess.id))
            return { cards: [] }
          },
          t('link.added', { from: from.title, to: to.title }),
          async () => {
            if (made) await gone(made)
            if (to.mode === 'manual') await deeds.amend(to, plain(to))
          },
        )
      },
      relink: (link, change) =>
        linking(
          link.projectId,
          (all) => all.map((l) => (l.id === link.id ? { ...l, ...change } : l)),
          (all) => all.map((l) => (l.id === link.id ? link : l)),
          async () => {
            const { link: now, cards } = await api.work.plan.links.amend({ id: link.id, ...change })
            patchLinks(link.projectId, (all) => all.map((l) => (l.id === now.id ? now : l)))
            return { cards }
          },
          t('link.amended'),
          async () => {
            const { link: now, cards } = await api.work.plan.links.amend({
              id: link.id,
              kind: link.kind,
              lag: link.lag,
              lagUnit: link.lagUnit,
            })
            patchLinks(link.projectId, (all) => all.map((l) => (l.id === now.id ? now : l)))
            put(cards)
          },
        ),
      unlink: (link) =>
        linking(
          link.projectId,
          (all) => all.filter((l) => l.id !== link.id),
          (all) => [...all, link],
          () => api.work.plan.links.remove({ id: link.id }),
          t('link.removed'),
          () => add(link),
        ),
    }
  }, [deeds, t, f, told])
}

const apart = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000)
