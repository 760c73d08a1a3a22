import { get } from '#platform/ledger.ts'
import { demand, mayDo, mayDoIn, type Scope } from '#platform/scope.ts'
import { createProject, getProject, listProjects } from '#platform/tenancy/service.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import type { Board, Delivery, Ready } from './any.ts'
import { handsOf } from './bring/hours.ts'
import {
  type Counts,
  type Found,
  fold,
  type Hands,
  type ImportOptions,
  type Part,
  type Source,
  things,
} from './model.ts'
import { onTrial } from './trial.ts'
import { undoImport } from './undo.ts'

type Enter = <R>(work: (scope: Scope) => Promise<R>) => Promise<R>
export type Done = Part & { group: string; request: string; found: Found }
export type Delivered = { found: Found; parts: Part[]; importId: string | null }

/** Writes each board of a file where it goes, one transaction each: stopped in the middle and taken up again, it ends whole. */
export async function deliver(
  enter: Enter,
  ready: Ready,
  o: {
    source: Source
    name: string
    projectId: string
    dryRun: boolean
    /** The same import taken up again is known by it. */
    jobId: string | null
    by: string | null
    progress: (done: number, total: number) => Promise<void>
  },
): Promise<Delivered> {
  const before = o.dryRun || !o.jobId ? null : await enter((scope) => openedImport(scope, o.jobId as string))
  const done: Done[] = before?.parts ?? []
  let importId = before?.id ?? null
  let counted = done.reduce((n, d) => n + d.tasks, 0)
  const total = Math.max(ready.tasks, 1)
  try {
    for (const delivery of ready.deliveries) {
      if (done.some((d) => d.group === delivery.group)) continue
      const part = await onTrial(o.dryRun, enter, async (scope) => {
        const at = await projectFor(scope, delivery, o)
        const found = await delivery.bring(
          scope,
          at.projectId,
          async (i, n) =>
            ready.deliveries.length === 1
              ? o.progress(i, n)
              : o.progress(counted + i, Math.max(total, counted + n)),
          done.flatMap((d) => d.projectId ?? []),
        )
        const tasks = found.created.tasks + found.created.cards
        const written: Done = {
          group: delivery.group,
          board: found.board,
          ...at,
          tasks: tasks + found.unchanged.tasks + found.updated.tasks,
          request: scope.requestId,
          found,
        }
        if (!o.dryRun) importId = await writeDown(scope, importId, written, o)
        return written
      })
      done.push(part)
      counted += part.tasks
    }
  } catch (e) {
    // Cancelled or failed between two boards: those that came go again, so that nothing is half imported.
    if (importId) await enter((scope) => undoImport(scope, importId as string, { forget: true }))
    throw e
  }
  return {
    found: merged(done.map((d) => d.found)),
    parts: done.map(({ group: _g, request: _r, found: _f, ...part }) => ({
      ...part,
      projectId: o.dryRun && part.isNew ? null : part.projectId,
    })),
    importId,
  }
}

/** The project of a delivery: the one asked for, one that is there, or one made for the board. */
async function projectFor(
  scope: Scope,
  { group, boards }: Delivery,
  o: { projectId: string },
): Promise<{ projectId: string; projectName: string; projectSlug: string; isNew: boolean }> {
  const isNew = group.startsWith('new ')
  const id = group === 'here' ? o.projectId : group
  if (!isNew) {
    demand(scope, 'conduct', id)
    await get(scope, projectNoun, id)
  }
  const p = isNew
    ? await createProject(scope, { name: boards[0]!.name.trim().slice(0, 120) || '–' })
    : await getProject(scope, id)
  return { projectId: p.id, projectName: p.name, projectSlug: p.slug, isNew }
}

type Opened = { id: string; parts: Done[] }
const openedImport = async (scope: Scope, jobId: string): Promise<Opened | null> =>
  (await scope.sql<Opened>('select id, parts from imports where job_id = $1 and undone_at is null', [jobId]))
    .rows[0] ?? null

/** In the transaction of the board: what is written and the word of it are there together, or neither. */
async function writeDown(
  scope: Scope,
  id: string | null,
  part: Done,
  o: { source: Source; name: string; projectId: string; jobId: string | null; by: string | null },
): Promise<string> {
  const { rows } = id
    ? await scope.sql<{ id: string }>(
        'update imports set parts = parts || $2::jsonb where id = $1 returning id',
        [id, JSON.stringify([part])],
      )
    : await scope.sql<{ id: string }>(
        `insert into imports (workspace_id, project_id, source, name, parts, job_id, by_name, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
        [
          scope.workspace.id,
          o.projectId,
          o.source,
          o.name.slice(0, 300),
          JSON.stringify([part]),
          o.jobId,
          scope.actor.name.slice(0, 200),
          o.by ?? scope.actor.id,
          scope.now(),
        ],
      )
  return rows[0]!.id
}

/** Where whoever asks may bring a board to: the job that does it may more than they. */
export type Reach = { projects: readonly string[] | '*'; makes: boolean; hands?: Hands }
export const isWithin = (may: Reach, projectId: string) =>
  may.projects === '*' || may.projects.includes(projectId)

export async function reachOf(scope: Scope): Promise<Reach> {
  const all = await listProjects(scope)
  return {
    projects: all.map((p) => p.id).filter((id) => mayDoIn(scope, 'conduct', id)),
    makes: mayDo(scope, 'conduct'),
    hands: handsOf(scope),
  }
}

/** Where boards most likely go: where they went before; one that the project is named after, or the first, here; the others to their own. */
export async function proposeDestinations(
  scope: Scope,
  source: Source,
  ready: Pick<Ready, 'boards' | 'tasks'>,
  projectId: string,
  may: Reach,
  /** As one said the last time, if one did. */
  said: ImportOptions['destinations'] | null = null,
): Promise<ImportOptions['destinations']> {
  const [main] = ready.boards
  // An export of one board names others where its tasks belong to several.
  if (ready.boards.length < 2 || !main) return {}
  if (said ? !Object.keys(said).length : main.tasks >= ready.tasks) return {}
  const { rows } = await scope.sql<{ board: string; project: string }>(
    `select i.source_id as board, i.project_id as project from import_sources i join projects p on p.id = i.project_id and p.deleted_at is null
     where i.source = $1 and i.noun = 'board' and i.source_id = any ($2) order by i.imported_at`,
    [source, ready.boards.map((b) => b.id)],
  )
  const before = new Map(rows.filter((r) => isWithin(may, r.project)).map((r) => [r.board, r.project]))
  if (!may.makes) return {}
  // Once all in one project, always all in one.
  if (before.size > 1 && new Set(before.values()).size === 1 && before.get(main.id) === projectId) return {}
  const { name } = await get(scope, projectNoun, projectId)
  const here = [...before.values()].includes(projectId)
    ? undefined
    : (ready.boards.find((b) => fold(b.name) === fold(name)) ?? main)
  const to = (b: Board) => {
    const known = before.get(b.id)
    if (known) return known === projectId ? ('here' as const) : known
    const last = said?.[b.id]
    if (last === 'here' || last === 'new' || (last && isWithin(may, last))) return last
    return b === here ? ('here' as const) : ('new' as const)
  }
  return Object.fromEntries(ready.boards.map((b) => [b.id, to(b)]))
}

/** What all boards of a file gave, as one report. */
function merged(all: readonly Found[]): Found {
  const [first, ...others] = all as [Found, ...Found[]]
  if (!others.length) return first
  const counts = (key: 'created' | 'updated' | 'unchanged'): Counts =>
    Object.fromEntries(things.map((t) => [t, all.reduce((n, f) => n + f[key][t], 0)])) as Counts
  const one = <T extends { id: string }>(rows: readonly T[], add: (a: T, b: T) => T): T[] => {
    const byId = new Map<string, T>()
    for (const r of rows) byId.set(r.id, byId.has(r.id) ? add(byId.get(r.id)!, r) : r)
    return [...byId.values()]
  }
  const lost = new Map<Found['lost'][number]['kind'], number>()
  for (const l of all.flatMap((f) => f.lost)) lost.set(l.kind, (lost.get(l.kind) ?? 0) + l.count)
  // Somebody who works on two boards is one person, without access once.
  const without = new Set(all.flatMap((f) => f.members.filter((m) => !m.memberId).map((m) => m.id)))
  if (lost.has('access')) lost.set('access', without.size)
  const created = counts('created')
  const unchanged = counts('unchanged')
  // Somebody of two boards is one person, also on trial, where the first board leaves nobody behind for the second.
  const people = new Set(all.flatMap((f) => f.members.map((m) => m.id))).size
  const twice = Math.max(0, created.members + unchanged.members - people)
  const known = Math.min(twice, unchanged.members)
  unchanged.members -= known
  created.members -= twice - known
  return {
    ...first,
    board: all.map((f) => f.board).join(', '),
    created,
    updated: counts('updated'),
    unchanged,
    lost: [...lost].map(([kind, count]) => ({ kind, count })),
    lists: one(
      all.flatMap((f) => f.lists),
      (a, b) => ({ ...a, cards: a.cards + b.cards }),
    ),
    members: one(
      all.flatMap((f) => f.members),
      (a) => a,
    ),
    fields: one(
      all.flatMap((f) => f.fields),
      (a, b) => ({ ...a, values: a.values + b.values }),
    ),
  }
}
