import { announce } from '#web/announce.tsx'
import { tell } from '#web/undo.tsx'
import type { Card } from '../../model.ts'
import { dateOf, type Gesture } from '../model.ts'
import type { Hand } from './hand.ts'
import { gestureSaid, type Words } from './said.ts'
import type { GanttDeeds, Trial } from './state.ts'
import type { Try } from './tries.ts'

type Settling = Words & {
  byId: ReadonlyMap<string, Card>
  deeds: GanttDeeds
  may: (card: Card) => boolean
  trial: Trial | null
}

/** Writes what a hand did, and says it; what may not be is said instead. */
export function settler(s: Settling) {
  const { t, byId, deeds } = s
  const tried = (id: string, done: Try, gesture: Gesture) => {
    const card = byId.get(id)
    if (!done.patches.size) {
      const key = done.refused === 'started' ? 'moved.started' : 'moved.refused'
      return tell(t(key, { title: card?.title ?? '' }), 'bad')
    }
    const changes = [...done.patches].flatMap(([k, patch]) => {
      const one = byId.get(k)
      return one && s.may(one) ? [{ card: one, patch }] : []
    })
    if (changes.length === 1) void deeds.amend(changes[0]!.card, changes[0]!.patch)
    else void deeds.many(changes)
    announce(gestureSaid({ ...s, id, tried: done, gesture }))
  }
  const hand = (h: Hand) => {
    const card = byId.get(h.id)
    if (h.kind === 'link') {
      const to = h.over && byId.get(h.over.id)
      if (h.refused) tell(h.refused, 'bad')
      else if (card && to && h.over) void deeds.link(card, to, h.over.kind)
    } else if (h.kind === 'draw') {
      const [a, b] = [Math.min(h.from, h.to), Math.max(h.from, h.to)]
      if (card) void deeds.amend(card, { startsOn: dateOf(a, 'start').day, dueOn: dateOf(b, 'finish').day })
    } else if (h.gesture.kind === 'progress' || h.gesture.by !== 0) {
      if (s.trial && h.id === s.trial.launchId) s.trial.onLaunch(h.tried.places(h.id)!.finish)
      else tried(h.id, h.tried, h.gesture)
    }
  }
  return { hand, tried }
}
