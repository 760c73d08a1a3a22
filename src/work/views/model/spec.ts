import { z } from 'zod'

export const viewKinds = ['table', 'board', 'gantt', 'calendar', 'timeline', 'matrix', 'mine'] as const
export type ViewKind = (typeof viewKinds)[number]

export const operators = ['is', 'not', 'contains', 'empty', 'filled', 'from', 'to'] as const
export type Operator = (typeof operators)[number]

/**
 * One condition on a field of a task: `who is [me, none]`, `due is [late, today]`, `estimate from [120]`. A field that is
 * not known, here or one day after an upgrade, matches nothing: a link to a view never shows more than was meant.
 */
export const Condition = z.object({
  field: z.string().min(1).max(80),
  op: z.enum(operators),
  values: z
    .array(z.union([z.string().max(200), z.number()]))
    .max(200)
    .default([]),
})
export type Condition = z.infer<typeof Condition>

// Three levels say all that people ask for; a tree without end would be an invitation.
const Leaves = z.union([
  Condition,
  z.object({ any: z.array(Condition).max(50) }),
  z.object({ all: z.array(Condition).max(50) }),
])
const Branch = z.union([
  Condition,
  z.object({ any: z.array(Leaves).max(50) }),
  z.object({ all: z.array(Leaves).max(50) }),
])
export type FilterNode = z.infer<typeof Branch>
export const Filter = z.object({ all: z.array(Branch).max(50) })
export type Filter = z.infer<typeof Filter>

export const Sort = z.object({ by: z.string().max(80), down: z.boolean().default(false) })
export type Sort = z.infer<typeof Sort>
export const ViewColumn = z.object({ key: z.string().max(80), width: z.int().min(40).max(900).optional() })
export type ViewColumn = z.infer<typeof ViewColumn>

const Option = z.union([
  z.string().max(200),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(500),
  z.null(),
])

/** What a view shows and how, whatever draws it. */
export const ViewSpec = z
  .object({
    kind: z.enum(viewKinds).default('table'),
    filter: Filter.default({ all: [] }),
    /** `status`, `category`, `who`, `action`…, `field:ID`; null: one group. */
    group: z.string().max(80).nullable().default(null),
    /** Lanes across the groups of a board. */
    lanes: z.string().max(80).nullable().default(null),
    sort: z.array(Sort).max(5).default([]),
    /** Null: the columns of the house. */
    columns: z.array(ViewColumn).max(60).nullable().default(null),
    /** Columns whose sum is shown under each group. */
    totals: z.array(z.string().max(80)).max(20).default([]),
    /** What only one kind of view knows: zoom, the month shown, collapsed groups, the critical path on or off. */
    options: z.record(z.string().max(40), Option).default({}),
  })
  .meta({ id: 'ViewSpec' })
export type ViewSpec = z.infer<typeof ViewSpec>
export type ViewOption = z.infer<typeof Option>

export const emptySpec = (kind: ViewKind): ViewSpec => ViewSpec.parse({ kind })

/** Reads what was kept, whichever version wrote it: what cannot be read keeps its default, an unreadable filter shows nothing. */
export function readSpec(kept: unknown, kind: ViewKind = 'table'): ViewSpec {
  const whole = ViewSpec.safeParse(kept)
  if (whole.success) return whole.data
  const loose = (kept && typeof kept === 'object' ? kept : {}) as Record<string, unknown>
  const good: Record<string, unknown> = { kind }
  for (const [key, schema] of Object.entries(ViewSpec.shape)) {
    if (loose[key] === undefined) continue
    const read = schema.safeParse(loose[key])
    if (read.success) good[key] = read.data
    else if (key === 'filter') good.filter = { all: [{ field: 'unreadable', op: 'is', values: [] }] }
  }
  return ViewSpec.parse(good)
}

/** Begun, but not said yet what is looked for. */
export const isUnfinished = ({ op, values }: Condition): boolean =>
  op === 'empty' || op === 'filled' ? false : values.length === 0 || (op === 'contains' && values[0] === '')

export const isCondition = (node: FilterNode): node is Condition => 'field' in node

/** The condition on a field at the top of a filter, where the bar shows it. */
export const conditionOn = (filter: Filter, field: string): Condition | undefined =>
  filter.all.find((n): n is Condition => isCondition(n) && n.field === field)

/** The filter with the condition on a field replaced, or taken out when there is none. */
export function withCondition(filter: Filter, field: string, condition: Condition | null): Filter {
  const at = filter.all.findIndex((n) => isCondition(n) && n.field === field)
  if (!condition) return { all: filter.all.filter((_, i) => i !== at) }
  return { all: at < 0 ? [...filter.all, condition] : filter.all.with(at, condition) }
}
