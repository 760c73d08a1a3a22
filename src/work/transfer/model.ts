import { z } from 'zod'
import { Id } from '#platform/tenancy/model.ts'
import { type Field, fieldValue } from '../fields/model.ts'
import type { FieldValues, Label, Status } from '../model.ts'

export const Transfer = z.object({
  /** What is under them goes along. */
  ids: z.array(Id).min(1).max(1_000),
  projectId: Id,
})
export type Transfer = z.infer<typeof Transfer>

/** What does not come along, said before it is done. */
export const Losses = z
  .object({
    /** With what is under them. */
    tasks: z.int(),
    /** Columns that the other project does not have, and which one stands in. */
    columns: z.array(z.object({ from: z.string(), to: z.string() })),
    labels: z.array(z.string()),
    fields: z.array(z.string()),
    /** Who has no access there: no longer in charge. */
    people: z.array(z.string()),
    /** Links to tasks that stay. */
    links: z.int(),
    /** Tasks that were under one that stays. */
    parents: z.int(),
    /** Tasks that served an action of the plan. */
    actions: z.int(),
    /** Tasks of a series. */
    recurrences: z.int(),
    /** Of a copy: what stays on the original. */
    comments: z.int(),
    files: z.int(),
  })
  .meta({ id: 'TransferLosses' })
export type Losses = z.infer<typeof Losses>

const fold = (name: string) => name.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The column of the same name and meaning; failing that the first of that meaning, then the first of all. */
export function columnFor(
  from: Pick<Status, 'name' | 'category'>,
  columns: readonly Status[],
): Status | undefined {
  const open = columns.filter((c) => !c.archived)
  const done = from.category === 'done'
  return (
    open.find((c) => fold(c.name) === fold(from.name) && (c.category === 'done') === done) ??
    open.find((c) => c.category === from.category) ??
    open.find((c) => (c.category === 'done') === done) ??
    open[0]
  )
}
export const sameName = (a: string, b: string) => fold(a) === fold(b)

export const labelFor = (name: string, labels: readonly Label[]): Label | undefined =>
  labels.find((l) => sameName(l.name, name))

/** Values as the fields of the other project keep them; a choice is the one of the same name. `lost` names the others. */
export function fieldsFor(
  values: FieldValues,
  from: readonly Field[],
  to: readonly Field[],
): { values: FieldValues; lost: string[] } {
  const kept: FieldValues = {}
  const lost: string[] = []
  for (const [id, value] of Object.entries(values)) {
    const source = from.find((f) => f.id === id)
    if (!source || value === null || source.kind === 'formula') continue
    const target =
      to.find((f) => f.id === id) ?? to.find((f) => f.kind === source.kind && sameName(f.name, source.name))
    const named = target && target.id !== id ? renamed(value, source, target) : value
    const checked = target && named !== undefined ? fieldValue(target, named) : undefined
    if (target && checked && 'value' in checked) kept[target.id] = checked.value
    else lost.push(source.name)
  }
  return { values: kept, lost }
}

function renamed(value: FieldValues[string], from: Field, to: Field): FieldValues[string] | undefined {
  if (from.kind !== 'choice' && from.kind !== 'choices') return value
  const ids = Array.isArray(value) ? value : [String(value)]
  const names = ids.map((id) => from.options.find((o) => o.id === id)?.name)
  const found = names.flatMap((name) => to.options.find((o) => name && sameName(o.name, name))?.id ?? [])
  if (found.length !== ids.length) return undefined
  return Array.isArray(value) ? found : found[0]!
}
