import type { Formats } from '#platform/formats.ts'
import type { Translate } from '#platform/i18n.ts'
import type { Card } from '../../model.ts'
import type { messages } from '../messages.ts'
import { dateOf, type Gesture, isPlaced, type LivePlan, type Places, type Row } from '../model.ts'
import type { Hand } from './hand.ts'
import type { Try } from './tries.ts'

type Words = {
  t: Translate<typeof messages>
  f: Formats
  plan: LivePlan
  cards: readonly Card[]
  rows: readonly Row[]
}

/** How many others follow, beyond those in the hand. */
export function followers(
  plan: LivePlan,
  cards: readonly Card[],
  places: Places,
  ids: ReadonlySet<string>,
): number {
  let count = 0
  for (const card of cards) {
    if (ids.has(card.id) || !isPlaced(card)) continue
    const was = plan.places(card.id)
    const is = places(card.id)
    if (was && is && !is.summary && (was.start !== is.start || was.finish !== is.finish)) count++
  }
  return count
}

function lastFinish(cards: readonly Card[], places: Places): number {
  let last = Number.NEGATIVE_INFINITY
  for (const card of cards) {
    const p = isPlaced(card) ? places(card.id) : undefined
    if (p && !p.summary) last = Math.max(last, p.finish)
  }
  return last
}

function lines(w: Words, id: string, ids: ReadonlySet<string>, places: Places, gesture: Gesture): string[] {
  const { t, f, cards, plan } = w
  const row = w.rows.find((r) => r.id === id)
  const title = row?.kind === 'group' ? row.label : (row?.card.title ?? '')
  if (gesture.kind === 'progress') return [t('moved.progress', { title, progress: gesture.percent })]
  const out: string[] = []
  const spanned = row?.kind === 'group' ? row.ids : [id]
  let start = Number.POSITIVE_INFINITY
  let finish = Number.NEGATIVE_INFINITY
  for (const k of spanned) {
    const p = places(k)
    if (!p) continue
    start = Math.min(start, p.start)
    finish = Math.max(finish, p.finish)
  }
  if (finish > Number.NEGATIVE_INFINITY) {
    const end = f.date(dateOf(finish, 'finish').day)
    out.push(
      finish - start < 1
        ? t('moved.point', { title, finish: end })
        : t('moved.day', { title, start: f.date(dateOf(start, 'start').day), finish: end }),
    )
  }
  const count = followers(plan, cards, places, ids)
  if (count) out.push(t('moved.others', { count }))
  const before = lastFinish(cards, plan.places)
  const after = lastFinish(cards, places)
  if (before !== after) out.push(t('moved.finish', { finish: f.date(dateOf(after, 'finish').day) }))
  return out
}

/** What stands beside the bar in the hand. */
export function handSaid({ hand, ...w }: Words & { hand: Hand }): string[] | null {
  if (hand.kind !== 'bar') return null
  const { t } = w
  if (hand.tried.refused) {
    const card = w.cards.find((c) => c.id === hand.id)
    return [
      t(hand.tried.refused === 'started' ? 'moved.started' : 'moved.refused', { title: card?.title ?? '' }),
    ]
  }
  return lines(w, hand.id, new Set(hand.ids), hand.tried.places, hand.gesture)
}

/** The same for the live region, once it is done. */
export const gestureSaid = ({
  id,
  tried,
  gesture,
  ...w
}: Words & { id: string; tried: Try; gesture: Gesture }): string =>
  lines(w, id, new Set(tried.patches.keys()), tried.places, gesture).join(' · ')

/** What an automatic task is now told, in words: people should know that a drag became a constraint. */
export function patchSaid(
  t: Translate<typeof messages>,
  f: Formats,
  card: Card,
  patch: { constraintKind?: string | undefined; constraintAt?: string | null | undefined },
): string | null {
  if (!patch.constraintAt) return null
  const start = f.date(patch.constraintAt.slice(0, 10))
  return t(patch.constraintKind === 'snet' ? 'moved.constraint' : 'moved.must', { title: card.title, start })
}
