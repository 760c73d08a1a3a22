import { z } from 'zod'

export const Id = z.uuid()
/** A calendar day, YYYY-MM-DD. */
export const Day = z.iso.date()
/** Whole cents of the workspace's currency. */
export const Cents = z.int().min(0).max(1e13)
export const Colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/)
export const Version = z.int().min(1)

export const roles = ['owner', 'admin', 'manager', 'member', 'guest'] as const
export const projectRoles = ['lead', 'contributor', 'reader'] as const
export const organisationKinds = ['client', 'supplier'] as const
export const stages = ['brief', 'plan', 'running', 'review', 'closed'] as const
export const visibilities = ['workspace', 'private'] as const
export type OrganisationKind = (typeof organisationKinds)[number]
export type Stage = (typeof stages)[number]
export type Visibility = (typeof visibilities)[number]

export const Workspace = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    locale: z.enum(['fr', 'en']),
    timezone: z.string(),
    currency: z.string(),
    demo: z.boolean(),
    version: Version,
  })
  .meta({ id: 'Workspace' })
export type Workspace = z.infer<typeof Workspace>

export const Member = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    title: z.string(),
    active: z.boolean(),
    version: Version,
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

export const Organisation = z
  .object({
    id: Id,
    kind: z.enum(organisationKinds),
    name: z.string(),
    sector: z.string(),
    contactName: z.string(),
    contactEmail: z.string(),
    phone: z.string(),
    website: z.string(),
    colour: Colour,
    accent: Colour,
    logoFileId: Id.nullable(),
    notes: z.string(),
    version: Version,
  })
  .meta({ id: 'Organisation' })
export type Organisation = z.infer<typeof Organisation>

export const OrganisationDraft = z.object({
  kind: z.enum(organisationKinds),
  name: z.string().trim().min(1).max(200),
  sector: z.string().max(200).optional(),
  contactName: z.string().max(200).optional(),
  contactEmail: z.union([z.email(), z.literal('')]).optional(),
  phone: z.string().max(50).optional(),
  website: z.string().max(500).optional(),
  colour: Colour.optional(),
  accent: Colour.optional(),
  notes: z.string().max(20_000).optional(),
})
export type OrganisationDraft = z.infer<typeof OrganisationDraft>

export const Project = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    summary: z.string(),
    clientId: Id.nullable(),
    clientName: z.string().nullable(),
    stage: z.enum(stages),
    visibility: z.enum(visibilities),
    leadId: Id.nullable(),
    startsOn: Day.nullable(),
    endsOn: Day.nullable(),
    budgetCents: z.int().nullable(),
    colour: Colour,
    /** What the reader may do here. */
    right: z.enum(['see', 'contribute', 'conduct', 'administer', 'own']),
    version: Version,
  })
  .meta({ id: 'Project' })
export type Project = z.infer<typeof Project>

export const ProjectDraft = z.object({
  name: z.string().trim().min(1).max(200),
  summary: z.string().max(5_000).optional(),
  clientId: Id.nullable().optional(),
  stage: z.enum(stages).optional(),
  visibility: z.enum(visibilities).optional(),
  leadId: Id.nullable().optional(),
  startsOn: Day.nullable().optional(),
  endsOn: Day.nullable().optional(),
  budgetCents: Cents.nullable().optional(),
  colour: Colour.optional(),
})
export type ProjectDraft = z.infer<typeof ProjectDraft>

/** « Lancement Brume d’été » → `lancement-brume-d-ete`: what addresses show. Never empty, 48 characters at most. */
export function slugOf(name: string, fallback = 'projet'): string {
  const slug = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '')
  return slug || fallback
}

/** Addresses of the app itself, which no workspace may take. */
export const reserved = new Set([
  'connexion',
  'premiere-fois',
  'invitation',
  'mon-compte',
  'a',
  'f',
  'v',
  'cal',
  'b',
  'l',
  't',
  'api',
  'rpc',
  'live',
  'files',
  'assets',
  'healthz',
  'readyz',
  'metrics',
  'hors-ligne',
  'mot-de-passe',
])
