import { createHmac } from 'node:crypto'
import { invalid } from '#platform/errors.ts'
import { formats } from '#platform/formats.ts'
import { closeDoor, makeDoor, newKey } from '#platform/gates/door.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, get, type RowOf } from '#platform/ledger.ts'
import { send } from '#platform/mail.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { messages } from '../messages.ts'
import { approvalNoun, type approvals, approverNoun, type approvers } from '../tables.ts'

type ApprovalRow = RowOf<typeof approvals>
type ApproverRow = RowOf<typeof approvers>

/** How long a link opens after the day by which an answer is wanted, or after it was sent. */
const openDays = 30
const dayMs = 86_400_000

/** The key is never stored: whoever may see the link has it made again from what only this installation knows. */
const keyOf = (scope: Scope, approverId: string, nonce: string) =>
  createHmac('sha256', scope.platform.secret)
    .update(JSON.stringify(['approval link', approverId, nonce]))
    .digest('base64url')

const urlOf = (scope: Scope, key: string) => `${scope.platform.config.publicUrl}/a/${key}`

const expiryOf = (scope: Scope, dueOn: string | null) => {
  const due = dueOn ? Date.parse(`${dueOn}T23:59:59Z`) : 0
  return new Date(Math.max(due, scope.now().getTime()) + openDays * dayMs)
}

/** Opens a door of their own to one approver, closing any earlier one. @returns the link. */
export async function openLink(scope: Scope, approval: ApprovalRow, approver: ApproverRow): Promise<string> {
  if (approver.doorId) await closeDoor(scope, approver.doorId)
  const linkNonce = newKey(16)
  const { id: doorId, key } = await makeDoor(scope, {
    kind: 'approval',
    rowId: approver.id,
    projectId: approval.projectId,
    key: keyOf(scope, approver.id, linkNonce),
    label: approver.name,
    email: approver.email,
    expiresAt: expiryOf(scope, approval.dueOn),
  })
  await amend(scope, approverNoun, approver.id, { doorId, linkNonce })
  return urlOf(scope, key)
}

export async function writeTo(
  scope: Scope,
  approval: ApprovalRow,
  approver: Pick<ApproverRow, 'name' | 'email' | 'locale'>,
  url: string,
  by: string,
  reminder?: 'soon' | 'late',
): Promise<void> {
  const t = formatter(messages, approver.locale)
  const { rows } = await scope.sql<{ name: string }>('select name from projects where id = $1', [
    approval.projectId,
  ])
  const { longDate } = formats(approver.locale, scope.workspace.timezone)
  await send(scope, {
    to: { address: approver.email, name: approver.name },
    locale: approver.locale,
    template: 'approval-request',
    subject: reminder
      ? t('mail.remind.subject', { title: approval.title })
      : t('mail.request.subject', { who: by, title: approval.title }),
    paragraphs: [
      t('mail.request.hello', { name: approver.name }),
      t('mail.request.body', { who: by, project: rows[0]?.name ?? '', round: approval.round }),
      ...(approval.message && !reminder ? [approval.message] : []),
      ...(approval.dueOn
        ? [
            t(reminder === 'late' ? 'mail.remind.late' : 'mail.request.due', {
              date: longDate(approval.dueOn),
            }),
          ]
        : []),
    ],
    button: { label: t('mail.request.button'), url },
    note: t('mail.request.note'),
  })
}

async function both(
  scope: Scope,
  approverId: string,
): Promise<{ approval: ApprovalRow; approver: ApproverRow }> {
  const approver = await get(scope, approverNoun, approverId, { lock: true })
  demand(scope, 'conduct', approver.projectId)
  return { approver, approval: await get(scope, approvalNoun, approver.approvalId) }
}

/** The link of one approver, to hand over by other means. Anyone who may conduct the project could send it anyway. */
export async function linkOf(scope: Scope, approverId: string): Promise<string> {
  const { approver, approval } = await both(scope, approverId)
  if (!approver.linkNonce || !(await isOpen(scope, approver))) return openLink(scope, approval, approver)
  return urlOf(scope, keyOf(scope, approver.id, approver.linkNonce))
}

async function isOpen(scope: Scope, approver: ApproverRow): Promise<boolean> {
  const { rowCount } = await scope.sql(
    'select from doors where id = $1 and revoked_at is null and expires_at > $2',
    [approver.doorId, scope.now()],
  )
  return Boolean(rowCount)
}

/** Writes again, with the same link, or a new one if it expired or was withdrawn. */
export async function resendLink(scope: Scope, approverId: string): Promise<void> {
  const { approver, approval } = await both(scope, approverId)
  if (approver.decision || approval.state !== 'pending')
    throw invalid({
      fr: 'Il n’y a plus rien à décider ici : une décision est déjà enregistrée.',
      en: 'There is nothing left to decide here: a decision is already on record.',
    })
  await writeTo(scope, approval, approver, await linkOf(scope, approverId), scope.actor.name)
}

/** From now on the link opens nothing. */
export async function revokeLink(scope: Scope, approverId: string): Promise<void> {
  const { approver } = await both(scope, approverId)
  if (approver.doorId) await closeDoor(scope, approver.doorId)
  await amend(scope, approverNoun, approverId, { linkNonce: '' })
}
