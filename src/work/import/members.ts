import { notFound } from '#platform/errors.ts'
import { amend, create } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { memberNoun } from '#platform/tenancy/tables.ts'
import { taskNoun } from '../tables.ts'
import { fold, type Report, type Source } from './model.ts'
import type { Sources } from './sources.ts'

export type Somebody = { id: string; name: string; username: string; email: string }
type Crew = { rowOf: ReadonlyMap<string, string>; shown: Report['members']; placeholders: number }

/**
 * Finds the people of a board among the members: as the user said, as an earlier import said, by address, by name; the others become
 * members without an account, so that their tasks keep their name until they are invited.
 */
export async function bringMembers(
  scope: Scope,
  source: Source,
  people: readonly Somebody[],
  projectId: string,
  sources: Sources,
  chosen: Record<string, string | null>,
): Promise<Crew> {
  const { rows: members } = await scope.sql<{ id: string; name: string; email: string; away: boolean }>(
    'select id, name, lower(email) as email, deactivated_at is not null as away from members where deleted_at is null order by deactivated_at is not null, created_at',
  )
  const { rows: earlier } = await scope.sql<{ source_id: string; row_id: string }>(
    "select source_id, row_id from import_sources where source = $2 and noun = 'member' and source_id = any ($1)",
    [people.map((m) => m.id), source],
  )
  const rowOf = new Map<string, string>()
  const shown: Report['members'] = []
  let placeholders = 0
  for (const m of people) {
    const name = m.name.trim().slice(0, 200) || m.username || source
    const wanted = chosen[m.id]
    if (wanted && !members.some((x) => x.id === wanted)) throw notFound('member')
    const known = sources.rowOf('member', m.id)
    const found =
      (wanted || undefined) ??
      known ??
      earlier.find((e) => e.source_id === m.id)?.row_id ??
      (wanted === null
        ? undefined
        : ((m.email ? members.find((x) => x.email === m.email)?.id : undefined) ??
          members.find((x) => fold(x.name) === fold(name))?.id))
    const values = { name }
    if (known && found && found !== known) await handOver(scope, projectId, known, found)
    if (found) sources.match('members', 'member', m.id, found, values)
    else
      await sources.carry(
        'members',
        'member',
        m.id,
        values,
        async () => {
          const row = await create(scope, memberNoun, {
            name,
            email: await freeAddress(scope, source, m),
            role: 'member',
            deactivatedAt: scope.now(),
          })
          return row.id
        },
        async () => false,
      )
    const id = sources.rowOf('member', m.id) as string
    rowOf.set(m.id, id)
    const isHere = members.some((x) => x.id === id && !x.away)
    if (!isHere) placeholders++
    shown.push({ id: m.id, name, email: m.email, memberId: isHere ? id : null, hours: null })
  }
  return { rowOf, shown, placeholders }
}

/** Who was only a name has come since: their tasks become the member's. */
async function handOver(scope: Scope, projectId: string, from: string, to: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string; who: string[] }>(
    'select id, assignee_ids as who from tasks where project_id = $1 and assignee_ids @> array[$2::uuid] and deleted_at is null',
    [projectId, from],
  )
  for (const { id, who } of rows)
    await amend(scope, taskNoun, id, { assigneeIds: [...new Set(who.map((m) => (m === from ? to : m)))] })
}

/** An address that can never receive anything (RFC 2606), for somebody whose own is not known. */
async function freeAddress(scope: Scope, source: Source, m: Somebody): Promise<string> {
  const base =
    fold(m.username || m.email.split('@')[0] || m.name)
      .replace(/\s+/g, '.')
      .replace(/[^a-z0-9._-]/g, '')
      .slice(0, 60) || 'membre'
  for (let n = 1; ; n++) {
    const address = `${n === 1 ? base : `${base}.${n}`}@${source}.invalid`
    const { rowCount } = await scope.sql('select from members where lower(email) = $1', [address])
    if (!rowCount) return address
  }
}
