import { z } from 'zod'
import { Cents, Day, Id, Version } from '#platform/tenancy/model.ts'
import { hostOf } from './model/visitor.ts'

const Host = z
  .string()
  .max(300)
  .transform(hostOf)
  .pipe(z.string().regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/))

/** Only http and https: a tracked link opens nothing else. */
export const WebAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine((s) => URL.canParse(s) && /^https?:$/.test(new URL(s).protocol) && new URL(s).hostname !== '')

export const Site = z
  .object({
    id: Id,
    projectId: Id,
    host: z.string(),
    name: z.string(),
    siteKey: z.string(),
    timezone: z.string(),
    lastSeenAt: z.date().nullable(),
    version: Version,
  })
  .meta({ id: 'Site' })
export type Site = z.infer<typeof Site>

export const SiteDraft = z.object({
  projectId: Id,
  host: Host,
  name: z.string().trim().max(200).optional(),
  timezone: z.string().max(60).optional(),
})
export type SiteDraft = z.infer<typeof SiteDraft>

export const goalKinds = ['page', 'event'] as const
export const Goal = z
  .object({
    id: Id,
    projectId: Id,
    siteId: Id,
    name: z.string(),
    kind: z.enum(goalKinds),
    pattern: z.string(),
    valueCents: z.int(),
    valueFromEvent: z.boolean(),
    oncePerVisit: z.boolean(),
    version: Version,
  })
  .meta({ id: 'Goal' })
export type Goal = z.infer<typeof Goal>

export const GoalDraft = z.object({
  siteId: Id,
  name: z.string().trim().min(1).max(200),
  kind: z.enum(goalKinds),
  /** A path where * stands for anything (`/merci*`), or the exact name of an event. */
  pattern: z.string().trim().min(1).max(500),
  valueCents: Cents.optional(),
  valueFromEvent: z.boolean().optional(),
  oncePerVisit: z.boolean().optional(),
})
export type GoalDraft = z.infer<typeof GoalDraft>

export const Link = z
  .object({
    id: Id,
    projectId: Id,
    actionId: Id.nullable(),
    code: z.string(),
    /** What to print, send or post: our redirect. */
    shortUrl: z.string(),
    targetUrl: z.string(),
    utmSource: z.string(),
    utmMedium: z.string(),
    utmCampaign: z.string(),
    utmContent: z.string(),
    placement: z.string(),
    version: Version,
    createdAt: z.date(),
  })
  .meta({ id: 'Link' })
export type Link = z.infer<typeof Link>

export const LinkDraft = z.object({
  projectId: Id,
  actionId: Id.nullable(),
  targetUrl: WebAddress,
  placement: z.string().trim().max(200).optional(),
})
export type LinkDraft = z.infer<typeof LinkDraft>

export const effectKeys = [
  'action',
  'link',
  'channel',
  'source',
  'page',
  'goal',
  'day',
  'device',
  'country',
] as const
export const EffectKey = z.enum(effectKeys)
export type EffectKey = z.infer<typeof EffectKey>

export const Capture = z.object({
  actionId: Id,
  rule: z.object({
    channel: z.string().optional(),
    referrer: z.string().optional(),
    path: z.string().optional(),
  }),
})
export type Capture = z.infer<typeof Capture>

export const Effect = z
  .object({
    views: z.int(),
    visits: z.int(),
    visitors: z.int(),
    clicks: z.int(),
    conversions: z.int(),
    revenueCents: z.int(),
  })
  .meta({ id: 'Effect' })
export type Effect = z.infer<typeof Effect>

export const EffectQuestion = z.object({
  projectId: Id,
  from: Day,
  to: Day,
  captures: z.array(Capture).optional(),
  goalId: Id.optional(),
})
export type EffectQuestion = z.infer<typeof EffectQuestion>

export const noEffect: Effect = {
  views: 0,
  visits: 0,
  visitors: 0,
  clicks: 0,
  conversions: 0,
  revenueCents: 0,
}

/** `*` stands for anything; the rest is exact, but for a slash at the end. The fact log is asked the same thing as LIKE. */
export const likePattern = (pattern: string): string =>
  pattern.replace(/[\\%_]/g, (c) => `\\${c}`).replaceAll('*', '%')
