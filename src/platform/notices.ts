import { notify } from './live.ts'
import type { Scope } from './scope.ts'

export type Notice = {
  kind: string
  title: string
  body?: string
  /** Where it leads, inside the workspace: `projets/brume/taches?tache=12`. */
  path?: string
  project?: string | null
  noun?: string
  rowId?: string
  /** The same key is told to the same member once. */
  uniqueKey?: string
}

/** Puts a notice in front of members, in the transaction of the change. Who did it is not told of it. */
export async function tellMembers(scope: Scope, memberIds: readonly string[], n: Notice): Promise<void> {
  for (const member of new Set(memberIds)) {
    if (member === scope.actor.id) continue
    const { rowCount } = await scope.sql(
      `insert into notifications (workspace_id, project_id, member_id, kind, title, body, noun, row_id, path, unique_key, created_at)
       select $1, $2, id, $4, $5, $6, $7, $8, $9, $10, $11 from members where id = $3 and deactivated_at is null and deleted_at is null
       on conflict do nothing`,
      [
        scope.workspace.id,
        n.project ?? null,
        member,
        n.kind,
        n.title.slice(0, 300),
        (n.body ?? '').slice(0, 1_000),
        n.noun ?? '',
        n.rowId ?? null,
        n.path ?? '',
        n.uniqueKey ?? null,
        scope.now(),
      ],
      'tell-member',
    )
    if (rowCount) await notify(scope, 'notification', [], n.project ?? null, member)
  }
}
