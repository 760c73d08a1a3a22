import { createHmac } from 'node:crypto'
import { invalid } from '#platform/errors.ts'
import { closeDoor, type Door, makeDoor, newKey } from '#platform/gates/door.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { listFields } from '../../fields/service.ts'
import type { Form, FormDraft, IntoTask, OpenForm, Question } from '../model.ts'
import { type FormRow, formNoun } from '../tables.ts'

export const shownForm = (f: FormRow): Form => ({
  id: f.id,
  projectId: f.projectId,
  name: f.name,
  intro: f.intro,
  thanks: f.thanks,
  public: f.public,
  closed: f.closedAt !== null,
  questions: f.questions,
  intoTask: f.intoTask,
  version: f.version,
})

export async function listForms(scope: Scope, projectId: string): Promise<Form[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<{ id: string }>(
    'select id from forms where project_id = $1 and deleted_at is null order by name, id limit 200',
    [projectId],
    'forms',
  )
  const all: Form[] = []
  for (const { id } of rows) all.push(shownForm(await get(scope, formNoun, id)))
  return all
}

export async function getForm(scope: Scope, id: string): Promise<Form> {
  const row = await get(scope, formNoun, id)
  demand(scope, 'see', row.projectId)
  return shownForm(row)
}

/** What a form points at is of the same project. */
async function checked(
  scope: Scope,
  projectId: string,
  questions: readonly Question[] | undefined,
  into: IntoTask | undefined,
) {
  const fields = await listFields(scope, projectId)
  for (const q of questions ?? [])
    if (q.kind === 'field' && !fields.some((f) => f.id === q.fieldId && f.kind !== 'formula'))
      throw invalid({
        fr: `« ${q.label} » demande un champ que ce projet n’a pas.`,
        en: `“${q.label}” asks for a field this project does not have.`,
      })
  const all = async (table: string, ids: readonly string[], here: boolean) => {
    const wanted = [...new Set(ids)]
    if (!wanted.length) return
    const { rowCount } = await scope.sql(
      `select from ${table} where id = any ($1) and deleted_at is null${here ? ' and project_id = $2' : ''}`,
      here ? [wanted, projectId] : [wanted],
    )
    if (rowCount !== wanted.length)
      throw invalid({
        fr: 'La colonne, l’étiquette, l’action ou la personne choisie n’est pas de ce projet.',
        en: 'The column, label, action or person chosen is not of this project.',
      })
  }
  await all('statuses', into?.statusId ? [into.statusId] : [], true)
  await all('labels', into?.labelIds ?? [], true)
  await all('actions', into?.actionId ? [into.actionId] : [], true)
  await all('members', into?.assigneeIds ?? [], false)
}

export async function createForm(scope: Scope, projectId: string, draft: FormDraft): Promise<Form> {
  demand(scope, 'conduct', projectId)
  await get(scope, projectNoun, projectId)
  await checked(scope, projectId, draft.questions, draft.intoTask)
  return shownForm(await create(scope, formNoun, { ...draft, projectId }))
}

export async function amendForm(
  scope: Scope,
  id: string,
  { closed, ...patch }: Partial<FormDraft> & { closed?: boolean },
  version?: number,
): Promise<Form> {
  const before = await get(scope, formNoun, id)
  demand(scope, 'conduct', before.projectId)
  await checked(scope, before.projectId, patch.questions, patch.intoTask)
  const after = await amend(
    scope,
    formNoun,
    id,
    { ...patch, ...(closed !== undefined && { closedAt: closed ? (before.closedAt ?? scope.now()) : null }) },
    version,
  )
  return shownForm(after)
}

export async function discardForm(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, formNoun, id)
  demand(scope, 'conduct', before.projectId)
  await discard(scope, formNoun, id, version)
}
export async function restoreForm(scope: Scope, id: string): Promise<Form> {
  const before = await get(scope, formNoun, id, { removed: true })
  demand(scope, 'conduct', before.projectId)
  return shownForm(await restore(scope, formNoun, id))
}

/** The key is never stored: it is made again from what only this installation knows. */
const keyOf = (scope: Scope, formId: string, nonce: string) =>
  createHmac('sha256', scope.platform.secret)
    .update(JSON.stringify(['form link', formId, nonce]))
    .digest('base64url')

/** The public address of a form; the first time it is asked for, its door is made. */
export async function formLink(scope: Scope, id: string): Promise<string> {
  const form = await get(scope, formNoun, id, { lock: true })
  demand(scope, 'contribute', form.projectId)
  if (!form.public)
    throw invalid({
      fr: 'Ce formulaire est réservé aux membres : ouvrez-le au public pour avoir un lien.',
      en: 'This form is for members only: open it to the public to get a link.',
    })
  const linkNonce = form.linkNonce || newKey(16)
  const key = keyOf(scope, form.id, linkNonce)
  if (!form.doorId) {
    const { id: doorId } = await makeDoor(scope, {
      kind: 'form',
      rowId: form.id,
      projectId: form.projectId,
      key,
      label: form.name,
    })
    await amend(scope, formNoun, id, { doorId, linkNonce })
  }
  return `${scope.platform.config.publicUrl}/f/${key}`
}

/** From now on the old link opens nothing. */
export async function renewLink(scope: Scope, id: string): Promise<string> {
  const form = await get(scope, formNoun, id, { lock: true })
  demand(scope, 'conduct', form.projectId)
  if (form.doorId) await closeDoor(scope, form.doorId)
  await amend(scope, formNoun, id, { doorId: null, linkNonce: '' })
  return formLink(scope, id)
}

const shut = () =>
  invalid({
    fr: 'Ce formulaire ne prend plus de demandes. Écrivez directement à la personne qui vous l’a envoyé.',
    en: 'This form takes no more requests. Write directly to whoever sent it to you.',
  })

/** The form behind a door, as its answerer sees it. @throws INVALID when it is closed. */
export async function openFormOf(scope: Scope, door: Pick<Door, 'rowId'>): Promise<OpenForm> {
  const form = await get(scope, formNoun, door.rowId)
  if (form.closedAt || !form.public) throw shut()
  return openForm(scope, form)
}

export async function openForm(scope: Scope, form: FormRow): Promise<OpenForm> {
  if (form.closedAt) throw shut()
  const { rows: fields } = await fieldsOf(scope, form)
  return {
    name: form.name,
    intro: form.intro,
    workspace: scope.workspace.name,
    questions: form.questions
      .filter((q) => q.kind !== 'field' || fields.some((f) => f.id === q.fieldId))
      .map(({ fieldId, ...q }) => {
        const field = fields.find((f) => f.id === fieldId)
        return {
          ...q,
          field: field
            ? { kind: field.kind, options: field.options.map((o) => ({ id: o.id, name: o.name })) }
            : null,
        }
      }),
  }
}

type FieldShape = { id: string; kind: string; options: { id: string; name: string }[] }
/** Only the fields the form asks for. An outsider does not see those of the workspace: the form says them. */
const fieldsOf = (scope: Scope, form: FormRow) =>
  scope.sql<FieldShape>(
    'select id, kind, options from custom_fields where id = any ($1) and deleted_at is null',
    [form.questions.flatMap((q) => q.fieldId ?? [])],
  )
