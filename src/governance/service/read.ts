import { notFound } from '#platform/errors.ts'
import { get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Approval, ApprovalRecord, Approver, PlanChange, PlanSnapshot } from '../model.ts'
import { planChanges } from '../model.ts'
import { approvalNoun } from '../tables.ts'
import { snapshotPlan } from './snapshot.ts'

type Row = Omit<Approval, 'subject' | 'approvers'> & { noun: 'plan'; subjectId: string; approvers: Stored[] }
/** As JSON inside the row: instants are text. */
type Stored = Omit<Approver, 'decidedAt' | 'openedAt' | 'expiresAt' | 'link'> & {
  decidedAt: string | null
  openedAt: string | null
  expiresAt: string | null
  revokedAt: string | null
}

const columns = `a.id, a.project_id as "projectId", a.subject_noun as noun, a.subject_id as "subjectId", a.round, a.title, a.message, a.state, a.due_on::text as "dueOn", a.reminds,
  coalesce(m.name, '') as "requestedBy", a.created_at as "requestedAt", a.decided_at as "decidedAt", a.version,
  coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'memberId', p.member_id, 'name', p.name, 'email', p.email, 'decision', p.decision, 'comment', p.comment,
    'identifiedBy', p.identified_by, 'decidedAt', p.decided_at, 'version', p.version, 'reminders', p.reminders, 'remindedOn', p.reminded_on, 'openedAt', d.opened_at, 'expiresAt', d.expires_at, 'revokedAt', d.revoked_at) order by p.id)
    from approvers p left join doors d on d.id = p.door_id where p.approval_id = a.id and p.deleted_at is null), '[]') as approvers`
const from = 'from approvals a left join members m on m.id = a.created_by'

const at = (text: string | null) => (text ? new Date(text) : null)

function shown(scope: Scope, { noun, subjectId, approvers, ...a }: Row): Approval {
  // Guests see who decided what, not everybody's address.
  const seesAddresses = scope.role !== 'guest'
  return {
    ...a,
    subject: { noun, id: subjectId },
    approvers: approvers.map(({ revokedAt, ...p }) => ({
      ...p,
      email: seesAddresses ? p.email : '',
      identifiedBy: seesAddresses ? p.identifiedBy : (p.identifiedBy.split(':')[0] ?? ''),
      decidedAt: at(p.decidedAt),
      openedAt: at(p.openedAt),
      expiresAt: at(p.expiresAt),
      link: revokedAt || !p.expiresAt ? 'revoked' : new Date(p.expiresAt) <= scope.now() ? 'expired' : 'open',
    })),
  }
}

/** Newest round first. */
export async function listApprovals(scope: Scope, projectId: string): Promise<Approval[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<Row>(
    `select ${columns} ${from} where a.project_id = $1 and a.deleted_at is null order by a.created_at desc, a.id desc`,
    [projectId],
  )
  return rows.map((r) => shown(scope, r))
}

/** With what was submitted. */
export async function getApproval(scope: Scope, id: string): Promise<ApprovalRecord> {
  await get(scope, approvalNoun, id)
  const { rows } = await scope.sql<Row & { snapshot: PlanSnapshot }>(
    `select ${columns}, a.snapshot ${from} where a.id = $1`,
    [id],
  )
  if (!rows[0]) throw notFound('approval')
  const { snapshot, ...row } = rows[0]
  demand(scope, 'see', row.projectId)
  return { ...shown(scope, row), snapshot }
}

/** The approvals somebody is waited for, in the projects they see. */
export async function approvalsWaitingFor(
  scope: Scope,
  memberId: string,
): Promise<{ id: string; projectId: string; projectSlug: string; title: string; dueOn: string | null }[]> {
  const { rows } = await scope.sql<{
    id: string
    projectId: string
    projectSlug: string
    title: string
    dueOn: string | null
  }>(
    `select a.id, a.project_id as "projectId", j.slug as "projectSlug", a.title, a.due_on::text as "dueOn" from approvers p join approvals a on a.id = p.approval_id join projects j on j.id = a.project_id
     where p.member_id = $1 and p.decision is null and a.state = 'pending' and a.deleted_at is null and j.deleted_at is null order by a.due_on nulls last, a.created_at`,
    [memberId],
  )
  return rows
}

/** What changed in the plan since the last one that was approved; null when none was. */
export async function changesSinceApproval(
  scope: Scope,
  projectId: string,
): Promise<{ approvalId: string; round: number; approvedAt: Date | null; changes: PlanChange[] } | null> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<{
    id: string
    round: number
    decided_at: Date | null
    snapshot: PlanSnapshot
  }>(
    "select id, round, decided_at, snapshot from approvals where project_id = $1 and subject_noun = 'plan' and state = 'approved' and deleted_at is null order by decided_at desc, id desc limit 1",
    [projectId],
  )
  const reference = rows[0]
  if (!reference) return null
  return {
    approvalId: reference.id,
    round: reference.round,
    approvedAt: reference.decided_at,
    changes: planChanges(reference.snapshot, await snapshotPlan(scope, projectId)),
  }
}
