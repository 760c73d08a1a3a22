import type { FieldValue } from '../../model.ts'
import type { Field } from '../model.ts'
import {
  FormulaError,
  type FormulaFault,
  type FunctionName,
  type Node,
  type Operator,
  parse,
} from './formula.ts'

export type Value = number | string | boolean | null
const isDay = (v: Value): v is string => typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v)
const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
const dayText = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10)

const fail = (fault: FormulaFault['fault'], what?: string): never => {
  throw new FormulaError({ fault, ...(what && { what }) })
}
function number(v: Value): number {
  if (typeof v === 'number') return v
  if (typeof v === 'boolean') return v ? 1 : 0
  return fail('type', String(v))
}
const truth = (v: Value) => v !== null && v !== false && v !== 0 && v !== ''
const text = (v: Value) => (v === null ? '' : String(v))

function compare(op: Operator, a: Value, b: Value): Value {
  if (op === '=') return a === b
  if (op === '<>') return a !== b
  if (a === null || b === null) return null
  if (typeof a !== typeof b) return fail('type', text(b))
  if (op === '<') return a < b
  if (op === '<=') return a <= b
  return op === '>' ? a > b : a >= b
}

/** What is empty stays empty through arithmetic; a day plus a number is a day, a day minus a day a number of days. */
function operate(op: Operator, a: Value, b: Value): Value {
  if (op === '&') return text(a) + text(b)
  if (op !== '+' && op !== '-' && op !== '*' && op !== '/') return compare(op, a, b)
  if (a === null || b === null) return null
  if (op === '-' && isDay(a) && isDay(b)) return dayNumber(a) - dayNumber(b)
  if ((op === '+' || op === '-') && isDay(a) && typeof b === 'number')
    return dayText(dayNumber(a) + Math.round(op === '+' ? b : -b))
  const [x, y] = [number(a), number(b)]
  if (op === '+') return x + y
  if (op === '-') return x - y
  if (op === '*') return x * y
  return y === 0 ? fail('zero') : x / y
}

function extreme(values: Value[], better: (a: Value, b: Value) => boolean): Value {
  let best: Value = null
  for (const v of values) if (v !== null && (best === null || better(v, best))) best = v
  return best
}

function apply(name: Exclude<FunctionName, 'if' | 'today'>, args: Value[]): Value {
  const [a = null, b = null] = args
  const numbers = () => args.filter((v) => v !== null).map(number)
  const total = () => numbers().reduce((sum, n) => sum + n, 0)
  switch (name) {
    case 'min':
      return extreme(args, (x, y) => compare('<', x, y) === true)
    case 'max':
      return extreme(args, (x, y) => compare('>', x, y) === true)
    case 'sum':
      return total()
    case 'mean':
      return numbers().length ? total() / numbers().length : null
    case 'round': {
      if (a === null) return null
      const power = 10 ** Math.max(-9, Math.min(9, b === null ? 0 : Math.round(number(b))))
      return Math.round(number(a) * power) / power
    }
    case 'abs':
      return a === null ? null : Math.abs(number(a))
    case 'days':
      if (a === null || b === null) return null
      return isDay(a) && isDay(b) ? dayNumber(b) - dayNumber(a) : fail('type', text(isDay(a) ? b : a))
    case 'empty':
      return a === null || a === ''
    case 'length':
      return text(a).length
    case 'upper':
      return text(a).toUpperCase()
  }
}

/** @throws FormulaError when a reference is unknown or a value does not suit. */
export function evaluate(node: Node, of: (reference: string) => Value, today: string): Value {
  const go = (n: Node): Value => {
    switch (n.is) {
      case 'number':
      case 'text':
        return n.value
      case 'ref':
        return of(n.name)
      case 'minus': {
        const v = go(n.of)
        return v === null ? null : -number(v)
      }
      case 'not':
        return !truth(go(n.of))
      case 'op':
        if (n.op === 'and') return truth(go(n.left)) && truth(go(n.right))
        if (n.op === 'or') return truth(go(n.left)) || truth(go(n.right))
        return operate(n.op, go(n.left), go(n.right))
      case 'call':
        if (n.name === 'today') return today
        if (n.name === 'if') return truth(go(n.args[0]!)) ? go(n.args[1]!) : n.args[2] ? go(n.args[2]) : null
        return apply(n.name, n.args.map(go))
    }
  }
  return go(node)
}

/** What a formula may read of the task itself, beside its fields. */
export const taskReferences = ['estimate', 'spent', 'start', 'due', 'progress', 'title'] as const
export type TaskReference = (typeof taskReferences)[number]
type Readable = {
  title: string
  startsOn: string | null
  dueOn: string | null
  estimateMinutes: number | null
  spentMinutes: number
  progress: number
  fields: Record<string, FieldValue>
}
/** Estimate and time spent are in hours, progress in percent. */
const ofTask: Record<TaskReference, (t: Readable) => Value> = {
  title: (t) => t.title,
  start: (t) => t.startsOn,
  due: (t) => t.dueOn,
  estimate: (t) => (t.estimateMinutes === null ? null : t.estimateMinutes / 60),
  spent: (t) => t.spentMinutes / 60,
  progress: (t) => t.progress,
}

const trees = new Map<string, Node>()
function treeOf(formula: string): Node {
  const known = trees.get(formula)
  if (known) return known
  if (trees.size > 500) trees.clear()
  const tree = parse(formula)
  trees.set(formula, tree)
  return tree
}

type Names = { option: (field: Field, id: string) => string; person: (memberId: string) => string }

function plainValue(field: Field, value: FieldValue | undefined, names: Names): Value {
  if (value === undefined || value === null) return null
  // Money reads in whole units, as people write it.
  if (field.kind === 'money') return Number(value) / 100
  if (Array.isArray(value))
    return value
      .map((id) => (field.kind === 'person' ? names.person(id) : names.option(field, id)))
      .join(', ')
  return value
}

type Asked = { today: string; personName: (memberId: string) => string }
export type Computing = (field: Field, task: Readable) => { value: Value } | FormulaFault

/**
 * Made ready once, asked of as many tasks as one likes: what formula fields say, or why they say nothing. Formulas may read
 * other formulas; one that comes back to itself is a « cycle » fault.
 */
export function computing(fields: readonly Field[], o: Asked): Computing {
  const byId = new Map(fields.map((f) => [f.id, f]))
  const names: Names = {
    person: o.personName,
    option: (f, id) => f.options.find((x) => x.id === id)?.name ?? '',
  }
  const open = new Set<string>()
  let task: Readable
  const said = (f: Field): Value => {
    if (f.kind !== 'formula') return plainValue(f, task.fields[f.id], names)
    if (open.has(f.id)) return fail('cycle', f.name)
    open.add(f.id)
    const value = evaluate(treeOf(f.formula), reference, o.today)
    open.delete(f.id)
    return value
  }
  const reference = (name: string): Value => {
    if (name in ofTask) return ofTask[name as TaskReference](task)
    const f = byId.get(name)
    return f ? said(f) : fail('reference', name)
  }
  return (field, of) => {
    task = of
    open.clear()
    try {
      return { value: said(field) }
    } catch (e) {
      if (e instanceof FormulaError) return e.why
      throw e
    }
  }
}

/** The same for one task. */
export const computed = (field: Field, task: Readable, fields: readonly Field[], o: Asked) =>
  computing(fields, o)(field, task)
