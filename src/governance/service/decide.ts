import { invalid, notFound, Refusal } from '#platform/errors.ts'
import { announce } from '#platform/facts.ts'
import { fileUrl } from '#platform/files.ts'
import type { Door } from '#platform/gates/door.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, get, type RowOf } from '#platform/ledger.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { getProject } from '#platform/tenancy/service.ts'
import { planApproved, planChangesAsked, planRefused } from '../facts.ts'
import { messages } from '../messages.ts'
import { type Approval, type Decision, type OutsideApproval, stateAfter, type Verdict } from '../model.ts'
import { approvalNoun, approverNoun, type approvers } from '../tables.ts'
import { getApproval } from './read.ts'

type ApproverRow = RowOf<typeof approvers>
const facts = { approved: planApproved, changes: planChangesAsked, refused: planRefused } as const

/** What the holder of a link sees: what was submitted to them, and the record. */
export async function readAsOutsider(scope: Scope, door: Door): Promise<OutsideApproval> {
  const me = await get(scope, approverNoun, door.rowId)
  const a = await getApproval(scope, me.approvalId)
  const { rows } = await scope.sql<{ name: string; colour: string; accent: string; logo: string | null }>(
    'select o.name, o.colour, o.accent, o.logo_file_id as logo from projects p join organisations o on o.id = p.client_id where p.id = $1',
    [a.projectId],
  )
  const client = rows[0]
  return {
    title: a.title,
    message: a.message,
    round: a.round,
    state: a.state,
    dueOn: a.dueOn,
    requestedBy: a.requestedBy || scope.workspace.name,
    requestedAt: a.requestedAt,
    workspace: scope.workspace.name,
    timezone: scope.workspace.timezone,
    client: client
      ? {
          name: client.name,
          colour: client.colour,
          accent: client.accent,
          logoUrl: client.logo
            ? fileUrl(scope.platform, client.logo, { seconds: 86_400 }).slice(
                scope.platform.config.publicUrl.length,
              )
            : null,
        }
      : null,
    snapshot: a.snapshot,
    me: {
      name: me.name,
      email: me.email,
      decision: me.decision,
      comment: me.comment,
      decidedAt: me.decidedAt,
    },
    others: a.approvers
      .filter((p) => p.id !== me.id)
      .map(({ name, decision, decidedAt }) => ({ name, decision, decidedAt })),
  }
}

/** The decision of whoever holds the link; known by the link, which was sent to one address. */
export async function decideAsOutsider(scope: Scope, door: Door, verdict: Verdict): Promise<OutsideApproval> {
  const approver = await get(scope, approverNoun, door.rowId, { lock: true })
  await decide(scope, approver, verdict, `link:${approver.email}`)
  return readAsOutsider(scope, door)
}

/** The decision of an approver who is a member, from inside. */
export async function decideAsMember(scope: Scope, approvalId: string, verdict: Verdict): Promise<Approval> {
  const approval = await get(scope, approvalNoun, approvalId)
  demand(scope, 'see', approval.projectId)
  const { rows } = await scope.sql<{ id: string; email: string }>(
    'select id, email from approvers where approval_id = $1 and member_id = $2 and deleted_at is null',
    [approvalId, scope.actor.id],
  )
  if (!rows[0])
    throw new Refusal('FORBIDDEN', {
      fr: 'Votre accord n’a pas été demandé pour cette validation.',
      en: 'You were not asked to decide on this.',
    })
  await decide(
    scope,
    await get(scope, approverNoun, rows[0].id, { lock: true }),
    verdict,
    `account:${rows[0].email}`,
  )
  return getApproval(scope, approvalId)
}

async function decide(
  scope: Scope,
  approver: ApproverRow,
  { decision, comment = '' }: Verdict,
  identifiedBy: string,
): Promise<void> {
  // The round is locked first: two approvers who decide at the same moment are counted one after the other.
  const approval = await get(scope, approvalNoun, approver.approvalId, { lock: true })
  if (approver.decision)
    throw new Refusal('CONFLICT', {
      fr: 'Votre décision est déjà enregistrée ; elle figure sur cette page.',
      en: 'Your decision is already on record; it is shown on this page.',
    })
  if (approval.state === 'withdrawn')
    throw new Refusal('GONE', {
      fr: 'Cette version n’est plus proposée : elle a été retirée ou remplacée par une nouvelle.',
      en: 'This version is no longer proposed: it was withdrawn or replaced by a new one.',
    })
  if (approval.state !== 'pending')
    throw new Refusal('CONFLICT', {
      fr: 'Ce tour est déjà clos par une autre décision.',
      en: 'This round was already closed by another decision.',
    })
  if (decision === 'changes' && !comment.trim())
    throw invalid(
      {
        fr: 'Dites ce qu’il faut modifier : un commentaire est nécessaire.',
        en: 'Say what should change: a comment is needed.',
      },
      { field: 'comment' },
    )
  const now = scope.now()
  await amend(scope, approverNoun, approver.id, {
    decision,
    comment: comment.trim(),
    identifiedBy,
    decidedAt: now,
  })
  const { rows } = await scope.sql<{ decision: Decision | null }>(
    'select decision from approvers where approval_id = $1 and deleted_at is null',
    [approval.id],
  )
  const state = stateAfter(rows.map((r) => r.decision))
  if (state === 'pending') {
    await tellAuthor(scope, approval, approver.name, decision)
    return
  }
  if (state === 'withdrawn') throw notFound('approval')
  await amend(scope, approvalNoun, approval.id, { state, decidedAt: now })
  await announce(
    scope,
    facts[state],
    { project: approval.projectId },
    { approvalId: approval.id, round: approval.round, title: approval.title },
  )
  await tellAuthor(scope, approval, approver.name, decision)
}

async function tellAuthor(
  scope: Scope,
  approval: { id: string; projectId: string; title: string; createdBy: string | null },
  who: string,
  decision: Decision,
): Promise<void> {
  if (!approval.createdBy) return
  const { rows } = await scope.sql<{ locale: 'fr' | 'en' | null }>(
    'select locale from members where id = $1',
    [approval.createdBy],
  )
  const { slug } = await getProject(scope, approval.projectId)
  await tellMembers(scope, [approval.createdBy], {
    kind: `approval.${decision}`,
    title: formatter(messages, rows[0]?.locale ?? scope.workspace.locale)(`notice.${decision}`, {
      who,
      title: approval.title,
    }),
    path: `projets/${slug}/validation/${approval.id}`,
    project: approval.projectId,
    noun: 'approval',
    rowId: approval.id,
  })
}
