import type { api } from '../../api.ts'

export type Change = Awaited<ReturnType<typeof api.history.list>>['items'][number]

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
const silent = new Set(['id', 'workspaceId', 'createdAt', 'updatedAt', 'createdBy', 'version', 'deletedAt'])

/** The fields a change touched, before and after. */
export function changeRows({
  before,
  after,
}: Pick<Change, 'before' | 'after'>): { field: string; before: string; after: string }[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields]
    .filter((field) => !silent.has(field))
    .map((field) => ({ field, before: shown(before?.[field]), after: shown(after?.[field]) }))
    .filter(({ before: was, after: is }) => was !== is)
}

/** RFC 4180, with a byte order mark for spreadsheets; a cell that looks like a formula is made to look like text. */
const cell = (value: string) =>
  `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`

export function historyCsv(changes: readonly Change[]): string {
  const head = [
    'at',
    'actor',
    'actorKind',
    'verb',
    'noun',
    'label',
    'rowId',
    'projectId',
    'undone',
    'before',
    'after',
  ]
  const lines = changes.map((change) =>
    [
      change.at.toISOString(),
      change.actor,
      change.actorKind,
      change.verb,
      change.noun,
      change.label,
      change.rowId,
      change.projectId ?? '',
      String(change.undone),
      shown(change.before),
      shown(change.after),
    ]
      .map(cell)
      .join(','),
  )
  return `\ufeff${[head.map(cell).join(','), ...lines].join('\r\n')}\r\n`
}
