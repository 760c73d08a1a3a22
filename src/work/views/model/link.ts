import { z } from 'zod'
import { Id } from '#platform/tenancy/model.ts'
import type { Card } from '../../model.ts'
import { BaselineTask, Link } from '../../scheduling/model.ts'
import { CardSet } from './cards.ts'
import { ViewSpec } from './spec.ts'

/** What a public link may leave out. */
export const hideable = [
  'who',
  'label',
  'action',
  'start',
  'due',
  'deadline',
  'estimate',
  'spent',
  'progress',
  'priority',
  'kind',
] as const
/** What a Gantt shows besides the fields of its tasks. */
export const hideableOfGantt = ['links', 'critical', 'baseline'] as const

export const ViewLinkDraft = z.object({
  /** Days until it closes; null: until it is withdrawn. */
  days: z.int().min(1).max(3_650).nullable().default(30),
  label: z.string().trim().max(100).default(''),
  password: z.string().min(6).max(200).optional(),
  hidden: z.array(z.string().max(80)).max(200).default([]),
})
export type ViewLinkDraft = z.infer<typeof ViewLinkDraft>

export const PublicLink = z
  .object({
    id: Id,
    label: z.string(),
    expiresAt: z.date().nullable(),
    openedAt: z.date().nullable(),
    opens: z.int(),
    createdAt: z.date(),
    locked: z.boolean(),
    hidden: z.array(z.string()),
    /** How many projects it shows at most. */
    projects: z.int(),
  })
  .meta({ id: 'PublicViewLink' })
export type PublicLink = z.infer<typeof PublicLink>

/** What stands behind a public link: what the view lets through, without what the link leaves out. */
export const PublicView = z
  .object({
    name: z.string(),
    workspace: z.string(),
    /** null: over several projects. */
    projectId: Id.nullable(),
    spec: ViewSpec,
    set: CardSet,
    people: z.array(z.object({ id: Id, name: z.string() })),
    hidden: z.array(z.string()),
    /** Of a Gantt: what waits for what, what is critical, the baseline that was chosen. */
    plan: z
      .object({
        links: z.array(Link),
        critical: z.array(Id),
        baseline: z.object({ id: Id, name: z.string(), tasks: z.array(BaselineTask) }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'PublicView' })
export type PublicView = z.infer<typeof PublicView>

/** Is a column of a view left out by a link? Its two levels are hidden as one. */
export const hiddenBehind = (key: string, hidden: readonly string[]): boolean =>
  hidden.includes(key) || ((key === 'importance' || key === 'urgency') && hidden.includes('priority'))

const blank: Record<string, Partial<Card>> = {
  who: { assigneeIds: [] },
  label: { labelIds: [] },
  action: { actionId: null },
  start: { startsOn: null, startMinute: null, durationMinutes: null },
  due: { dueOn: null, dueMinute: null },
  deadline: { deadlineOn: null, constraintKind: 'asap', constraintAt: null },
  estimate: { estimateMinutes: null },
  spent: { spentMinutes: 0 },
  progress: { progress: 0 },
  priority: { importance: 0, urgency: 0 },
  kind: { kind: 'task' },
}
const alsoHides: Record<string, readonly string[]> = {
  action: ['objective'],
  due: ['dueWeek', 'dueMonth', 'late'],
  priority: ['importance', 'urgency', 'quadrant'],
}

/** A card without what is left out; never its comments, only fields that are named. */
export function strippedCard(c: Card, hidden: ReadonlySet<string>, fields: readonly string[]): Card {
  const bare: Card = {
    ...c,
    fields: Object.fromEntries(
      fields.flatMap((id) => (c.fields[id] === undefined ? [] : [[id, c.fields[id]]])),
    ),
    commentCount: 0,
    attachmentCount: 0,
    recurrenceId: null,
    // Dates are as they are: nothing is worked out again outside, for want of everybody’s hours.
    mode: 'manual',
  }
  for (const key of hidden) Object.assign(bare, blank[key])
  return bare
}

/** A view that neither filters aloud nor groups, sorts or sums by what is left out. */
export function strippedSpec(spec: ViewSpec, hidden: ReadonlySet<string>): ViewSpec {
  const out = new Set([...hidden].flatMap((key) => [key, ...(alsoHides[key] ?? [])]))
  const seen = (key: string | null) => (key !== null && out.has(key) ? null : key)
  return {
    ...spec,
    filter: { all: [] },
    group: seen(spec.group),
    lanes: seen(spec.lanes),
    sort: spec.sort.filter((s) => !out.has(s.by)),
    columns: spec.columns?.filter((c) => !out.has(c.key)) ?? null,
    totals: spec.totals.filter((key) => !out.has(key)),
  }
}
