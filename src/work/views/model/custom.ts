import { computing, type Value } from '../../fields/model/evaluate.ts'
import type { FormulaFault } from '../../fields/model/formula.ts'
import type { Field } from '../../fields/model.ts'
import type { Card, FieldValue } from '../../model.ts'
import { daysApart, monthOf, type ViewContext } from './context.ts'

type Result = { value: Value } | FormulaFault
type Kept = { today: string; people: ViewContext['people']; of: Map<string, WeakMap<Card, Result>> }

/**
 * What formulas said, by card: a card that did not change is not worked out again, however often the view is filtered,
 * sorted and drawn. The fields of a set keep their identity as long as nobody changes one.
 */
const kept = new WeakMap<readonly Field[], Kept>()

type Of = Pick<ViewContext, 'fields' | 'today' | 'people'>

/** Reads a formula of cards, each worked out once. */
export function formulaIn(field: Field, ctx: Of): (c: Card) => Result {
  let known = kept.get(ctx.fields)
  if (!known || known.today !== ctx.today || known.people !== ctx.people) {
    known = { today: ctx.today, people: ctx.people, of: new Map() }
    kept.set(ctx.fields, known)
  }
  let results = known.of.get(field.id)
  if (!results) {
    results = new WeakMap()
    known.of.set(field.id, results)
  }
  const own = results
  let compute: ReturnType<typeof computing> | undefined
  return (c) => {
    const found = own.get(c)
    if (found) return found
    if (!compute) {
      const names = new Map(ctx.people.map((p) => [p.id, p.name]))
      compute = computing(ctx.fields, { today: ctx.today, personName: (id) => names.get(id) ?? '' })
    }
    const result = compute(field, c)
    own.set(c, result)
    return result
  }
}

export const isDay = (v: unknown): v is string => typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v)

/** What a field of the workspace says of a card; a formula says what it comes to, `yes` or `no` for a truth, nothing when it fails. */
export function customOf(field: Field, ctx: Of): (c: Card) => FieldValue | undefined {
  if (field.kind !== 'formula') return (c) => c.fields[field.id]
  const result = formulaIn(field, ctx)
  return (c) => {
    const said = result(c)
    if (!('value' in said)) return undefined
    return typeof said.value === 'boolean' ? (said.value ? 'yes' : 'no') : said.value
  }
}

export type ResultType = 'number' | 'day' | 'flag' | 'text'
const looked = 200

/** What a formula comes to on the cards there are: figures, days, yes or no; anything mixed is text. Null: nothing yet. */
export function resultTypeOf(field: Field, ctx: Of & Pick<ViewContext, 'byId'>): ResultType | null {
  const result = formulaIn(field, ctx)
  let type: ResultType | null = null
  let seen = 0
  for (const c of ctx.byId.values()) {
    const said = result(c)
    const v = 'value' in said ? said.value : null
    if (v === null) continue
    const own = typeof v === 'number' ? 'number' : typeof v === 'boolean' ? 'flag' : isDay(v) ? 'day' : 'text'
    if (type !== null && type !== own) return 'text'
    type = own
    if (++seen >= looked) break
  }
  return type
}

/** The last field of a key « field:ID ». */
export const fieldIn = (key: string, ctx: Pick<ViewContext, 'fields'>): Field | undefined =>
  key.startsWith('field:') ? ctx.fields.find((f) => `field:${f.id}` === key) : undefined

const mostApart = 12

/**
 * How values that have no list of their own make groups: each its own group while there are few; else figures by tranches
 * of a round width, days by month.
 */
export type Tranches = { keyOf: (v: number | string) => string; figures: boolean; whole: boolean }
export function tranchesOf(values: Iterable<FieldValue | undefined>): Tranches {
  const distinct = new Set<number | string>()
  for (const v of values) if (typeof v === 'number' || (typeof v === 'string' && v !== '')) distinct.add(v)
  const all = [...distinct]
  const figures = all.length > 0 && all.every((v) => typeof v === 'number')
  if (all.length <= mostApart) return { keyOf: String, figures, whole: true }
  if (figures) {
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const v of all as number[]) {
      least = Math.min(least, v)
      greatest = Math.max(greatest, v)
    }
    const width = roundUp((greatest - least) / 8)
    // Twelve digits: 0.1 × 3 is not 0.3 for a machine.
    const edge = (n: number) => Number((n * width).toPrecision(12))
    return {
      keyOf: (v) => {
        if (typeof v !== 'number') return String(v)
        const n = Math.floor(Number((v / width).toPrecision(12)))
        return `${edge(n)}..${edge(n + 1)}`
      },
      figures,
      whole: false,
    }
  }
  if (all.every(isDay) && daysApart(all.reduce(min), all.reduce(max)) > 31)
    return { keyOf: (v) => monthOf(String(v)), figures, whole: false }
  return { keyOf: String, figures, whole: true }
}
const min = (a: string, b: string) => (a < b ? a : b)
const max = (a: string, b: string) => (a > b ? a : b)
/** 1, 2 or 5 times a power of ten, no less than that. */
function roundUp(n: number): number {
  const power = 10 ** Math.floor(Math.log10(n))
  for (const step of [1, 2, 5]) if (step * power >= n * (1 - 1e-9)) return step * power
  return 10 * power
}
