import { forbidden, invalid, Refusal } from '#platform/errors.ts'
import { eraseFiles } from '#platform/files.ts'
import { find, get, type KeptTable, type Noun, nounNamed, restore, tableName } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { amendTask } from '../service/tasks.ts'
import { type Binned, type BinnedNoun, binned, binnedNouns, isKept, keptDays, keptUntil } from './model.ts'

type Line = Omit<Binned, 'until' | 'mayRestore'> & { authorId: string | null }

/** What was binned within thirty days and is still there, the last first. What went along with something is told with it. */
export async function listBin(
  scope: Scope,
  o: { projectId?: string | undefined; before?: string | undefined; limit?: number },
): Promise<{ items: Binned[]; next: string | null }> {
  if (o.projectId) demand(scope, 'see', o.projectId)
  const limit = o.limit ?? 50
  const since = new Date(scope.now().getTime() - keptDays * 86_400_000)
  const { rows } = await scope.sql<Line>(
    `select h.id, h.noun, h.row_id as "rowId", h.label, h.project_id as "projectId", p.name as "projectName", h.actor_name as by, h.at, c.author_id as "authorId",
       (select title from tasks x where x.id = coalesce(c.task_id, a.task_id, k.task_id, i.task_id, t.parent_id)) as "taskTitle",
       (with recursive went as (select n.id from tasks n where n.parent_id = t.id and n.deleted_at = t.deleted_at
          union select n.id from tasks n join went on n.parent_id = went.id where n.deleted_at = t.deleted_at) select count(*) from went) as along
     from history h left join projects p on p.id = h.project_id
       left join tasks t on h.noun = 'task' and t.id = h.row_id left join tasks pt on pt.id = t.parent_id
       left join comments c on h.noun = 'comment' and c.id = h.row_id left join comments pc on pc.id = c.parent_id
       left join attachments a on h.noun = 'attachment' and a.id = h.row_id
       left join checklists k on h.noun = 'checklist' and k.id = h.row_id
       left join checklist_items i on h.noun = 'checklistItem' and i.id = h.row_id
     where h.verb = 'removed' and h.noun = any ($1) and h.at > $2 and ($3::uuid is null or h.project_id = $3)
       and (h.project_id is null or p.deleted_at is null)
       and ($4::uuid is null or (h.at, h.id) < (select b.at, b.id from history b where b.id = $4))
       and not exists (select from history l where l.noun = h.noun and l.row_id = h.row_id and l.verb in ('restored', 'removed') and (l.at, l.id) > (h.at, h.id))
       and pt.deleted_at is distinct from coalesce(t.deleted_at, 'infinity') and pc.deleted_at is distinct from coalesce(c.deleted_at, 'infinity')
       and (h.noun <> 'view' or h.actor_id = $6)
     order by h.at desc, h.id desc limit $5`,
    [binnedNouns, since, o.projectId ?? null, o.before ?? null, limit + 1, scope.actor.id],
  )
  const items = rows.slice(0, limit).map(({ authorId, ...line }) => ({
    ...line,
    until: keptUntil(line.at),
    mayRestore: mayTakeOut(scope, line.noun, line.projectId, authorId),
  }))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

function mayTakeOut(
  scope: Scope,
  noun: BinnedNoun,
  projectId: string | null,
  authorId: string | null,
): boolean {
  const may = (right: 'contribute' | 'conduct') => {
    try {
      demand(scope, right, projectId)
      return true
    } catch {
      return false
    }
  }
  // One's own words, or any for who conducts the project: as it was for binning them.
  return noun === 'comment' && authorId !== scope.actor.id ? may('conduct') : may('contribute')
}

const tooLate = () =>
  new Refusal('GONE', {
    fr: 'Trente jours ont passé : cet élément a quitté la corbeille. Son histoire reste lisible dans l’historique.',
    en: 'Thirty days have passed: this has left the bin. What happened to it can still be read in the history.',
  })

/** Takes something out of the bin, with what went along. @throws INVALID when what it was on is itself in the bin, naming it. */
export async function takeOut(
  scope: Scope,
  noun: BinnedNoun,
  id: string,
): Promise<{ noun: BinnedNoun; rowId: string }> {
  const n = nounNamed(noun)
  if (!n) throw forbidden('restore')
  const row = (await get(scope, n, id, { removed: true, lock: true })) as Record<string, unknown>
  const projectId = n.project(row as never)
  demand(scope, 'see', projectId)
  if (!mayTakeOut(scope, noun, projectId, (row.authorId as string | null) ?? null))
    throw forbidden('contribute')
  const gone = row.deletedAt as Date | null
  if (!gone) return { noun, rowId: id }
  if (!isKept(gone, scope.now())) throw tooLate()
  await demandPlace(scope, noun, row)
  await restore(scope, n, id)
  if (noun === 'task' && projectId) await rehome(scope, projectId)
  return { noun, rowId: id }
}

async function demandPlace(scope: Scope, noun: BinnedNoun, row: Record<string, unknown>): Promise<void> {
  const on = binned.find((b) => b.noun === noun)?.on
  const place = on && nounNamed(on.noun)
  const at = on && row[on.by]
  if (!place || typeof at !== 'string' || (await find(scope, place, at))) return
  const there = await find(scope, place, at, { removed: true })
  const name = there ? place.label(there) : '…'
  throw invalid({
    fr: `« ${name} », dont il faisait partie, est aussi dans la corbeille : sortez-la d’abord.`,
    en: `“${name}”, which it was part of, is in the bin as well: take that out first.`,
  })
}

/** Tasks that come back to a column that is no longer there go to one that means the same. */
async function rehome(scope: Scope, projectId: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string; to: string | null }>(
    `select t.id, (select o.id from statuses o where o.project_id = $1 and o.deleted_at is null and o.archived_at is null
         order by o.category = s.category desc, o.position limit 1) as "to"
     from tasks t join statuses s on s.id = t.status_id where t.project_id = $1 and t.deleted_at is null and s.deleted_at is not null`,
    [projectId],
  )
  for (const r of rows) if (r.to) await amendTask(scope, r.id, { statusId: r.to })
}

const table = (noun: string) => {
  const n = nounNamed(noun)
  return n && tableName(n as Noun<KeptTable>)
}

/** Erases what has been in the bin for thirty days: its rows and its files. The history keeps the word. @returns how many rows of each. */
export async function emptyBin(scope: Scope): Promise<Partial<Record<BinnedNoun, number>>> {
  const until = new Date(scope.now().getTime() - keptDays * 86_400_000)
  const due = 'deleted_at <= $1'
  const files = await scope.sql<{ id: string }>(
    `select distinct f.id from (
       select v.file_id as id from attachment_versions v join attachments a on a.id = v.attachment_id join tasks t on t.id = a.task_id where a.${due} or t.${due}
       union select a.file_id from attachments a join tasks t on t.id = a.task_id where a.${due} or t.${due}) f
     where f.id is not null`,
    [until],
  )
  // A task still there loses the one above it, not its life.
  await scope.sql(
    `update tasks set parent_id = null where deleted_at is null and parent_id in (select id from tasks where ${due})`,
    [until],
  )
  const erased: Partial<Record<BinnedNoun, number>> = {}
  for (const { noun } of binned) {
    const name = table(noun)
    if (!name) continue
    const { rowCount } = await scope.sql(`delete from ${name} where ${due}`, [until])
    if (rowCount) erased[noun] = rowCount
  }
  await eraseFiles(
    scope,
    files.rows.map((f) => f.id),
  )
  return erased
}
