import { z } from 'zod'

/** What a page, a shop or a program says happened. Short names save nothing once compressed, so they are plain. */
export type SiteEvent = {
  /** `view`, or the name of an event. */
  name: string
  url: string
  referrer: string
  title: string
  valueCents: number
  props: Record<string, string>
  /** When it was not now; from programs only. */
  at?: Date
}

export const mostProps = 20
const clip = (v: unknown, most: number) =>
  typeof v === 'string' ? (v.length > most ? v.slice(0, most) : v).toWellFormed() : ''

/** Amounts come in units of the currency (`49.9`), as in every analytics script; kept in cents. */
const centsOf = (v: unknown) => {
  const n = Number(v)
  return v !== undefined && v !== null && v !== '' && Number.isFinite(n) && Math.abs(n) < 1e9
    ? Math.round(n * 100)
    : 0
}

function propsOf(v: unknown): Record<string, string> {
  if (!v || typeof v !== 'object' || Array.isArray(v)) return {}
  const found: Record<string, string> = {}
  let n = 0
  for (const [key, value] of Object.entries(v)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue
    if (++n > mostProps) break
    found[key.slice(0, 60).toWellFormed()] = clip(String(value), 300)
  }
  return found
}

/** Read by hand: this runs for every page view of every site. @returns undefined for what is not an event. */
export function readEvent(body: unknown): (SiteEvent & { site: string }) | undefined {
  if (!body || typeof body !== 'object') return undefined
  const b = body as Record<string, unknown>
  const site = clip(b.site, 64)
  const url = clip(b.url, 2_000)
  if (!site || !url) return undefined
  return {
    site,
    name: clip(b.name, 120) || 'view',
    url,
    referrer: clip(b.referrer, 2_000),
    title: clip(b.title, 300),
    valueCents: centsOf(b.value),
    props: propsOf(b.props),
  }
}

/** The same from a program with a key: a sale, a form, a lead that came by telephone. */
export const ServerEvent = z.object({
  siteId: z.uuid(),
  name: z.string().trim().min(1).max(120).describe('`view`, or the name of an event'),
  url: z.string().max(2_000).describe('Full address, or a path'),
  referrer: z.string().max(2_000).optional(),
  title: z.string().max(300).optional(),
  valueCents: z.int().min(-1e13).max(1e13).optional(),
  props: z.record(z.string().max(60), z.string().max(300)).optional(),
  at: z.date().optional().describe('Up to 31 days ago; now when left out'),
  address: z
    .string()
    .max(64)
    .optional()
    .describe('The visitor’s address: truncated, hashed with the salt of the day, then forgotten'),
  userAgent: z.string().max(1_000).optional(),
})
export type ServerEvent = z.infer<typeof ServerEvent>
