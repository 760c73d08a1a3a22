import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { channels, units } from '#strategy/model.ts'

/** What can be submitted for a yes. */
export const subjectNouns = ['plan'] as const
export type SubjectNoun = (typeof subjectNouns)[number]
export const approvalStates = ['pending', 'approved', 'changes', 'refused', 'withdrawn'] as const
export type ApprovalState = (typeof approvalStates)[number]
export const decisions = ['approved', 'changes', 'refused'] as const
export type Decision = (typeof decisions)[number]

const Said = z.object({ fr: z.string(), en: z.string() })

export const PlanObjective = z.object({
  id: Id,
  title: z.string(),
  metric: Said.nullable(),
  unit: z.enum(units),
  unitName: z.string(),
  baseline: z.number().nullable(),
  target: z.number().nullable(),
  dueOn: Day.nullable(),
})
export type PlanObjective = z.infer<typeof PlanObjective>
export const PlanAction = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  channel: z.enum(channels),
  persona: z.string(),
  startsOn: Day.nullable(),
  endsOn: Day.nullable(),
  objective: z.string().nullable(),
  line: z.string().nullable(),
  /** Its equal share of what its budget line plans. */
  plannedCents: z.int(),
})
export type PlanAction = z.infer<typeof PlanAction>
export const PlanLine = z.object({ id: Id, label: z.string(), plannedCents: z.int() })
export type PlanLine = z.infer<typeof PlanLine>

/** The plan as it was submitted: what the client read, and the reference once approved. */
export const PlanSnapshot = z
  .object({
    project: z.object({
      name: z.string(),
      summary: z.string(),
      startsOn: Day.nullable(),
      endsOn: Day.nullable(),
    }),
    currency: z.string(),
    objectives: z.array(PlanObjective),
    actions: z.array(PlanAction),
    lines: z.array(PlanLine),
    totalCents: z.int(),
  })
  .meta({ id: 'PlanSnapshot' })
export type PlanSnapshot = z.infer<typeof PlanSnapshot>

export const Approver = z
  .object({
    id: Id,
    memberId: Id.nullable(),
    name: z.string(),
    email: z.string(),
    decision: z.enum(decisions).nullable(),
    comment: z.string(),
    /** How we know who decided: `link:address` or `account:address`. */
    identifiedBy: z.string(),
    decidedAt: z.date().nullable(),
    openedAt: z.date().nullable(),
    /** How many letters of reminder left by themselves, and the day of the last. */
    reminders: z.int(),
    remindedOn: Day.nullable(),
    link: z.enum(['open', 'expired', 'revoked']),
    expiresAt: z.date().nullable(),
    version: Version,
  })
  .meta({ id: 'Approver' })
export type Approver = z.infer<typeof Approver>

export const Approval = z
  .object({
    id: Id,
    projectId: Id,
    subject: z.object({ noun: z.enum(subjectNouns), id: Id }),
    round: z.int(),
    title: z.string(),
    message: z.string(),
    state: z.enum(approvalStates),
    dueOn: Day.nullable(),
    /** Letters of reminder go out by themselves. */
    reminds: z.boolean(),
    requestedBy: z.string(),
    requestedAt: z.date(),
    decidedAt: z.date().nullable(),
    approvers: z.array(Approver),
    version: Version,
  })
  .meta({ id: 'Approval' })
export type Approval = z.infer<typeof Approval>
export const ApprovalRecord = Approval.extend({ snapshot: PlanSnapshot }).meta({ id: 'ApprovalRecord' })
export type ApprovalRecord = z.infer<typeof ApprovalRecord>

export const ApprovalRequest = z.object({
  projectId: Id,
  subject: z.object({ noun: z.enum(subjectNouns), id: Id }),
  title: z.string().trim().min(1).max(200),
  message: z.string().max(5_000).optional(),
  dueOn: Day.nullable().optional(),
  /** Reminders two days before, then every three days when late; left out: yes. */
  reminds: z.boolean().optional(),
  approvers: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(200),
        email: z.email().max(200),
        locale: z.enum(['fr', 'en']).optional(),
      }),
    )
    .min(1)
    .max(20),
})
export type ApprovalRequest = z.infer<typeof ApprovalRequest>

export const Verdict = z.object({
  decision: z.enum(decisions),
  comment: z.string().trim().max(5_000).optional(),
})
export type Verdict = z.infer<typeof Verdict>

/** What somebody sees who came by their link: the subject, and the record. Nothing of the rest of the house. */
export const OutsideApproval = z
  .object({
    title: z.string(),
    message: z.string(),
    round: z.int(),
    state: z.enum(approvalStates),
    dueOn: Day.nullable(),
    requestedBy: z.string(),
    requestedAt: z.date(),
    workspace: z.string(),
    timezone: z.string(),
    client: z
      .object({ name: z.string(), colour: z.string(), accent: z.string(), logoUrl: z.string().nullable() })
      .nullable(),
    snapshot: PlanSnapshot,
    me: z.object({
      name: z.string(),
      email: z.string(),
      decision: z.enum(decisions).nullable(),
      comment: z.string(),
      decidedAt: z.date().nullable(),
    }),
    others: z.array(
      z.object({ name: z.string(), decision: z.enum(decisions).nullable(), decidedAt: z.date().nullable() }),
    ),
  })
  .meta({ id: 'OutsideApproval' })
export type OutsideApproval = z.infer<typeof OutsideApproval>

/** One "no" or "not yet" is enough to settle a round; a yes needs everybody. */
export function stateAfter(given: readonly (Decision | null)[]): ApprovalState {
  if (given.includes('refused')) return 'refused'
  if (given.includes('changes')) return 'changes'
  return given.length > 0 && given.every((d) => d === 'approved') ? 'approved' : 'pending'
}

const watched = {
  objectives: ['title', 'metric', 'baseline', 'target', 'dueOn'],
  actions: [
    'title',
    'description',
    'channel',
    'persona',
    'startsOn',
    'endsOn',
    'objective',
    'line',
    'plannedCents',
  ],
  lines: ['label', 'plannedCents'],
} as const satisfies {
  [part in 'objectives' | 'actions' | 'lines']: readonly (keyof PlanSnapshot[part][number])[]
}
export type PlanPart = keyof typeof watched

export const PlanChange = z.object({
  part: z.enum(['objectives', 'actions', 'lines']),
  kind: z.enum(['added', 'removed', 'changed']),
  id: Id,
  title: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
})
export type PlanChange = z.infer<typeof PlanChange>

/** What became of a plan since the one on record: in the order of the plan, what is gone last. */
export function planChanges(reference: PlanSnapshot, now: PlanSnapshot): PlanChange[] {
  return (Object.keys(watched) as PlanPart[]).flatMap((part) => changesOf(part, reference[part], now[part]))
}

/** PostgreSQL gives the keys of kept JSON back in an order of its own. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((k) => same(a[k as never], b[k as never]))
}

type Row = Record<string, unknown> & { id: string }
const nameOf = (row: Row) => String(row.title ?? row.label)

function changesOf(part: PlanPart, before: readonly Row[], after: readonly Row[]): PlanChange[] {
  const then = new Map(before.map((row) => [row.id, row]))
  const here = new Set(after.map((row) => row.id))
  const kept = after.flatMap((row): PlanChange[] => {
    const was = then.get(row.id)
    if (!was) return [{ part, kind: 'added', id: row.id, title: nameOf(row), fields: [] }]
    const fields = watched[part]
      .filter((f) => !same(was[f], row[f]))
      .map((field) => ({ field, before: was[field], after: row[field] }))
    return fields.length ? [{ part, kind: 'changed', id: row.id, title: nameOf(row), fields }] : []
  })
  const gone = before
    .filter((row) => !here.has(row.id))
    .map((row): PlanChange => ({ part, kind: 'removed', id: row.id, title: nameOf(row), fields: [] }))
  return [...kept, ...gone]
}

/** A project at a glance: how many of its tasks are done, how many are late, and what was last decided on its plan. */
export const Standing = z
  .object({
    projectId: Id,
    done: z.int(),
    total: z.int(),
    late: z.int(),
    approval: z.enum(approvalStates).nullable(),
  })
  .meta({ id: 'Standing' })
export type Standing = z.infer<typeof Standing>
