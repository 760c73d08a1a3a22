import { z } from 'zod'

/** What the rows behind a figure are: visits, clicks and conversions of the fact log, entries of the budget, tasks. */
export const rowKinds = ['visits', 'views', 'clicks', 'conversions', 'spent', 'committed', 'tasks'] as const
export type RowKind = (typeof rowKinds)[number]
export const cuts = ['action', 'channel', 'day', 'line', 'goal', 'state'] as const
export type Cut = (typeof cuts)[number]

const Day = z.iso.date()
export const RowsQuestion = z.object({
  what: z.enum(rowKinds),
  by: z.enum(cuts).optional(),
  /** The part asked for; empty: what belongs to no part. */
  key: z.string().max(200).optional(),
  from: Day,
  to: Day,
  offset: z.int().min(0).max(1_000_000).default(0),
  limit: z.int().min(1).max(500).default(100),
})
export type RowsQuestion = z.infer<typeof RowsQuestion>

export const columnKinds = ['text', 'day', 'instant', 'money', 'count'] as const
export const RowsPage = z
  .object({
    columns: z.array(z.object({ key: z.string(), kind: z.enum(columnKinds) })),
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
    /** How many rows there are in all, when counting them is free. */
    total: z.int().nullable(),
    /** The sum of the money column over all rows. */
    sumCents: z.int().nullable(),
    more: z.boolean(),
    /** What the part is called. */
    label: z.string(),
  })
  .meta({ id: 'RowsPage' })
export type RowsPage = z.infer<typeof RowsPage>

const said: Record<RowKind, string> = {
  visits: 'visites',
  views: 'vues',
  clicks: 'clics',
  conversions: 'conversions',
  spent: 'depenses',
  committed: 'engagements',
  tasks: 'taches',
}
const saidCut: Record<Cut, string> = {
  action: 'action',
  channel: 'canal',
  day: 'jour',
  line: 'ligne',
  goal: 'objectif',
  state: 'etat',
}

type Asked = Pick<RowsQuestion, 'what' | 'by' | 'key' | 'from' | 'to'>

/** `quoi=visites&par=canal&cle=email&du=2026-03-01&au=2026-05-31`: the same address in the app and behind a shared link. */
export function rowsAddress(base: string, q: Asked): string {
  const params = new URLSearchParams({ quoi: said[q.what] })
  if (q.by) {
    params.set('par', saidCut[q.by])
    params.set('cle', q.key ?? '')
  }
  params.set('du', q.from)
  params.set('au', q.to)
  return `${base}?${params}`
}

/** Reads such an address; undefined when it asks for nothing we know. */
export function readRowsAddress(search: string): Asked | undefined {
  const params = new URLSearchParams(search)
  const of = <K extends string>(names: Record<K, string>, text: string | null) =>
    (Object.keys(names) as K[]).find((k) => names[k] === text)
  const by = of(saidCut, params.get('par'))
  const found = RowsQuestion.omit({ offset: true, limit: true }).safeParse({
    what: of(said, params.get('quoi')),
    ...(by && { by, key: params.get('cle') ?? '' }),
    from: params.get('du'),
    to: params.get('au'),
  })
  return found.success ? found.data : undefined
}
