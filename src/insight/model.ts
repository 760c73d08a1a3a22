import { z } from 'zod'
import type { Pace } from '#strategy/model/progress.ts'

const Id = z.uuid()
const Day = z.iso.date()

export const units = ['count', 'money', 'ratio', 'minutes'] as const
/** Money is whole cents, a ratio is a fraction; null is unknown and shows as "–". */
export const Figure = z.object({
  value: z.number().nullable(),
  unit: z.enum(units),
  /** Where its rows are: an address of the app, or of the shared page. */
  rows: z.string().nullable(),
})
export type Figure = z.infer<typeof Figure>

/** The chapters of a review, in reading order; each may carry a text written by hand. */
export const sections = [
  'summary',
  'objectives',
  'audience',
  'actions',
  'budget',
  'work',
  'approvals',
  'lessons',
  'next',
  'method',
] as const
export type SectionKey = (typeof sections)[number]
export const Texts = z.partialRecord(z.enum(sections), z.string().max(8_000))
export type Texts = z.infer<typeof Texts>

export const outcomes = ['reached', 'missed', 'running', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]

export const ObjectiveResult = z.object({
  id: Id,
  title: z.string(),
  metric: z.string(),
  unit: z.enum(units),
  /** Of a measure typed by hand: « points », « abonnés ». */
  suffix: z.string(),
  goodWhen: z.enum(['up', 'down']),
  baseline: z.number().nullable(),
  target: z.number().nullable(),
  value: Figure,
  /** How much of the way from the baseline to the target was walked; 1 is the target. */
  way: z.number().nullable(),
  outcome: z.enum(outcomes),
  dueOn: Day.nullable(),
  owner: z.string().nullable(),
  /** Read by a person, not measured. */
  typed: z.boolean(),
})
export type ObjectiveResult = z.infer<typeof ObjectiveResult>

export const ActionResult = z.object({
  /** null: what no action of the plan accounts for. */
  id: Id.nullable(),
  code: z.string(),
  title: z.string(),
  channel: z.string(),
  status: z.string(),
  cost: Figure,
  visits: Figure,
  clicks: Figure,
  conversions: Figure,
  revenue: Figure,
  cpa: Figure,
  roi: Figure,
})
export type ActionResult = z.infer<typeof ActionResult>

export const ChannelResult = z.object({
  key: z.string(),
  name: z.string(),
  visits: Figure,
  conversions: Figure,
  revenue: Figure,
  rate: Figure,
})
export type ChannelResult = z.infer<typeof ChannelResult>

export const LineResult = z.object({
  id: Id.nullable(),
  title: z.string(),
  planned: Figure,
  committed: Figure,
  spent: Figure,
  remaining: Figure,
  roi: Figure,
})
export type LineResult = z.infer<typeof LineResult>

export const KeyFigure = z.object({
  key: z.string(),
  name: z.string(),
  figure: Figure,
  definition: z.string(),
  goodWhen: z.enum(['up', 'down', 'none']),
})
export type KeyFigure = z.infer<typeof KeyFigure>

export const ApprovalRecord = z.object({
  id: Id,
  title: z.string(),
  round: z.int(),
  state: z.string(),
  askedAt: z.string(),
  decisions: z.array(
    z.object({
      name: z.string(),
      decision: z.string().nullable(),
      comment: z.string(),
      at: z.string().nullable(),
      identifiedBy: z.string(),
    }),
  ),
})
export type ApprovalRecord = z.infer<typeof ApprovalRecord>

export const Lesson = z.object({ kind: z.enum(['keep', 'change', 'check']), text: z.string() })
export type Lesson = z.infer<typeof Lesson>

/** A review as it is read: by the web page, the PDF and the slides alike. Every sentence in it was computed from the figures. */
export const ReviewDocument = z
  .object({
    locale: z.enum(['fr', 'en']),
    timezone: z.string(),
    currency: z.string(),
    from: Day,
    to: Day,
    madeAt: z.string(),
    title: z.string(),
    cover: z.object({
      workspace: z.string(),
      workspaceSlug: z.string(),
      projectId: Id,
      project: z.string(),
      projectSlug: z.string(),
      summary: z.string(),
      client: z.string().nullable(),
      lead: z.string().nullable(),
      colour: z.string(),
      accent: z.string(),
      /** The picture itself, small, as a data: address. */
      logo: z.string().nullable(),
    }),
    summary: z.array(z.string()),
    keyFigures: z.array(KeyFigure),
    objectives: z.array(ObjectiveResult),
    days: z.array(z.object({ day: Day, visits: z.number(), conversions: z.number() })),
    dayRows: z.string(),
    channels: z.array(ChannelResult),
    actions: z.array(ActionResult),
    /** What no action accounts for, so that the table sums to the total. */
    unattributed: ActionResult.nullable(),
    actionTotal: ActionResult,
    best: Id.nullable(),
    worst: Id.nullable(),
    lines: z.array(LineResult),
    lineTotal: LineResult,
    work: z.object({
      total: Figure,
      done: Figure,
      late: Figure,
      onTime: Figure,
      lateTasks: z.array(
        z.object({ number: z.int(), title: z.string(), dueOn: Day.nullable(), who: z.array(z.string()) }),
      ),
    }),
    approvals: z.array(ApprovalRecord),
    lessons: z.array(Lesson),
    definitions: z.array(z.object({ name: z.string(), formula: z.string() })),
    sources: z.array(z.object({ name: z.string(), detail: z.string() })),
    texts: Texts,
  })
  .meta({ id: 'ReviewDocument' })
export type ReviewDocument = z.infer<typeof ReviewDocument>

export const Review = z
  .object({
    id: Id,
    projectId: Id,
    title: z.string(),
    from: Day,
    to: Day,
    texts: Texts,
    version: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'Review' })
export type Review = z.infer<typeof Review>

export const figure = (
  value: number | null | undefined,
  unit: Figure['unit'],
  rows: string | null = null,
): Figure => ({
  value: value === undefined || value === null || !Number.isFinite(value) ? null : value,
  unit,
  rows,
})

/** A quotient, or unknown when there is nothing to divide by. */
export const quotient = (a: number | null, b: number | null): number | null =>
  a === null || b === null || b === 0 ? null : a / b

/** Where an objective stands, in the four words a client reads. */
const words: Record<Pace, Outcome> = {
  unset: 'unknown',
  unknown: 'unknown',
  waiting: 'running',
  'on-track': 'running',
  'at-risk': 'running',
  late: 'running',
  reached: 'reached',
  missed: 'missed',
}
export const outcomeOf = (pace: Pace): Outcome => words[pace]

/** The best and the worst of the actions whose return is known: by return on investment, then by revenue. One alone is neither. */
export function extremes(actions: readonly ActionResult[]): {
  best: ActionResult | null
  worst: ActionResult | null
} {
  const known = actions
    .filter((a) => a.roi.value !== null)
    .sort(
      (a, b) =>
        (b.roi.value as number) - (a.roi.value as number) || (b.revenue.value ?? 0) - (a.revenue.value ?? 0),
    )
  return known.length < 2 ? { best: null, worst: null } : { best: known[0]!, worst: known.at(-1)! }
}

export const Share = z
  .object({
    id: Id,
    label: z.string(),
    expiresAt: z.date().nullable(),
    openedAt: z.date().nullable(),
    opens: z.int(),
    createdAt: z.date(),
  })
  .meta({ id: 'ReviewShare' })
export type Share = z.infer<typeof Share>

export const CatalogueEntry = z
  .object({
    key: z.string(),
    name: z.object({ fr: z.string(), en: z.string() }),
    formula: z.object({ fr: z.string(), en: z.string() }),
    unit: z.enum(units),
    goodWhen: z.enum(['up', 'down']),
    needsGoal: z.boolean(),
  })
  .meta({ id: 'Metric' })
export type CatalogueEntry = z.infer<typeof CatalogueEntry>
