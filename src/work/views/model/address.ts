import { filterOf, partsOf } from './parts.ts'
import type { Condition, Filter, FilterNode, ViewSpec } from './spec.ts'
import { isCondition, operators, Filter as Whole } from './spec.ts'

/**
 * A view in the address: short, readable, sendable. The filters people use every day have a word of their own
 * (`qui=me&echeance=late`); the others stand in `f` as `field~op~a.b`, « one of » between brackets, its lines parted by `*`, the
 * conditions of a line by `'`. Older addresses hold JSON there.
 */
export type Search = Record<string, string | number | undefined>

const words: Record<string, string> = {
  who: 'qui',
  status: 'colonne',
  action: 'action',
  label: 'etiquette',
  due: 'echeance',
  project: 'projets',
  kind: 'nature',
}
const fields = Object.fromEntries(Object.entries(words).map(([field, word]) => [word, field]))

/** Parameters that hold the filter; a page that changes it sets them all. */
export const filterWords = ['q', ...Object.values(words), 'retard', 'reste', 'f'] as const
export const viewWords = [...filterWords, 'groupe', 'couloirs', 'tri'] as const

const packed = (v: string | number) =>
  encodeURIComponent(String(v)).replace(/[.~!()*']/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
const unpacked = (v: string): string | number => {
  const text = decodeURIComponent(v)
  return /^-?\d+(\.\d+)?$/.test(text) && text.length < 15 ? Number(text) : text
}

const written = (k: Condition) => [k.field, k.op, k.values.map(packed).join('.')].join('~')

export function filterToSearch(filter: Filter): Search {
  const search: Search = Object.fromEntries(filterWords.map((w) => [w, undefined]))
  const rest: FilterNode[] = []
  for (const node of filter.all) {
    const k = isCondition(node) ? node : undefined
    const word = k && words[k.field]
    const plain =
      k?.op === 'is' &&
      k.values.length > 0 &&
      k.values.every((v) => typeof v === 'string' && /^[\w-]+$/.test(v))
    if (k?.field === 'text' && k.values[0] && search.q === undefined) search.q = String(k.values[0])
    else if (k?.field === 'late' && k.op === 'is' && k.values[0] !== 'no') search.retard = 1
    else if (k?.field === 'done' && k.op === 'is' && k.values[0] === 'no') search.reste = 1
    else if (word && plain && search[word] === undefined) search[word] = k.values.join('.')
    else rest.push(node)
  }
  if (rest.length)
    search.f = partsOf({ all: rest })
      .map((p) =>
        p.is === 'one' ? written(p.condition) : `(${p.lines.map((l) => l.map(written).join("'")).join('*')})`,
      )
      .join('!')
  else if (filterWords.every((w) => search[w] === undefined)) search.f = undefined
  return search
}

export function filterFromSearch(search: Search): Filter | undefined {
  if (filterWords.every((w) => search[w] === undefined)) return undefined
  const all: FilterNode[] = []
  if (search.q !== undefined && String(search.q))
    all.push({ field: 'text', op: 'contains', values: [String(search.q)] })
  for (const [word, field] of Object.entries(fields)) {
    const said = search[word]
    if (said !== undefined && String(said)) all.push({ field, op: 'is', values: String(said).split('.') })
  }
  if (search.retard !== undefined) all.push({ field: 'late', op: 'is', values: ['yes'] })
  if (search.reste !== undefined) all.push({ field: 'done', op: 'is', values: ['no'] })
  const f = String(search.f ?? '')
  if (f.startsWith('{')) {
    const read = Whole.safeParse(parsed(f))
    all.push(...(read.success ? read.data.all : [unreadable]))
  } else if (f && f !== '-') for (const part of f.split('!')) all.push(...readPart(part))
  return { all }
}

function readPart(part: string): FilterNode[] {
  if (!part.startsWith('(') || !part.endsWith(')')) return [readCondition(part)]
  const lines = part
    .slice(1, -1)
    .split('*')
    .map((line) => line.split("'").map(readCondition))
  return filterOf([{ is: 'any', lines }]).all
}

const unreadable: Condition = { field: 'unreadable', op: 'is', values: [] }
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
function readCondition(part: string): Condition {
  const [field = '', op = '', values = ''] = part.split('~')
  const known = operators.find((o) => o === op)
  if (!field || !known) return unreadable
  try {
    return { field, op: known, values: values ? values.split('.').map(unpacked) : [] }
  } catch {
    return unreadable
  }
}

const sortToSearch = (sort: ViewSpec['sort']) =>
  sort.map((s) => (s.down ? `-${s.by}` : s.by)).join('.') || undefined
const sortFromSearch = (said: string): ViewSpec['sort'] =>
  said
    .split('.')
    .filter((s) => s && s !== '-')
    .slice(0, 5)
    .map((s) => (s.startsWith('-') ? { by: s.slice(1), down: true } : { by: s, down: false }))

const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** What the address must say for `spec` to be read over `base`; undefined takes a parameter out. `-` says « none » where the base has some. */
export function toSearch(spec: ViewSpec, base: ViewSpec): Search {
  const search: Search = Object.fromEntries(viewWords.map((w) => [w, undefined]))
  if (!sameJson(spec.filter, base.filter))
    Object.assign(search, spec.filter.all.length ? filterToSearch(spec.filter) : { f: '-' })
  if (spec.group !== base.group) search.groupe = spec.group ?? '-'
  if (spec.lanes !== base.lanes) search.couloirs = spec.lanes ?? '-'
  if (!sameJson(spec.sort, base.sort)) search.tri = sortToSearch(spec.sort) ?? '-'
  return search
}

/** The view an address asks for, over what it would be otherwise. */
export function fromSearch(search: Search, base: ViewSpec): ViewSpec {
  const said = (word: string) => (search[word] === undefined ? undefined : String(search[word]))
  const [group, lanes, sort] = [said('groupe'), said('couloirs'), said('tri')]
  return {
    ...base,
    filter: filterFromSearch(search) ?? base.filter,
    ...(group !== undefined && { group: group === '-' ? null : group }),
    ...(lanes !== undefined && { lanes: lanes === '-' ? null : lanes }),
    ...(sort !== undefined && { sort: sortFromSearch(sort) }),
  }
}
