import { parseMoney, parseNumber } from '#platform/formats.ts'
import { type Card, type FieldValue, kinds, type TaskDraft } from '../model.ts'
import { customOf, folded, type ViewContext } from '../views/model.ts'
import type { Column } from '../views/pieces/columns.ts'

type Patch = Partial<TaskDraft>
type Named = { id: string; name: string }

/** « 1h30 », « 1,5 » and « 90 min » are all an hour and a half. */
export const readMinutes = (text: string): number | null => {
  const both = /^\s*(\d+)\s*h\s*(\d{1,2})?\s*(?:min)?\s*$/i.exec(text)
  if (both) return Number(both[1]) * 60 + Number(both[2] ?? 0)
  const min = /^\s*(\d+)\s*min\s*$/i.exec(text)
  if (min) return Number(min[1])
  const hours = parseNumber(text)
  return hours === null ? null : Math.round(hours * 60)
}

/** « 2026-03-18 », « 18/03/2026 », « 18.3.26 »: a day that exists, or undefined. */
export function readDay(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(text)
  const [y, m, d] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : []
  if (!y || !m || !d) return undefined
  const day = `${y.length === 2 ? `20${y}` : y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day ? day : undefined
}

/** Names parted by commas, each found among those there are; undefined when one is not. */
function idsIn(text: string, all: readonly Named[]): string[] | undefined {
  const said = text
    .split(/[,;]/)
    .map((part) => folded(part.trim()))
    .filter(Boolean)
  const ids = said.map((name) => all.find((x) => folded(x.name) === name)?.id)
  return ids.every((id) => id !== undefined) ? [...new Set(ids as string[])] : undefined
}

const inProject = <T extends { projectId: string }>(all: readonly T[], card: Card) =>
  all.filter((x) => x.projectId === card.projectId)
const figure = (n: number) => String(n).replace('.', ',')
const list = (v: FieldValue | undefined) => (Array.isArray(v) ? v : v ? [String(v)] : [])
const levels = [0, 1, 2, 3] as const

/** A cell as it is copied: what a spreadsheet reads, and what pasting reads back. */
export function cellText(card: Card, column: Column | null, ctx: ViewContext): string {
  if (!column) return card.title
  const names = (ids: readonly string[], all: readonly Named[]) =>
    ids.flatMap((id) => all.find((x) => x.id === id)?.name ?? []).join(', ')
  switch (column.key) {
    case 'who':
      return names(card.assigneeIds, ctx.people)
    case 'label':
      return names(card.labelIds, ctx.labels)
    case 'status':
      return names([card.statusId], ctx.statuses)
    case 'project':
      return names([card.projectId], ctx.projects)
    case 'action':
      return ctx.actions.find((a) => a.id === card.actionId)?.title ?? ''
    case 'kind':
      return ctx.word(`kind.${card.kind}`)
    case 'importance':
    case 'urgency':
      return ctx.word(`level.${card[column.key] as 0}`)
    case 'due':
      return card.dueOn ?? ''
    case 'start':
      return card.startsOn ?? ''
    case 'deadline':
      return card.deadlineOn ?? ''
    case 'estimate':
      return card.estimateMinutes === null ? '' : figure(card.estimateMinutes / 60)
    case 'spent':
      return figure(card.spentMinutes / 60)
    case 'progress':
      return String(card.progress)
  }
  const field = ctx.fields.find((f) => f.id === column.field?.id)
  if (!field) return ''
  const v = customOf(field, ctx)(card)
  if (v === null || v === undefined) return ''
  if (field.kind === 'person') return names(list(v), ctx.people)
  if (field.kind === 'choice' || field.kind === 'choices') return names(list(v), field.options)
  if (typeof v === 'number') return figure(field.kind === 'money' ? v / 100 : v)
  return list(v).join(', ')
}

/** What writing that text in that cell does; undefined where it makes no sense. An empty text empties. */
export function cellPatch(
  card: Card,
  column: Column | null,
  said: string,
  ctx: ViewContext,
): Patch | undefined {
  const text = said.trim()
  if (!column) return text ? { title: text.slice(0, 500) } : undefined
  const day = (key: 'dueOn' | 'startsOn' | 'deadlineOn'): Patch | undefined => {
    const on = text ? readDay(text) : null
    return on === undefined ? undefined : { [key]: on }
  }
  const oneOf = <K extends string | number>(keys: readonly K[], word: (k: K) => string) =>
    keys.find((k) => folded(word(k)) === folded(text))
  switch (column.key) {
    case 'who': {
      const ids = idsIn(text, ctx.people)
      return ids && { assigneeIds: ids }
    }
    case 'label': {
      const ids = idsIn(text, inProject(ctx.labels, card))
      return ids && { labelIds: ids }
    }
    case 'status': {
      const [id] =
        idsIn(
          text,
          inProject(ctx.statuses, card).filter((s) => !s.archived),
        ) ?? []
      return id ? { statusId: id } : undefined
    }
    case 'action': {
      if (!text) return { actionId: null }
      const action = inProject(ctx.actions, card).find((a) => folded(a.title) === folded(text))
      return action && { actionId: action.id }
    }
    case 'kind': {
      const kind = oneOf(kinds, (k) => ctx.word(`kind.${k}`))
      return kind === undefined ? undefined : { kind }
    }
    case 'importance':
    case 'urgency': {
      const level = text ? oneOf(levels, (n) => ctx.word(`level.${n}`)) : 0
      return level === undefined ? undefined : { [column.key]: level }
    }
    case 'due':
      return day('dueOn')
    case 'start':
      return day('startsOn')
    case 'deadline':
      return day('deadlineOn')
    case 'estimate': {
      const minutes = text ? readMinutes(text) : null
      return text && minutes === null ? undefined : { estimateMinutes: minutes }
    }
    case 'progress': {
      const n = parseNumber(text.replace('%', '') || '0')
      return n === null ? undefined : { progress: Math.max(0, Math.min(100, Math.round(n))) }
    }
  }
  const field = ctx.fields.find((f) => f.id === column.field?.id)
  if (!field || field.kind === 'formula') return undefined
  const set = (value: FieldValue): Patch => ({ fields: { [field.id]: value } })
  if (!text) return set(null)
  switch (field.kind) {
    case 'number':
    case 'money': {
      const n = field.kind === 'money' ? parseMoney(text) : parseNumber(text)
      return n === null ? undefined : set(n)
    }
    case 'day': {
      const on = readDay(text)
      return on === undefined ? undefined : set(on)
    }
    case 'person':
    case 'choice':
    case 'choices': {
      const ids = idsIn(text, field.kind === 'person' ? ctx.people : field.options)
      return ids && (field.kind !== 'choice' || ids.length < 2) ? set(ids) : undefined
    }
    default:
      return set(text)
  }
}

/** What a spreadsheet puts on the clipboard: lines of cells parted by tabs, cells with line ends in quotes. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y
  const said = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at <= said.length; ) {
    cell.lastIndex = at
    const m = cell.exec(said)
    if (!m) break
    rows.at(-1)?.push(m[1]?.replaceAll('""', '"') ?? m[2] ?? '')
    if (m[3] === '') break
    if (m[3] === '\n') rows.push([])
    at = cell.lastIndex
  }
  return rows
}
/** The same, the other way. */
export const writeBlock = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((c) => (/[\t\n"]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join('\t'))
    .join('\n')
