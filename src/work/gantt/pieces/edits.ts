import type { Translate } from '#platform/i18n.ts'
import { type Card, TaskDraft } from '../../model.ts'
import { instantAt, minuteOfInstant, wallClock } from '../../scheduling/model.ts'
import type { messages } from '../messages.ts'
import {
  type ColumnKey,
  dateOf,
  isPlaced,
  type LivePlan,
  linksTo,
  parsePredecessors,
  parseSpan,
  predecessorsOf,
  spanText,
  type Tongue,
} from '../model.ts'
import type { GanttDeeds } from './state.ts'
import { refusalOf } from './useHand.ts'

type Where = { plan: LivePlan; numbers: ReadonlyMap<string, number>; tongue: Tongue }

/** What one begins to write from. */
export function editValue(card: Card, key: ColumnKey, w: Where): string {
  const placed = isPlaced(card) ? w.plan.places(card.id) : undefined
  if (key === 'name') return card.title
  if (key === 'predecessors') return predecessorsOf(card.id, w)
  if (key === 'start')
    return card.mode === 'manual' ? (card.startsOn ?? '') : placed ? dateOf(placed.start, 'start').day : ''
  if (key === 'finish')
    return card.mode === 'manual' ? (card.dueOn ?? '') : placed ? dateOf(placed.finish, 'finish').day : ''
  if (key === 'duration' && placed)
    return spanText(
      Math.round(w.plan.calendarOf(card.id).workBetween(placed.start, placed.finish)),
      w.plan.worth,
      w.tongue,
    )
  return ''
}

export type Refusal = (why: 'cycle' | 'twice' | 'itself' | 'elsewhere', names?: string) => string

type Save = Where & {
  card: Card
  key: ColumnKey
  value: string
  cards: readonly Card[]
  deeds: GanttDeeds
  t: Translate<typeof messages>
  refusal: Refusal
}

/** Saves what was written in a cell; a sentence when it cannot be read. */
export function saveCell(s: Save): string | null {
  const { card, key, value, t } = s
  if (key === 'predecessors') return savePredecessors(s)
  const patch = patchOf(s)
  if (typeof patch === 'string') return patch
  if (!patch) return null
  const checked = TaskDraft.partial().safeParse(patch)
  if (!checked.success)
    return key === 'duration' ? t('span.bad') : (checked.error.issues[0]?.message ?? value)
  if (Object.keys(patch).length) void s.deeds.amend(card, patch)
  return null
}

function patchOf({ card, key, value, plan, t }: Save): Partial<TaskDraft> | string | null {
  const said = value.trim()
  if (key === 'name') return said && said !== card.title ? { title: said } : null
  const auto = card.mode === 'auto'
  if (key === 'start') {
    if (!auto) return { startsOn: said || null, ...(card.dueOn && said > card.dueOn && { dueOn: said }) }
    const placed = plan.places(card.id)
    if (!said) return { constraintKind: 'asap', constraintAt: null }
    return {
      constraintKind: 'snet',
      constraintAt: wallClock(instantAt(said, placed ? minuteOfInstant(placed.start) : 0)),
    }
  }
  if (key === 'finish') {
    if (!auto)
      return { dueOn: said || null, ...(card.startsOn && said && said < card.startsOn && { startsOn: said }) }
    const placed = plan.places(card.id)
    if (!said || !placed) return { constraintKind: 'asap', constraintAt: null }
    // The end that is wanted says how long it takes.
    const { minute } = dateOf(placed.finish, 'finish')
    const minutes = Math.round(plan.calendarOf(card.id).workBetween(placed.start, instantAt(said, minute)))
    return minutes > 0 ? { durationMinutes: minutes } : t('span.bad')
  }
  if (key !== 'duration') return null
  const minutes = parseSpan(said, plan.worth)
  if (minutes === undefined) return t('span.bad')
  if (auto) return { durationMinutes: minutes }
  const placed = isPlaced(card) ? plan.places(card.id) : undefined
  if (!placed) return { durationMinutes: minutes }
  // Dates set by hand: the end moves so that the work fits.
  const finish = plan.calendarOf(card.id).addWork(placed.start, Math.max(1, minutes))
  return {
    dueOn: dateOf(finish, 'finish').day,
    ...(card.dueMinute !== null && { dueMinute: dateOf(finish, 'finish').minute }),
  }
}

function savePredecessors({ card, value, cards, plan, numbers, deeds, t, refusal }: Save): string | null {
  const read = parsePredecessors(value, plan.worth)
  if (!read.ok) return t('link.bad', { at: read.at })
  const mine = linksTo(plan, card.id)
  const byNumber = new Map(cards.filter((c) => c.projectId === card.projectId).map((c) => [c.number, c]))
  for (const { number, kind } of read.all) {
    const from = byNumber.get(number)
    if (!from) return t('link.unknown', { number })
    if (mine.some((l) => l.fromId === from.id)) continue
    const why = refusalOf({ plan, cards, refusal }, from, card, kind)
    if (why) return why
  }
  const wanted = new Map(read.all.map((p) => [p.number, p]))
  void (async () => {
    for (const link of mine) {
      const number = numbers.get(link.fromId)
      const next = number === undefined ? undefined : wanted.get(number)
      if (!next) await deeds.unlink(link)
      else if (next.kind !== link.kind || next.lag !== link.lag || next.lagUnit !== link.lagUnit)
        await deeds.relink(link, { kind: next.kind, lag: next.lag, lagUnit: next.lagUnit })
    }
    for (const p of read.all) {
      const from = byNumber.get(p.number)!
      if (!mine.some((l) => l.fromId === from.id)) await deeds.link(from, card, p.kind, p)
    }
  })()
  return null
}
