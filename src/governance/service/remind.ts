import { amend, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { type Asked, isOfficeHour, remindedNow } from '../model/reminders.ts'
import type { Approval } from '../model.ts'
import { approvalNoun, approverNoun } from '../tables.ts'
import { linkOf, writeTo } from './links.ts'
import { getApproval } from './read.ts'

type Waiting = Asked & { id: string; approvalId: string; by: string }

/** Reminds those whose answer is near or late, once a day at most. @returns how many letters left. */
export async function remindApprovers(scope: Scope): Promise<number> {
  const here = Temporal.Instant.fromEpochMilliseconds(scope.now().getTime()).toZonedDateTimeISO(
    scope.workspace.timezone,
  )
  if (!isOfficeHour(here.hour)) return 0
  const today = here.toPlainDate().toString()
  // A link that was withdrawn on purpose is not sent again.
  const { rows } = await scope.sql<Waiting>(
    `select p.id, a.id as "approvalId", coalesce(m.name, '') as by, a.due_on::text as "dueOn", p.reminded_on::text as "remindedOn", p.reminders,
       (a.created_at at time zone $1)::date::text as "askedOn"
     from approvers p join approvals a on a.id = p.approval_id join projects j on j.id = a.project_id left join members m on m.id = a.created_by
     where a.state = 'pending' and a.reminds and a.deleted_at is null and j.deleted_at is null
       and p.decision is null and p.deleted_at is null and p.link_nonce <> '' and a.due_on <= $2::date + 2 and p.reminded_on is distinct from $2::date
     order by p.id for update of p`,
    [scope.workspace.timezone, today],
  )
  let sent = 0
  for (const who of rows) {
    const why = remindedNow(who, today)
    if (!why) continue
    const approval = await get(scope, approvalNoun, who.approvalId)
    const approver = await amend(scope, approverNoun, who.id, {
      remindedOn: today,
      reminders: who.reminders + 1,
    })
    await writeTo(scope, approval, approver, await linkOf(scope, who.id), who.by || scope.workspace.name, why)
    sent += 1
  }
  return sent
}

/** Reminders of a round, on or off. */
export async function setReminders(scope: Scope, id: string, reminds: boolean): Promise<Approval> {
  const approval = await get(scope, approvalNoun, id)
  demand(scope, 'conduct', approval.projectId)
  await amend(scope, approvalNoun, id, { reminds })
  return getApproval(scope, id)
}
