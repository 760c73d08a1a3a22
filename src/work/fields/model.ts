import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { type FieldValue, type FieldValues, labelColours } from '../model.ts'

export const fieldKinds = [
  'text',
  'number',
  'money',
  'day',
  'person',
  'choice',
  'choices',
  'url',
  'formula',
] as const
export type FieldKind = (typeof fieldKinds)[number]

export const FieldOption = z.object({
  id: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(120),
  colour: z.enum(labelColours).default('grey'),
})
export type FieldOption = z.infer<typeof FieldOption>

export const Field = z
  .object({
    id: Id,
    /** null: a field of the whole workspace. */
    projectId: Id.nullable(),
    name: z.string(),
    kind: z.enum(fieldKinds),
    options: z.array(FieldOption),
    /** As stored: references by id, « [3f…] * 2 ». `formulaIn` shows it with names. */
    formula: z.string(),
    position: z.number(),
    archived: z.boolean(),
    version: Version,
  })
  .meta({ id: 'CustomField' })
export type Field = z.infer<typeof Field>

export const FieldDraft = z.object({
  name: z.string().trim().min(1).max(80),
  kind: z.enum(fieldKinds),
  options: z.array(FieldOption).max(200).optional(),
  /** With names or ids between brackets: « [Budget] - [Dépensé] ». */
  formula: z.string().max(2_000).optional(),
})
export type FieldDraft = z.infer<typeof FieldDraft>

/** Why a value does not suit its field: a key of the room's messages. */
export type FieldFault =
  | 'field.fault.text'
  | 'field.fault.number'
  | 'field.fault.day'
  | 'field.fault.person'
  | 'field.fault.choice'
  | 'field.fault.url'
  | 'field.fault.formula'

/** Text of a URL as people type it: « exemple.fr » becomes « https://exemple.fr/ ». Only http and https. */
function asUrl(text: string): string | undefined {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`)
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname.includes('.')
      ? url.href
      : undefined
  } catch {
    return undefined
  }
}

/**
 * A value as its field keeps it, or why it does not suit. Money is whole cents; a day is YYYY-MM-DD; persons and choices are
 * lists of ids (a choice: one at most). An empty text or list is null: nothing said.
 */
export function fieldValue(
  field: Pick<Field, 'kind' | 'options'>,
  value: FieldValue,
): { value: FieldValue } | { fault: FieldFault } {
  if (field.kind === 'formula') return { fault: 'field.fault.formula' }
  if (value === null || value === '' || (Array.isArray(value) && !value.length)) return { value: null }
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? { value } : { fault: 'field.fault.text' }
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? { value } : { fault: 'field.fault.number' }
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? { value }
        : { fault: 'field.fault.number' }
    case 'day':
      return typeof value === 'string' && Day.safeParse(value).success
        ? { value }
        : { fault: 'field.fault.day' }
    case 'url': {
      const url = typeof value === 'string' ? asUrl(value.trim()) : undefined
      return url ? { value: url } : { fault: 'field.fault.url' }
    }
    case 'person': {
      const ids = Array.isArray(value) ? value : [value]
      return ids.every((id) => Id.safeParse(id).success)
        ? { value: [...new Set(ids as string[])] }
        : { fault: 'field.fault.person' }
    }
    case 'choice':
    case 'choices': {
      const ids = [...new Set(Array.isArray(value) ? value : [String(value)])]
      const known = ids.every((id) => field.options.some((o) => o.id === id))
      return known && (field.kind === 'choices' || ids.length === 1)
        ? { value: ids }
        : { fault: 'field.fault.choice' }
    }
  }
}

/** Fields changed one by one: two people who fill two fields of a task do not undo each other. null empties a field. */
export function mergeFields(before: FieldValues, change: FieldValues): FieldValues {
  const after = { ...before }
  for (const [id, value] of Object.entries(change))
    if (value === null) delete after[id]
    else after[id] = value
  return after
}

/** What sorting and grouping compare: choices by their order, people and texts by name, nothing last. */
export function fieldKey(
  field: Pick<Field, 'kind' | 'options'>,
  value: FieldValue | undefined,
  nameOf: (memberId: string) => string,
): string | number | null {
  if (value === null || value === undefined) return null
  if (field.kind === 'choice' || field.kind === 'choices') {
    const places = (Array.isArray(value) ? value : [value]).map((id) =>
      field.options.findIndex((o) => o.id === id),
    )
    return places.length ? Math.min(...places.map((p) => (p < 0 ? field.options.length : p))) : null
  }
  if (field.kind === 'person')
    return (Array.isArray(value) ? value : [String(value)]).map(nameOf).join(', ') || null
  return Array.isArray(value) ? value.join(', ') : value
}
