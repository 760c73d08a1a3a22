import { invalid, type Said } from '#platform/errors.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import type { FieldValues } from '../model.ts'
import { type TaskReference, taskReferences } from './model/evaluate.ts'
import { FormulaError, type FormulaFault, parse, references, renamed } from './model/formula.ts'
import { type Field, type FieldDraft, type FieldFault, fieldValue } from './model.ts'
import { type FieldRow, fieldNoun } from './tables.ts'

const shown = (f: FieldRow): Field => ({
  id: f.id,
  projectId: f.projectId,
  name: f.name,
  kind: f.kind,
  options: f.options,
  formula: f.formula,
  position: f.position,
  archived: f.archivedAt !== null,
  version: f.version,
})

const columns =
  'id, project_id as "projectId", name, kind, options, formula, position, archived_at is not null as archived, version'

/** The fields of a project: its own and the workspace's. Without a project, the workspace's alone; `all` of them for a portfolio. */
export async function listFields(scope: Scope, projectId: string | null | 'all'): Promise<Field[]> {
  if (projectId !== null && projectId !== 'all') demand(scope, 'see', projectId)
  const { rows } = await scope.sql<Field>(
    `select ${columns} from custom_fields where deleted_at is null
       and (project_id is null or $2 or project_id = $1) order by project_id nulls first, position, id`,
    [projectId === 'all' ? null : projectId, projectId === 'all'],
    'fields',
  )
  return rows
}

/** French and English names of what a formula reads of the task itself. */
export const referenceNames: Record<TaskReference, Said> = {
  title: { fr: 'Titre', en: 'Title' },
  start: { fr: 'Début', en: 'Start' },
  due: { fr: 'Échéance', en: 'Due' },
  estimate: { fr: 'Estimation', en: 'Estimate' },
  spent: { fr: 'Temps passé', en: 'Time spent' },
  progress: { fr: 'Avancement', en: 'Progress' },
}

const faults: Record<FormulaFault['fault'], (what: string) => Said> = {
  unexpected: (w) => ({
    fr: `La formule s’arrête à « ${w} », qui n’est pas attendu là.`,
    en: `The formula stops at “${w}”, which is not expected there.`,
  }),
  end: () => ({ fr: 'La formule n’est pas terminée.', en: 'The formula is not finished.' }),
  function: (w) => ({ fr: `La fonction « ${w} » n’existe pas.`, en: `There is no function “${w}”.` }),
  arguments: (w) => ({
    fr: `La fonction « ${w} » ne prend pas ce nombre de valeurs.`,
    en: `The function “${w}” does not take that many values.`,
  }),
  reference: (w) => ({
    fr: `Aucun champ ne s’appelle « ${w} ». Écrivez son nom entre crochets, comme il est affiché.`,
    en: `No field is named “${w}”. Write its name between brackets, as it is shown.`,
  }),
  cycle: (w) => ({
    fr: `La formule revient à elle-même par « ${w} ».`,
    en: `The formula comes back to itself through “${w}”.`,
  }),
  zero: () => ({ fr: 'La formule divise par zéro.', en: 'The formula divides by zero.' }),
  type: (w) => ({ fr: `« ${w} » n’est pas un nombre.`, en: `“${w}” is not a number.` }),
  long: () => ({ fr: 'La formule est trop longue.', en: 'The formula is too long.' }),
}
const refuse = (why: FormulaFault) => invalid(faults[why.fault](why.what ?? ''), { formula: why })

const same = (a: string, b: string) =>
  a.localeCompare(b, 'fr', { sensitivity: 'base', ignorePunctuation: true }) === 0

/** Reads a formula as people write it, and writes it by ids. @throws INVALID with what is wrong and where. */
function stored(text: string, fields: readonly Field[], self?: string): string {
  const idOf = (name: string) =>
    taskReferences.find(
      (r) => r === name || same(referenceNames[r].fr, name) || same(referenceNames[r].en, name),
    ) ?? fields.find((f) => f.id === name || same(f.name, name))?.id
  try {
    const byId = renamed(text, (name) => {
      const id = idOf(name)
      if (!id) throw new FormulaError({ fault: 'reference', what: name })
      return id
    })
    const seen = new Set<string>()
    const walk = (formula: string) => {
      for (const id of references(parse(formula))) {
        const field = fields.find((f) => f.id === id)
        if (id === self) throw new FormulaError({ fault: 'cycle', what: field?.name ?? '' })
        if (field?.kind !== 'formula' || seen.has(id)) continue
        seen.add(id)
        walk(field.formula)
      }
    }
    walk(byId)
    return byId
  } catch (e) {
    if (e instanceof FormulaError) throw refuse(e.why)
    throw e
  }
}

function noTwins(options: readonly { id: string; name: string }[] | undefined) {
  if (options && new Set(options.map((o) => o.id)).size !== options.length)
    throw invalid({ fr: 'Deux choix portent le même identifiant.', en: 'Two choices have the same id.' })
}

/** A field of a project is its lead's to add; a field of the workspace, an administrator's. */
const right = (projectId: string | null) => (projectId ? 'conduct' : 'administer')

export async function createField(scope: Scope, projectId: string | null, draft: FieldDraft): Promise<Field> {
  demand(scope, right(projectId), projectId)
  if (projectId) await get(scope, projectNoun, projectId)
  noTwins(draft.options)
  const fields = await listFields(scope, projectId)
  const row = await create(scope, fieldNoun, {
    projectId,
    name: draft.name,
    kind: draft.kind,
    options: draft.options ?? [],
    formula: draft.kind === 'formula' ? stored(draft.formula ?? '', fields) : '',
    position: Math.max(0, ...fields.map((f) => f.position)) + 1,
  })
  return shown(row)
}

export type FieldPatch = Partial<Omit<FieldDraft, 'kind'>> & { position?: number; archived?: boolean }

/** A field keeps its kind: its values would no longer mean anything. */
export async function amendField(
  scope: Scope,
  id: string,
  { archived, formula, ...patch }: FieldPatch,
  version?: number,
): Promise<Field> {
  const before = await get(scope, fieldNoun, id)
  demand(scope, right(before.projectId), before.projectId)
  noTwins(patch.options)
  const after = await amend(
    scope,
    fieldNoun,
    id,
    {
      ...patch,
      ...(formula !== undefined &&
        before.kind === 'formula' && {
          formula: stored(formula, await listFields(scope, before.projectId), id),
        }),
      ...(archived !== undefined && { archivedAt: archived ? (before.archivedAt ?? scope.now()) : null }),
    },
    version,
  )
  return shown(after)
}

/** The values stay on the tasks: a field brought back finds them again. */
export async function discardField(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, fieldNoun, id)
  demand(scope, right(before.projectId), before.projectId)
  await discard(scope, fieldNoun, id, version)
}
export async function restoreField(scope: Scope, id: string): Promise<Field> {
  const before = await get(scope, fieldNoun, id, { removed: true })
  demand(scope, right(before.projectId), before.projectId)
  return shown(await restore(scope, fieldNoun, id))
}

const said: Record<FieldFault, (name: string) => Said> = {
  'field.fault.text': (n) => ({ fr: `« ${n} » attend un texte.`, en: `“${n}” takes a text.` }),
  'field.fault.number': (n) => ({ fr: `« ${n} » attend un nombre.`, en: `“${n}” takes a number.` }),
  'field.fault.day': (n) => ({ fr: `« ${n} » attend une date.`, en: `“${n}” takes a date.` }),
  'field.fault.person': (n) => ({
    fr: `« ${n} » attend une personne de l’espace.`,
    en: `“${n}” takes a person of the workspace.`,
  }),
  'field.fault.choice': (n) => ({
    fr: `« ${n} » attend un de ses propres choix.`,
    en: `“${n}” takes one of its own choices.`,
  }),
  'field.fault.url': (n) => ({
    fr: `« ${n} » attend une adresse web, comme https://exemple.fr.`,
    en: `“${n}” takes a web address, such as https://example.com.`,
  }),
  'field.fault.formula': (n) => ({
    fr: `« ${n} » se calcule : sa valeur ne s’écrit pas.`,
    en: `“${n}” is computed: its value is not written.`,
  }),
}

/** Values as their fields keep them; only what is given, null empties. @throws INVALID naming the field. */
export async function checkedFields(
  scope: Scope,
  projectId: string,
  values: FieldValues,
): Promise<FieldValues> {
  const ids = Object.keys(values)
  if (!ids.length) return values
  const fields = await listFields(scope, projectId)
  const checked: FieldValues = {}
  const people = new Set<string>()
  for (const id of ids) {
    const field = fields.find((f) => f.id === id)
    if (!field)
      throw invalid({
        fr: 'Ce champ n’existe pas dans ce projet.',
        en: 'This field does not exist in this project.',
      })
    const result = fieldValue(field, values[id] ?? null)
    if ('fault' in result) throw invalid(said[result.fault](field.name), { field: id })
    checked[id] = result.value
    if (field.kind === 'person' && Array.isArray(result.value)) for (const m of result.value) people.add(m)
  }
  if (people.size) {
    const { rowCount } = await scope.sql('select from members where id = any ($1) and deleted_at is null', [
      [...people],
    ])
    if (rowCount !== people.size)
      throw invalid({
        fr: 'Une des personnes choisies n’est pas de l’espace.',
        en: 'One of the people chosen is not in the workspace.',
      })
  }
  return checked
}
