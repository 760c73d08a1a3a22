import type { Field } from '../../fields/model.ts'
import { type Card, isLate } from '../../model.ts'
import { addDays, blockedIn, folded, mondayOf, textOf, type ViewContext } from './context.ts'
import { customOf, fieldIn, isDay } from './custom.ts'
import { type Condition, type Filter, type FilterNode, isCondition } from './spec.ts'

type Test = (c: Card) => boolean
const nothing: Test = () => false

/** Days a condition may name without saying which: `late`, `today`, `week`, `days14`… */
export const dueRanges = [
  'late',
  'today',
  'tomorrow',
  'week',
  'next',
  'days7',
  'days14',
  'month',
  'none',
] as const

function dayTest(value: string | number, today: string): (day: string | null, c: Card) => boolean {
  const within = (from: string, to: string) => (d: string | null) => d !== null && d >= from && d <= to
  const monday = mondayOf(today)
  switch (value) {
    case 'none':
      return (d) => d === null
    case 'late':
      return (d, c) => !c.done && d !== null && d < today
    case 'today':
      return (d) => d === today
    case 'tomorrow':
      return within(addDays(today, 1), addDays(today, 1))
    case 'week':
      return within(monday, addDays(monday, 6))
    case 'next':
      return within(addDays(monday, 7), addDays(monday, 13))
    case 'month':
      return (d) => d !== null && d.slice(0, 7) === today.slice(0, 7)
    default: {
      const days = /^days(\d{1,3})$/.exec(String(value))
      if (days) return within(today, addDays(today, Number(days[1])))
      return (d) => d === value
    }
  }
}

/** `today`, `today+7`, or a day. */
const dayFrom = (value: string | number | undefined, today: string): string => {
  const said = /^today(?:([+-]\d{1,4}))?$/.exec(String(value))
  return said ? addDays(today, Number(said[1] ?? 0)) : String(value ?? '')
}

/** What a card holds under a name of ids: its people, its labels, its project… */
function idsOf(field: string, ctx: ViewContext): ((c: Card) => readonly string[]) | undefined {
  const one = (get: (c: Card) => string | null | undefined) => (c: Card) => {
    const v = get(c)
    return v ? [v] : []
  }
  switch (field) {
    case 'who':
      return (c) => c.assigneeIds
    case 'label':
      return (c) => c.labelIds
    case 'status':
      return one((c) => c.statusId)
    case 'action':
      return one((c) => c.actionId)
    case 'project':
      return one((c) => c.projectId)
    case 'parent':
      return one((c) => c.parentId)
    case 'kind':
      return one((c) => c.kind)
    case 'mode':
      return one((c) => c.mode)
    case 'id':
      return one((c) => c.id)
    case 'category': {
      const categories = new Map(ctx.statuses.map((s) => [s.id, s.category]))
      return one((c) => categories.get(c.statusId))
    }
    case 'objective': {
      const objectives = new Map(ctx.actions.map((a) => [a.id, a.objectiveId]))
      return one((c) => c.actionId && objectives.get(c.actionId))
    }
    default:
      return undefined
  }
}

const numbers: Record<string, (c: Card) => number | null> = {
  importance: (c) => c.importance,
  urgency: (c) => c.urgency,
  estimate: (c) => c.estimateMinutes,
  spent: (c) => c.spentMinutes,
  progress: (c) => c.progress,
  number: (c) => c.number,
}
const days: Record<string, (c: Card) => string | null> = {
  due: (c) => c.dueOn,
  start: (c) => c.startsOn,
  deadline: (c) => c.deadlineOn,
}
const flags: Record<string, (ctx: ViewContext) => Test> = {
  done: () => (c) => c.done,
  late: (ctx) => (c) => isLate(c, ctx.today),
  recurring: () => (c) => c.recurrenceId !== null,
  blocked: (ctx) => {
    const blocked = blockedIn(ctx)
    return (c) => blocked.has(c.id)
  },
}

function compare(
  value: (c: Card) => number | string | null,
  op: Condition['op'],
  bound: number | string,
): Test {
  if (op === 'from')
    return (c) => {
      const v = value(c)
      return v !== null && v >= bound
    }
  return (c) => {
    const v = value(c)
    return v !== null && v <= bound
  }
}

function onValue(
  value: (c: Card) => string | number | readonly string[] | null | undefined,
  k: Condition,
): Test {
  const empty: Test = (c) => {
    const v = value(c)
    return v === null || v === undefined || v === '' || (Array.isArray(v) && v.length === 0)
  }
  const wanted = new Set<unknown>(k.values)
  const has: Test = (c) => {
    const v = value(c)
    return Array.isArray(v) ? v.some((x) => wanted.has(x)) : wanted.has(v) || (wanted.has('none') && empty(c))
  }
  const said = folded(String(k.values[0] ?? ''))
  switch (k.op) {
    case 'empty':
      return empty
    case 'filled':
      return (c) => !empty(c)
    case 'is':
      return wanted.has('none') ? (c) => empty(c) || has(c) : has
    case 'not':
      return wanted.has('none') ? (c) => !empty(c) && !has(c) : (c) => !has(c)
    case 'contains':
      return (c) => folded(String(value(c) ?? '')).includes(said)
    default: {
      const bound = k.values[0]
      if (bound === undefined) return nothing
      return compare(
        (c) => {
          const v = value(c)
          return typeof v === typeof bound ? (v as string | number) : null
        },
        k.op,
        bound,
      )
    }
  }
}

function onDay(day: (c: Card) => string | null, k: Condition, ctx: ViewContext): Test {
  if (k.op === 'is' || k.op === 'not') {
    const tests = k.values.map((v) => dayTest(v, ctx.today))
    const any: Test = (c) => tests.some((test) => test(day(c), c))
    return k.op === 'is' ? any : (c) => !any(c)
  }
  if (k.op === 'from' || k.op === 'to') return compare(day, k.op, dayFrom(k.values[0], ctx.today))
  return onValue(day, k)
}

// « none » is said of anything.
const ranges = new Set<unknown>(dueRanges.filter((r) => r !== 'none'))
const speaksOfDays = (v: string | number | undefined) =>
  isDay(v) || ranges.has(v) || /^(today([+-]\d{1,4})?|days\d{1,3})$/.test(String(v))

/** A field of the workspace; what a formula comes to is filtered as a field of that kind is. */
function onField(field: Field, k: Condition, ctx: ViewContext): Test {
  const value = customOf(field, ctx)
  if (field.kind === 'day' || (field.kind === 'formula' && k.values.some(speaksOfDays)))
    return onDay(
      (c) => {
        const v = value(c)
        return isDay(v) ? v : null
      },
      k,
      ctx,
    )
  return onValue(value, k)
}

function condition(k: Condition, ctx: ViewContext): Test {
  if (k.field === 'text') {
    const words = folded(String(k.values[0] ?? ''))
      .split(/\s+/)
      .filter(Boolean)
    return (c) => words.every((w) => textOf(c).includes(w))
  }
  const ids = idsOf(k.field, ctx)
  if (ids) {
    const values = k.values.map((v) => (v === 'me' && k.field === 'who' ? (ctx.me ?? '') : v))
    return onValue(ids, { ...k, values })
  }
  const day = days[k.field]
  if (day) return onDay(day, k, ctx)
  const number = numbers[k.field]
  if (number) return onValue(number, k)
  const flag = flags[k.field]?.(ctx)
  if (flag) return (k.op === 'not') === (k.values[0] === 'no') ? flag : (c) => !flag(c)
  const field = fieldIn(k.field, ctx)
  return field ? onField(field, k, ctx) : nothing
}

function compile(node: FilterNode, ctx: ViewContext): Test {
  if (isCondition(node)) return condition(node, ctx)
  const tests = ('any' in node ? node.any : node.all).map((n) => compile(n, ctx))
  return 'any' in node
    ? (c) => tests.length === 0 || tests.some((t) => t(c))
    : (c) => tests.every((t) => t(c))
}

/** A filter made ready: one look per card. */
export function matcher(filter: Filter, ctx: ViewContext): Test {
  const tests = filter.all.map((n) => compile(n, ctx))
  return tests.length === 0 ? () => true : (c) => tests.every((t) => t(c))
}
