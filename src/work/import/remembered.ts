import { createHash } from 'node:crypto'
import type { Scope } from '#platform/scope.ts'
import { ImportOptions, type Source, type TableSeen } from './model.ts'

/** What makes two files alike: the headings of a table, else the board they come from. */
export const signatureOf = (source: Source, boardId: string, table: TableSeen | null): string =>
  createHash('sha256')
    .update(JSON.stringify(table && source === 'csv' ? table.columns.map((c) => c.heading) : boardId))
    .digest('base64url')
    .slice(0, 22)

/** How a file of this shape was matched last time. People who have left since are proposed again. */
export async function recall(
  scope: Scope,
  source: Source,
  signature: string,
): Promise<ImportOptions | undefined> {
  const { rows } = await scope.sql<{ options: unknown }>(
    'select options from import_mappings where source = $1 and signature = $2',
    [source, signature],
  )
  const read = ImportOptions.safeParse(rows[0]?.options)
  if (!read.success) return undefined
  const { rows: here } = await scope.sql<{ id: string }>(
    'select id from members where id = any ($1) and deleted_at is null',
    [Object.values(read.data.members).filter((m) => m !== null)],
  )
  const members = Object.fromEntries(
    Object.entries(read.data.members).filter(([, m]) => m === null || here.some((x) => x.id === m)),
  )
  // Whose hours are taken is asked each time.
  return { ...read.data, members, hours: {} }
}

export async function remember(
  scope: Scope,
  source: Source,
  signature: string,
  options: ImportOptions,
): Promise<void> {
  await scope.sql(
    `insert into import_mappings (workspace_id, source, signature, options, used_at) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, source, signature) do update set options = excluded.options, used_at = excluded.used_at`,
    [scope.workspace.id, source, signature, JSON.stringify(options), scope.now()],
  )
}
