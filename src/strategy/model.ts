import { z } from 'zod'
import type { Channel as VisitChannel } from '#measure/model/channels.ts'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { Horizon, Progress } from './model/progress.ts'
import { Letter } from './model/smart.ts'

export type Said = { fr: string; en: string }

/** The channels of a marketing plan, the same everywhere in the product. */
export const channels = [
  'search-ads',
  'social-ads',
  'organic-social',
  'organic-search',
  'email',
  'influence',
  'display',
  'affiliate',
  'press',
  'event',
  'partner',
  'website',
  'print',
  'other',
] as const
export type Channel = (typeof channels)[number]

export const channelNames: Record<Channel, Said> = {
  'search-ads': { fr: 'Liens sponsorisés', en: 'Search ads' },
  'social-ads': { fr: 'Publicité sociale', en: 'Social ads' },
  'organic-social': { fr: 'Réseaux sociaux', en: 'Organic social' },
  'organic-search': { fr: 'Référencement naturel', en: 'Organic search' },
  email: { fr: 'E-mail', en: 'E-mail' },
  influence: { fr: 'Influence', en: 'Influence' },
  display: { fr: 'Display', en: 'Display' },
  affiliate: { fr: 'Affiliation', en: 'Affiliation' },
  press: { fr: 'Presse', en: 'Press' },
  event: { fr: 'Événement', en: 'Event' },
  partner: { fr: 'Partenariat', en: 'Partnership' },
  website: { fr: 'Site web', en: 'Website' },
  print: { fr: 'Imprimé', en: 'Print' },
  other: { fr: 'Autre', en: 'Other' },
}

/** Channels by which visits come without a tracked link, as the measure names them: those an action may account for. */
export const visitChannels = {
  'organic-search': { fr: 'Recherche naturelle', en: 'Organic search' },
  'organic-social': { fr: 'Réseaux sociaux', en: 'Organic social' },
  'organic-video': { fr: 'Vidéo', en: 'Organic video' },
  'organic-shopping': { fr: 'Comparateurs', en: 'Organic shopping' },
  referral: { fr: 'Sites référents', en: 'Referral' },
  email: { fr: 'E-mail', en: 'E-mail' },
  direct: { fr: 'Accès direct', en: 'Direct' },
} as const satisfies Partial<Record<VisitChannel, Said>>

/** Channels that share a colour on every chart. */
export const channelFamilies: Record<
  Channel,
  'site' | 'email' | 'social' | 'ads' | 'influence' | 'event' | 'other'
> = {
  'search-ads': 'ads',
  'social-ads': 'ads',
  'organic-social': 'social',
  'organic-search': 'site',
  email: 'email',
  influence: 'influence',
  display: 'ads',
  affiliate: 'ads',
  press: 'other',
  event: 'event',
  partner: 'other',
  website: 'site',
  print: 'other',
  other: 'other',
}

export const statuses = ['planned', 'running', 'done', 'cancelled'] as const
export type Status = (typeof statuses)[number]
export const statusNames: Record<Status, Said> = {
  planned: { fr: 'Prévue', en: 'Planned' },
  running: { fr: 'En cours', en: 'Running' },
  done: { fr: 'Terminée', en: 'Done' },
  cancelled: { fr: 'Annulée', en: 'Cancelled' },
}

/** The parts of a brief, in the order in which one writes them. */
export const briefParts = [
  'context',
  'audience',
  'message',
  'deliverables',
  'constraints',
  'success',
] as const
export type BriefPart = (typeof briefParts)[number]
const Part = z.string().max(20_000)

export const BriefText = z.object({
  context: Part,
  audience: Part,
  message: Part,
  deliverables: Part,
  constraints: Part,
  success: Part,
})
export type BriefText = z.infer<typeof BriefText>
/** `version` 0: nobody has written in it yet. */
export const Brief = BriefText.extend({
  id: Id.nullable(),
  projectId: Id,
  version: z.int().min(0),
  updatedAt: z.date().nullable(),
}).meta({ id: 'Brief' })
export type Brief = z.infer<typeof Brief>
export const BriefVersion = z
  .object({ id: Id, at: z.date(), by: z.string(), changed: z.array(z.enum(briefParts)), text: BriefText })
  .meta({ id: 'BriefVersion' })
export type BriefVersion = z.infer<typeof BriefVersion>
export const emptyBrief: BriefText = {
  context: '',
  audience: '',
  message: '',
  deliverables: '',
  constraints: '',
  success: '',
}

/** The metric of an objective that no source measures: read off elsewhere and typed by hand, always shown as such. */
export const byHand = 'hand'
export const units = ['count', 'money', 'ratio', 'minutes', 'hand'] as const
export type Unit = (typeof units)[number]
const SaidShape = z.object({ fr: z.string(), en: z.string() })

export const ObjectiveDraft = z.object({
  title: z.string().trim().min(1).max(300),
  why: z.string().max(5_000).optional(),
  metric: z.string().max(80).optional(),
  handName: z.string().trim().max(120).optional(),
  handUnit: z.string().trim().max(20).optional(),
  goalId: Id.nullable().optional(),
  /** In the unit of the metric: cents, a fraction, minutes or a count. */
  baseline: z.number().nullable().optional(),
  target: z.number().nullable().optional(),
  startsOn: Day.nullable().optional(),
  dueOn: Day.nullable().optional(),
  ownerId: Id.nullable().optional(),
  achievable: z.string().max(5_000).optional(),
  relevant: z.string().max(5_000).optional(),
})
export type ObjectiveDraft = z.infer<typeof ObjectiveDraft>

export const Objective = z
  .object({
    id: Id,
    projectId: Id,
    title: z.string(),
    why: z.string(),
    metric: z.string(),
    metricName: SaidShape.nullable(),
    formula: SaidShape.nullable(),
    unit: z.enum(units),
    handName: z.string(),
    handUnit: z.string(),
    goalId: Id.nullable(),
    goodWhen: z.enum(['up', 'down']),
    baseline: z.number().nullable(),
    target: z.number().nullable(),
    startsOn: Day.nullable(),
    dueOn: Day.nullable(),
    ownerId: Id.nullable(),
    ownerName: z.string().nullable(),
    achievable: z.string(),
    relevant: z.string(),
    horizon: Horizon.nullable(),
    progress: Progress,
    smart: z.array(Letter),
    version: Version,
  })
  .meta({ id: 'Objective' })
export type Objective = z.infer<typeof Objective>

export const CheckIn = z
  .object({
    id: Id,
    objectiveId: Id,
    value: z.number(),
    note: z.string(),
    readOn: Day,
    by: z.string().nullable(),
    version: Version,
  })
  .meta({ id: 'CheckIn' })
export type CheckIn = z.infer<typeof CheckIn>
export const CheckInDraft = z.object({
  value: z.number(),
  note: z.string().max(2_000).optional(),
  readOn: Day,
})
export type CheckInDraft = z.infer<typeof CheckInDraft>

/** Visits without a tracked link that an action accounts for. At least one condition; all must hold. */
export const CaptureRule = z
  .object({
    channel: z.string().max(60).optional(),
    referrer: z.string().max(200).optional(),
    path: z.string().max(300).optional(),
  })
  .refine((r) => Boolean(r.channel || r.referrer || r.path), { message: 'one condition at least' })
export type CaptureRule = z.infer<typeof CaptureRule>

export const ActionDraft = z.object({
  title: z.string().trim().min(1).max(200),
  description: z.string().max(10_000).optional(),
  channel: z.enum(channels).optional(),
  persona: z.string().max(300).optional(),
  status: z.enum(statuses).optional(),
  startsOn: Day.nullable().optional(),
  endsOn: Day.nullable().optional(),
  ownerId: Id.nullable().optional(),
  objectiveId: Id.nullable().optional(),
  budgetLineId: Id.nullable().optional(),
  captures: CaptureRule.nullable().optional(),
})
export type ActionDraft = z.infer<typeof ActionDraft>

export const Action = z
  .object({
    id: Id,
    projectId: Id,
    /** What tracked links carry after the project's slug; fixed when the action is made. */
    code: z.string(),
    title: z.string(),
    description: z.string(),
    channel: z.enum(channels),
    persona: z.string(),
    status: z.enum(statuses),
    startsOn: Day.nullable(),
    endsOn: Day.nullable(),
    ownerId: Id.nullable(),
    ownerName: z.string().nullable(),
    objectiveId: Id.nullable(),
    objectiveTitle: z.string().nullable(),
    budgetLineId: Id.nullable(),
    budgetLineLabel: z.string().nullable(),
    captures: CaptureRule.nullable(),
    version: Version,
  })
  .meta({ id: 'Action' })
export type Action = z.infer<typeof Action>

/** An action with its equal share of what its line plans, and what it cost. */
export const PlannedAction = Action.extend({ plannedCents: z.int(), spentCents: z.int() }).meta({
  id: 'PlannedAction',
})
export type PlannedAction = z.infer<typeof PlannedAction>
export const Plan = z
  .object({
    objectives: z.array(z.object({ id: Id, title: z.string() })),
    actions: z.array(PlannedAction),
    /** On lines that no action uses: with it, the plan adds up to the budget. */
    elsewhere: z.object({ plannedCents: z.int(), spentCents: z.int() }),
    total: z.object({ plannedCents: z.int(), spentCents: z.int() }),
  })
  .meta({ id: 'Plan' })
export type Plan = z.infer<typeof Plan>
