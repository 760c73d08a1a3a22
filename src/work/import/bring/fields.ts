import { create } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { type Field, type FieldKind, type FieldOption, fieldValue } from '../../fields/model.ts'
import { amendField, listFields } from '../../fields/service.ts'
import { fieldNoun } from '../../fields/tables.ts'
import { type FieldValue, labelColours } from '../../model.ts'
import type { ForeignField, ForeignValue } from '../foreign.ts'
import { fold } from '../model.ts'
import type { Sources } from '../sources.ts'

export type BroughtField = { field: Field; source: ForeignField }

const suits = (kind: FieldKind, wanted: FieldKind) =>
  kind === wanted || (kind === 'choices' && wanted === 'choice')

/**
 * The fields of a board: one of the project or of the workspace that has the same name and kind, else a new one of the
 * project. Options that the field lacks are added to it.
 */
export async function bringFields(
  scope: Scope,
  projectId: string,
  sources: Sources,
  fields: readonly ForeignField[],
): Promise<Map<string, BroughtField>> {
  const brought = new Map<string, BroughtField>()
  const here = await listFields(scope, projectId)
  for (const f of fields) {
    const name = f.name.trim().slice(0, 80) || '–'
    const values = { name, kind: f.kind, options: f.options }
    const known = here.find((x) => x.id === sources.rowOf('field', f.id))
    const same =
      known ?? here.find((x) => fold(x.name) === fold(name) && suits(x.kind, f.kind) && !x.archived)
    if (same && !known) sources.match('fields', 'field', f.id, same.id, values)
    else
      await sources.carry(
        'fields',
        'field',
        f.id,
        values,
        async () => {
          const row = await create(scope, fieldNoun, {
            projectId,
            name,
            kind: f.kind,
            options: withOptions([], f.options),
            position: Math.max(0, ...here.map((x) => x.position)) + 1 + brought.size,
          })
          here.push({ ...row, archived: false })
          return row.id
        },
        async () => known !== undefined,
      )
    let field = here.find((x) => x.id === sources.rowOf('field', f.id))
    if (!field) continue // binned here since: its values are left aside
    const options = withOptions(field.options, f.options)
    if (options.length > field.options.length && (field.projectId || scope.actor.kind === 'system'))
      field = await amendField(scope, field.id, { options })
    brought.set(f.id, { field, source: f })
  }
  return brought
}

/** Options in the order they came, each with a colour of its own while there are enough. */
function withOptions(now: readonly FieldOption[], names: readonly string[]): FieldOption[] {
  const all = [...now]
  for (const raw of names) {
    const name = raw.trim().slice(0, 120)
    if (!name || all.length >= 200 || all.some((o) => fold(o.name) === fold(name))) continue
    all.push({ id: freeId(name, all), name, colour: labelColours[all.length % labelColours.length]! })
  }
  return all
}

function freeId(name: string, all: readonly FieldOption[]): string {
  const base =
    fold(name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 30) || 'choix'
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!all.some((o) => o.id === id)) return id
  }
}

/** A value as its field keeps it; undefined when it does not suit. */
export function broughtValue(
  { field }: BroughtField,
  value: ForeignValue,
  people: ReadonlyMap<string, string>,
): FieldValue | undefined {
  const as = ((): FieldValue => {
    switch (field.kind) {
      case 'choice':
      case 'choices':
        return (Array.isArray(value) ? value : [String(value)]).flatMap(
          (name: string) => field.options.find((o) => fold(o.name) === fold(name.slice(0, 120)))?.id ?? [],
        )
      case 'person':
        return (Array.isArray(value) ? value : []).flatMap((key: string) => people.get(key) ?? [])
      case 'money':
        return typeof value === 'number' ? Math.round(value * 100) : null
      case 'text':
        return (Array.isArray(value) ? value.join(', ') : String(value)).slice(0, 10_000)
      default:
        return value as FieldValue
    }
  })()
  const kept = fieldValue(field, as)
  return 'value' in kept && kept.value !== null ? kept.value : undefined
}
