import { useMemo } from 'react'
import { useT } from '#web/i18n.tsx'
import type { FieldKind } from '../../fields/model.ts'
import { messages } from '../messages.ts'
import { resultTypeOf, type ViewSpec } from '../model.ts'
import type { Cards } from './useCards.tsx'

export type Column = {
  key: string
  label: string
  width: number
  /** Figures stand to the right, and may be summed. */
  figure?: boolean
  sums?: boolean
  field?: { id: string; kind: FieldKind }
  /** What it is sorted by, when that is not its key. */
  sort?: string
}
/** The number and the title stand first and stay. */
const house: readonly (Omit<Column, 'label'> & { by: string })[] = [
  { key: 'who', by: 'who', width: 150 },
  { key: 'due', by: 'due', width: 132 },
  { key: 'status', by: 'status', width: 150 },
  { key: 'project', by: 'project', width: 160 },
  { key: 'label', by: 'label', width: 160 },
  { key: 'importance', by: 'importance', width: 116 },
  { key: 'urgency', by: 'urgency', width: 116 },
  { key: 'start', by: 'start', width: 132 },
  { key: 'deadline', by: 'deadline', width: 132 },
  { key: 'action', by: 'action', width: 180 },
  { key: 'kind', by: 'kind', width: 120 },
  { key: 'estimate', by: 'estimate', width: 116, figure: true, sums: true },
  { key: 'spent', by: 'spent', width: 104, figure: true, sums: true },
  { key: 'progress', by: 'progress', width: 110, figure: true },
]
const usual = ['who', 'due', 'status', 'label', 'importance']

export function useColumns({ ctx, projectId }: Pick<Cards, 'ctx' | 'projectId'>): readonly Column[] {
  const t = useT(messages)
  // Columns change when what a formula comes to does, not with each card.
  const results = ctx.fields.map((f) => (f.kind === 'formula' ? resultTypeOf(f, ctx) : f.kind)).join()
  return useMemo(() => {
    const kinds = results.split(',')
    return [
      ...house
        .filter((c) => c.key !== 'project' || projectId === null)
        .map(({ by, ...c }) => ({ ...c, label: t(`by.${by}` as 'by.who') })),
      ...ctx.fields.map(
        (f, i): Column => ({
          key: `field:${f.id}`,
          label: f.name,
          width: 150,
          field: { id: f.id, kind: f.kind },
          ...((kinds[i] === 'number' || kinds[i] === 'money') && { figure: true, sums: true }),
        }),
      ),
    ]
  }, [ctx.fields, results, projectId, t])
}

/** The columns of a view in its order and widths; without a choice, the usual ones. */
export function columnsOf(spec: ViewSpec, all: readonly Column[]): Column[] {
  if (!spec.columns)
    return all.filter((c) => usual.includes(c.key) || (c.key === 'project' && spec.group !== 'project'))
  return spec.columns.flatMap(({ key, width }) => {
    const column = all.find((c) => c.key === key)
    return column ? [{ ...column, width: width ?? column.width }] : []
  })
}
