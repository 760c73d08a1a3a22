import type { Field, FieldKind } from '../../fields/model.ts'
import { type Colour, nameIn, type ViewContext } from './context.ts'
import { customOf, fieldIn, isDay, tranchesOf } from './custom.ts'
import { type Heading, noKey, type Plain, swapped } from './grouper.ts'

const unlisted = new Set<FieldKind>(['text', 'url', 'number', 'money', 'day', 'formula'])

/** Groups of what has no list of its own: texts, figures, days, and what formulas come to. */
function tranched(field: Field, ctx: ViewContext): Plain {
  const value = customOf(field, ctx)
  const { keyOf, figures, whole } = tranchesOf(ctx.byId.values().map((c) => value(c)))
  const figure = (n: number) => {
    const shown = field.kind === 'money' ? n / 100 : n
    return ctx.figure?.(shown) ?? String(shown)
  }
  const label = (key: string): string => {
    const [from, to] = key.split('..')
    if (figures && to !== undefined) return `${figure(Number(from))} – ${figure(Number(to))}`
    if (figures) return figure(Number(key))
    if (isDay(key)) return whole ? (ctx.day?.(key) ?? key) : ctx.word('month', key)
    return field.kind === 'formula' && (key === 'yes' || key === 'no') ? ctx.word(key) : key
  }
  return {
    keysOf: (c) => {
      const v = value(c)
      return [typeof v === 'number' || (typeof v === 'string' && v !== '') ? keyOf(v) : noKey]
    },
    headings: () => [],
    heading: (key) => ({
      key,
      label: key === noKey ? ctx.word('noValue') : label(key),
      colour: null,
    }),
    // Figures by size, not by their first digit.
    ...(figures && { rank: (key: string) => Number.parseFloat(key) }),
    drop: (key) => {
      if (field.kind === 'formula') return null
      if (key === noKey) return { fields: { [field.id]: null } }
      return whole ? { fields: { [field.id]: figures ? Number(key) : key } } : null
    },
  }
}

/** Groups by a field of one's own. */
export function groupedByField(by: string, ctx: ViewContext): Plain | undefined {
  const field = fieldIn(by, ctx)
  if (!field) return undefined
  if (unlisted.has(field.kind)) return tranched(field, ctx)
  const none: Heading = { key: noKey, label: ctx.word('noValue'), colour: null }
  const options = new Map(field.options.map((o) => [o.id, o.name]))
  const person = field.kind === 'person' ? nameIn(ctx) : null
  const nameOf = (key: string) => (person ? person(key) : (options.get(key) ?? key))
  const listed = field.kind !== 'person'
  const colours = new Map(field.options.map((o) => [o.id, (o.colour ?? null) as Colour]))
  return {
    keysOf: (c) => {
      const v = c.fields[field.id]
      if (v === null || v === undefined || v === '' || (Array.isArray(v) && !v.length)) return [noKey]
      return Array.isArray(v) ? v : [String(v)]
    },
    headings: () =>
      listed
        ? [
            ...field.options.map((o) => ({ key: o.id, label: o.name, colour: colours.get(o.id) ?? null })),
            none,
          ]
        : [],
    heading: (key) => (key === noKey ? none : { key, label: nameOf(key), colour: colours.get(key) ?? null }),
    drop: (key, c, from) => {
      const v = c.fields[field.id]
      const many = field.kind === 'choices' || field.kind === 'person'
      const value =
        key === noKey
          ? null
          : many
            ? swapped(Array.isArray(v) ? v : [], from, key)
            : field.kind === 'choice'
              ? [key]
              : key
      return { fields: { [field.id]: value } }
    },
  }
}
