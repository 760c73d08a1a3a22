import type { Formats } from '#platform/formats.ts'
import type { Translate } from '#platform/i18n.ts'
import type { Card } from '../../model.ts'
import type { Link } from '../../scheduling/model.ts'
import type { messages } from '../messages.ts'
import { type Bar, dateOf, type Gesture, type LivePlan, type Places, type Row } from '../model.ts'
import type { Hand } from './hand.ts'
import type { Try } from './tries.ts'

export type Words = {
  t: Translate<typeof messages>
  f: Formats
  plan: LivePlan
  cards: readonly Card[]
  rows: readonly Row[]
}

const after = new WeakMap<readonly Link[], Map<string, Link[]>>()
const linksFrom = (links: readonly Link[]) => {
  let table = after.get(links)
  if (!table) {
    table = Map.groupBy(links, (l) => l.fromId)
    after.set(links, table)
  }
  return table
}
const families = new WeakMap<
  readonly Card[],
  { byId: Map<string, Card>; under: Map<string | null, Card[]> }
>()
const familiesOf = (cards: readonly Card[]) => {
  let known = families.get(cards)
  if (!known) {
    known = { byId: new Map(cards.map((c) => [c.id, c])), under: Map.groupBy(cards, (c) => c.parentId) }
    families.set(cards, known)
  }
  return known
}

/** How many others follow, beyond those in the hand. Only what hangs on them by links is looked at, not the whole plan. */
export function followers(
  plan: LivePlan,
  cards: readonly Card[],
  places: Places,
  ids: ReadonlySet<string>,
): number {
  const from = linksFrom(plan.links)
  const { byId, under } = familiesOf(cards)
  const seen = new Set(ids)
  const queue = [...ids]
  let count = 0
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const next: string[] = []
    // What follows a task’s parent follows the task too.
    for (let up: string | null | undefined = id; up; up = byId.get(up)?.parentId)
      for (const l of from.get(up) ?? []) next.push(l.toId)
    for (const to of next) {
      if (seen.has(to)) continue
      seen.add(to)
      const children = under.get(to)
      if (children) {
        next.push(...children.map((c) => c.id))
        continue
      }
      const was = plan.places(to)
      const is = places(to)
      if (!was || !is || (was.start === is.start && was.finish === is.finish)) continue
      count++
      queue.push(to)
    }
  }
  return count
}

function lines(w: Words, id: string, ids: ReadonlySet<string>, tried: Try, gesture: Gesture): string[] {
  const { t, f, cards, plan } = w
  const { places } = tried
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
  if (plan.finish !== tried.finish)
    out.push(t('moved.finish', { finish: f.date(dateOf(tried.finish, 'finish').day) }))
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
  return lines(w, hand.id, new Set(hand.ids), hand.tried, hand.gesture)
}

/** The same for the live region, once it is done. */
export const gestureSaid = ({
  id,
  tried,
  gesture,
  ...w
}: Words & { id: string; tried: Try; gesture: Gesture }): string =>
  lines(w, id, new Set(tried.patches.keys()), tried, gesture).join(' · ')

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

/** What a screen reader hears of a line beyond its cells. */
export function stateSaid(
  t: Translate<typeof messages>,
  row: Row,
  bar: Bar | undefined,
  critical: boolean,
): string {
  if (row.kind === 'group') return ''
  if (!bar) return t('row.undated')
  return [
    bar.done && t('row.done'),
    bar.late && t('row.late'),
    critical && bar.critical && t('row.critical'),
    t(bar.auto ? 'row.auto' : 'row.manual'),
  ]
    .filter(Boolean)
    .join(', ')
}
