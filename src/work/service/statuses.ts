import { invalid } from '#platform/errors.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { amendMany } from '#platform/ledger-many.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { type Category, type Status, type StatusDraft, step } from '../model.ts'
import { type StatusRow, statusNoun, taskNoun } from '../tables.ts'

const firstColumns: Record<'fr' | 'en', readonly (readonly [string, Category])[]> = {
  fr: [
    ['À faire', 'todo'],
    ['En cours', 'doing'],
    ['À valider', 'doing'],
    ['Fait', 'done'],
  ],
  en: [
    ['To do', 'todo'],
    ['In progress', 'doing'],
    ['To approve', 'doing'],
    ['Done', 'done'],
  ],
}
const seededNames = new Set(Object.values(firstColumns).flatMap((c) => c.map(([name]) => name)))
/** A column nobody has touched since the project got its first ones. */
export const isUntouched = (s: Status) => s.version === 1 && seededNames.has(s.name)

const shown = (s: StatusRow): Status => ({
  id: s.id,
  name: s.name,
  category: s.category,
  position: s.position,
  wipLimit: s.wipLimit,
  archived: s.archivedAt !== null,
  version: s.version,
})

const read = async (scope: Scope, projectId: string) =>
  (
    await scope.sql<Status>(
      `select id, name, category, position, wip_limit as "wipLimit", archived_at is not null as archived, version from statuses
       where project_id = $1 and deleted_at is null order by position, id`,
      [projectId],
      'statuses',
    )
  ).rows

/** The columns of a project's board, from left to right. A project gets its first four when somebody first looks. */
export async function listStatuses(scope: Scope, projectId: string): Promise<Status[]> {
  demand(scope, 'see', projectId)
  const found = await read(scope, projectId)
  return found.length ? found : seedStatuses(scope, projectId)
}

export async function seedStatuses(scope: Scope, projectId: string): Promise<Status[]> {
  await get(scope, projectNoun, projectId) // a neighbour's project has no columns to give
  await alone(scope, projectId) // two people who look first at the same time get four columns, not eight
  const found = await read(scope, projectId)
  if (found.length) return found
  const seeded: Status[] = []
  for (const [i, [name, category]] of firstColumns[scope.workspace.locale].entries())
    seeded.push(
      shown(await create(scope, statusNoun, { projectId, name, category, position: (i + 1) * step })),
    )
  return seeded
}

/** One at a time in a project, until the end of the transaction: task numbers and columns are given out under it. */
export const alone = (scope: Scope, projectId: string) =>
  scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 6))', [projectId], 'work-alone')

export async function createStatus(scope: Scope, projectId: string, draft: StatusDraft): Promise<Status> {
  demand(scope, 'conduct', projectId)
  const all = await listStatuses(scope, projectId)
  return shown(
    await create(scope, statusNoun, { projectId, ...draft, position: (all.at(-1)?.position ?? 0) + step }),
  )
}

export async function amendStatus(
  scope: Scope,
  id: string,
  patch: Partial<StatusDraft> & { position?: number },
  version?: number,
): Promise<Status> {
  const before = await get(scope, statusNoun, id)
  demand(scope, 'conduct', before.projectId)
  if (patch.category && patch.category !== before.category) await keepDone(scope, before)
  const after = shown(await amend(scope, statusNoun, id, patch, version))
  if (patch.category && patch.category !== before.category)
    await finishThose(scope, id, patch.category === 'done')
  return after
}

/** Tasks of a column whose meaning changes, or that goes, are finished or open again: each in its own history. */
async function finishThose(scope: Scope, statusId: string, done: boolean, to?: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string; at: Date | null; progress: number }>(
    'select id, completed_at as at, progress from tasks where status_id = $1 and deleted_at is null',
    [statusId],
  )
  const patchOf = (t: { at: Date | null; progress: number }) => ({
    ...(to && { statusId: to }),
    completedAt: done ? (t.at ?? scope.now()) : null,
    ...(done && !t.at && { progress: 100 }),
    ...(!done && t.at && t.progress === 100 && { progress: 0 }),
  })
  await amendMany(
    scope,
    taskNoun,
    rows.map((t) => ({ id: t.id, patch: patchOf(t) })),
  )
}

/** @throws INVALID when the board would be left without a column for what is done, or for what is not. */
async function keepDone(scope: Scope, leaving: StatusRow): Promise<void> {
  const others = (await read(scope, leaving.projectId)).filter((s) => s.id !== leaving.id && !s.archived)
  if (others.some((s) => (s.category === 'done') === (leaving.category === 'done'))) return
  throw leaving.category === 'done'
    ? invalid({
        fr: 'Le tableau garde au moins une colonne pour ce qui est terminé. Créez-en une autre d’abord.',
        en: 'The board keeps at least one column for what is done. Make another first.',
      })
    : invalid({
        fr: 'Le tableau garde au moins une colonne pour ce qui reste à faire. Créez-en une autre d’abord.',
        en: 'The board keeps at least one column for what is left to do. Make another first.',
      })
}

/** Bins a column; its tasks go to `to`, which must be given when there are any. */
export async function discardStatus(scope: Scope, id: string, to?: string, version?: number): Promise<void> {
  const before = await get(scope, statusNoun, id)
  demand(scope, 'conduct', before.projectId)
  await keepDone(scope, before)
  const { rowCount } = await scope.sql(
    'select from tasks where status_id = $1 and deleted_at is null limit 1',
    [id],
  )
  if (rowCount && !to)
    throw invalid({
      fr: 'Cette colonne contient des tâches : dites dans quelle autre les ranger.',
      en: 'This column holds tasks: say which other column takes them.',
    })
  if (to) {
    const target = await get(scope, statusNoun, to)
    if (target.projectId !== before.projectId || target.id === id)
      throw invalid({
        fr: 'Choisissez une autre colonne du même projet.',
        en: 'Choose another column of the same project.',
      })
    await finishThose(scope, id, target.category === 'done', to)
    // What is in the bin comes back to a column that is there.
    await scope.sql('update tasks set status_id = $2 where status_id = $1', [id, to])
  }
  await discard(scope, statusNoun, id, version)
}
