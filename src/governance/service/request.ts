import { invalid } from '#platform/errors.ts'
import { announce } from '#platform/facts.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, create, get } from '#platform/ledger.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { getProject } from '#platform/tenancy/service.ts'
import { planSubmitted } from '../facts.ts'
import { messages } from '../messages.ts'
import type { Approval, ApprovalRequest } from '../model.ts'
import { approvalNoun, approverNoun } from '../tables.ts'
import { openLink, writeTo } from './links.ts'
import { getApproval } from './read.ts'
import { snapshotPlan } from './snapshot.ts'

/**
 * Submits the plan as it stands to people who need no account: each gets a link of their own by letter. A round still
 * open is closed first: nobody approves a version that is no longer the one proposed.
 */
export async function requestApproval(scope: Scope, r: ApprovalRequest): Promise<Approval> {
  demand(scope, 'conduct', r.projectId)
  const project = await getProject(scope, r.projectId)
  if (r.subject.id !== r.projectId)
    throw invalid({
      fr: 'Le plan soumis doit être celui du projet.',
      en: 'The plan submitted must be that of the project.',
    })
  const emails = r.approvers.map((a) => a.email.trim().toLowerCase())
  if (new Set(emails).size < emails.length)
    throw invalid(
      { fr: 'La même adresse figure deux fois.', en: 'The same address appears twice.' },
      { field: 'approvers' },
    )
  const snapshot = await snapshotPlan(scope, r.projectId)
  if (!snapshot.actions.length)
    throw invalid({
      fr: 'Le plan ne contient encore aucune action : ajoutez-en avant de le soumettre.',
      en: 'The plan holds no action yet: add some before submitting it.',
    })
  const round = await closeOpenRounds(scope, r)
  const approval = await create(scope, approvalNoun, {
    projectId: r.projectId,
    subjectNoun: r.subject.noun,
    subjectId: r.subject.id,
    round,
    title: r.title,
    message: r.message ?? '',
    dueOn: r.dueOn ?? null,
    reminds: r.reminds ?? true,
    snapshot,
  } as never)
  for (const [i, wanted] of r.approvers.entries()) {
    const email = emails[i]!
    const { rows } = await scope.sql<{ id: string }>(
      'select id from members where lower(email) = $1 and deleted_at is null and deactivated_at is null',
      [email],
    )
    const approver = await create(scope, approverNoun, {
      projectId: r.projectId,
      approvalId: approval.id,
      memberId: rows[0]?.id ?? null,
      name: wanted.name,
      email,
      locale: wanted.locale ?? scope.workspace.locale,
    } as never)
    await writeTo(scope, approval, approver, await openLink(scope, approval, approver), scope.actor.name)
    if (rows[0])
      await tellMembers(scope, [rows[0].id], {
        kind: 'approval.asked',
        title: formatter(messages, scope.workspace.locale)('notice.asked', {
          who: scope.actor.name,
          title: r.title,
        }),
        path: `projets/${project.slug}/validation/${approval.id}`,
        project: r.projectId,
        noun: 'approval',
        rowId: approval.id,
      })
  }
  await announce(
    scope,
    planSubmitted,
    { project: r.projectId },
    { approvalId: approval.id, round, title: r.title },
  )
  return getApproval(scope, approval.id)
}

/** @returns the number of the round that begins. The project's row is locked: two requests at once make two rounds, one after the other. */
async function closeOpenRounds(scope: Scope, r: ApprovalRequest): Promise<number> {
  await scope.sql('select from projects where id = $1 for no key update', [r.projectId])
  const { rows } = await scope.sql<{ id: string; round: number; state: string }>(
    'select id, round, state from approvals where subject_noun = $1 and subject_id = $2 and deleted_at is null',
    [r.subject.noun, r.subject.id],
  )
  for (const open of rows)
    if (open.state === 'pending')
      await amend(scope, approvalNoun, open.id, { state: 'withdrawn', decidedAt: scope.now() })
  return Math.max(0, ...rows.map((a) => a.round)) + 1
}

/** Takes a request back; its links then say so. */
export async function withdrawApproval(scope: Scope, id: string, version?: number): Promise<Approval> {
  const approval = await get(scope, approvalNoun, id, { lock: true })
  demand(scope, 'conduct', approval.projectId)
  if (approval.state !== 'pending')
    throw invalid({ fr: 'Cette demande est déjà close.', en: 'This request is already closed.' })
  await amend(scope, approvalNoun, id, { state: 'withdrawn', decidedAt: scope.now() }, version)
  return getApproval(scope, id)
}
