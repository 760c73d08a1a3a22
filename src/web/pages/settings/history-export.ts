import type { api } from '../../api.ts'

export type Change = Awaited<ReturnType<typeof api.history.list>>['items'][number]

const shown = (value: unknown): string =>
  value === null || value === undefined || (Array.isArray(value) && !value.length)
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
/** Bookkeeping, and what only machines read. */
const silent = new Set([
  'id',
  'workspaceId',
  'createdAt',
  'updatedAt',
  'createdBy',
  'version',
  'deletedAt',
  'userId',
  'slug',
  'position',
  'siteKey',
  'doorId',
  'linkNonce',
  'settlesId',
  'subjectNoun',
  'snapshot',
])

export type Touched = { field: string; before: unknown; after: unknown }

/** The fields a change touched, before and after. */
export function changeRows({ before, after }: Pick<Change, 'before' | 'after'>): Touched[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields]
    .filter((field) => !silent.has(field))
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter(({ before: was, after: is }) => shown(was) !== shown(is))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)

/** The rows that a change points at. */
export const idsIn = (rows: readonly Touched[]): string[] => [
  ...new Set(rows.flatMap(({ before, after }) => [before, after].flat()).filter(isId)),
]

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
