import type { Scope } from '#platform/scope.ts'

export type Participant = { id: string; name: string; email: string; timezone: string; locale: 'fr' | 'en' }

/** Who takes part: those named, or everybody who contributes; never somebody who could not see it. */
export async function participants(
  scope: Scope,
  s: { projectId: string | null; memberIds: readonly string[] },
): Promise<Participant[]> {
  const { rows } = await scope.sql<Participant>(
    `select m.id, m.name, m.email, coalesce(m.timezone, w.timezone) as timezone, coalesce(m.locale, w.locale) as locale
     from members m join workspaces w on w.id = m.workspace_id left join projects p on p.id = $1
       left join project_members pm on pm.project_id = p.id and pm.member_id = m.id
     where m.deleted_at is null and m.deactivated_at is null and m.user_id is not null and (cardinality($2::uuid[]) = 0 or m.id = any ($2))
       and case when $1::uuid is null then m.role <> 'guest'
         else m.role in ('owner', 'admin') or pm.role in ('lead', 'contributor') or (pm.role is null and m.role <> 'guest' and p.visibility = 'workspace') end
     order by m.name, m.id limit 200`,
    [s.projectId, s.memberIds],
    'standup-people',
  )
  return rows
}
