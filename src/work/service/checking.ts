import { invalid, notFound, Refusal, stale } from '#platform/errors.ts'
import type { Scope } from '#platform/scope.ts'
import { checkedFields } from '../fields/service.ts'
import { type FieldValues, type Status, step, type TaskDraft } from '../model.ts'
import type { TaskRow } from '../tables.ts'
import { listStatuses } from './statuses.ts'

type Said = { fr: string; en: string }
export const elsewhere = (what: Said) =>
  invalid({
    fr: `${what.fr} n’appartient pas à ce projet.`,
    en: `${what.en} does not belong to this project.`,
  })

/** « Relancer l’imprimeur : … », when one of several refuses. */
export function naming<T>(title: string, several: boolean, work: () => T): T {
  try {
    return work()
  } catch (e) {
    if (!several || !(e instanceof Refusal) || e.code === 'NOT_FOUND') throw e
    throw new Refusal(e.code, { fr: `« ${title} » : ${e.said.fr}`, en: `“${title}”: ${e.said.en}` }, e.data)
  }
}

/** What tasks may point at, looked up once for all of them. */
const pointed = [
  { table: 'actions', by: 'actionId', here: true, what: { fr: 'Cette action', en: 'This action' } },
  { table: 'calendars', by: 'calendarId', here: false, what: { fr: 'Ce calendrier', en: 'This calendar' } },
  { table: 'members', by: 'followerIds', here: false, what: { fr: 'Cette personne', en: 'This person' } },
  { table: 'tasks', by: 'parentId', here: true, what: { fr: 'Cette tâche', en: 'This task' } },
  { table: 'labels', by: 'labelIds', here: true, what: { fr: 'Cette étiquette', en: 'This label' } },
  { table: 'members', by: 'assigneeIds', here: false, what: { fr: 'Cette personne', en: 'This person' } },
] as const satisfies readonly { table: string; by: keyof TaskDraft; here: boolean; what: Said }[]

const idsIn = (d: Partial<TaskDraft>, by: (typeof pointed)[number]['by']): readonly string[] => {
  const value = d[by]
  return typeof value === 'string' ? [value] : (value ?? [])
}

export type Checked = { projectId: string; patch: Partial<TaskDraft>; title: string }

/** What a task points at is of the same project; who it is given to is of the same workspace. `made`: tasks on their way. */
export async function checkPointed(
  scope: Scope,
  all: readonly Checked[],
  made: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const { table, by, here, what } of pointed) {
    const wanted = [...new Set(all.flatMap((c) => idsIn(c.patch, by)))].filter((id) => !made.has(id))
    if (!wanted.length) continue
    const { rows } = await scope.sql<{ id: string; project: string | null }>(
      `select id, ${here ? 'project_id' : 'null::uuid'} as project from ${table} where id = any ($1) and deleted_at is null`,
      [wanted],
      `pointed-${table}-${here}`,
    )
    const found = new Map(rows.map((r) => [r.id, r.project]))
    for (const c of all)
      naming(c.title, all.length > 1, () => {
        for (const id of idsIn(c.patch, by))
          if (!made.has(id) && (!found.has(id) || (here && found.get(id) !== c.projectId)))
            throw elsewhere(what)
      })
  }
}

export const checkDates = (d: { startsOn?: string | null; dueOn?: string | null }): void => {
  if (d.startsOn && d.dueOn && d.dueOn < d.startsOn)
    throw invalid({
      fr: 'L’échéance tombe avant le début : corrigez l’une des deux dates.',
      en: 'The due date falls before the start: correct one of the two dates.',
    })
}

export const checkSeen = (row: TaskRow, version?: number): void => {
  if (version !== undefined && row.version !== version) throw stale(row)
}

/** Nobody ends up under oneself: the tasks above the new ones are looked up, and walked with what changes. */
export async function checkParents(
  scope: Scope,
  all: readonly { row: TaskRow; parentId: string }[],
): Promise<void> {
  if (!all.length) return
  const { rows } = await scope.sql<{ id: string; parent: string | null }>(
    `with recursive up as (select t.id, t.parent_id from tasks t where t.id = any ($1)
       union select t.id, t.parent_id from tasks t join up on t.id = up.parent_id) select id, parent_id as parent from up`,
    [[...new Set(all.map((a) => a.parentId))]],
    'task-ancestors',
  )
  const above = new Map(rows.map((r) => [r.id, r.parent]))
  for (const { row, parentId } of all) above.set(row.id, parentId)
  for (const { row, parentId } of all) {
    const met = new Set<string>()
    for (let up: string | null | undefined = parentId; up && !met.has(up); up = above.get(up)) {
      if (up === row.id)
        naming(row.title, all.length > 1, () => {
          throw invalid({
            fr: 'Une tâche ne peut pas être sa propre sous-tâche, ni celle de ses sous-tâches.',
            en: 'A task cannot be its own subtask, nor one of its subtasks’.',
          })
        })
      met.add(up)
    }
  }
}

function once<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const made = known.get(key) ?? make()
  known.set(key, made)
  return made
}

/** What many tasks of the same projects ask about: columns, places at their end, values of fields; each looked up once. */
export class Frames {
  private columns = new Map<string, Promise<Status[]>>()
  private ends = new Map<string, number>()
  private values = new Map<string, Map<FieldValues, Promise<FieldValues>>>()
  private readonly scope: Scope

  constructor(scope: Scope) {
    this.scope = scope
  }

  columnsOf(projectId: string): Promise<Status[]> {
    return once(this.columns, projectId, () => listStatuses(this.scope, projectId))
  }

  /** The column asked for; none asked: the first for what is left to do. */
  async columnIn(projectId: string, id: string | undefined): Promise<Status> {
    const all = await this.columnsOf(projectId)
    const column = id
      ? all.find((s) => s.id === id)
      : (all.find((s) => s.category === 'todo' && !s.archived) ?? all.find((s) => !s.archived))
    if (!column) throw elsewhere({ fr: 'Cette colonne', en: 'This column' })
    return column
  }

  async firstOf(projectId: string, category: Status['category']): Promise<Status> {
    const column = (await this.columnsOf(projectId)).find((s) => s.category === category && !s.archived)
    if (!column) throw notFound('status')
    return column
  }

  /** The next place at the end of a column. */
  async endOf(statusId: string): Promise<number> {
    let last = this.ends.get(statusId)
    if (last === undefined) {
      const { rows } = await this.scope.sql<{ last: number | null }>(
        'select max(position) as last from tasks where status_id = $1 and deleted_at is null',
        [statusId],
        'column-end',
      )
      last = rows[0]?.last ?? 0
    }
    this.ends.set(statusId, last + step)
    return last + step
  }

  /** The same values given to many tasks are checked once per project. */
  fieldsIn(projectId: string, values: FieldValues): Promise<FieldValues> {
    const here = once(this.values, projectId, () => new Map<FieldValues, Promise<FieldValues>>())
    return once(here, values, () => checkedFields(this.scope, projectId, values))
  }
}
