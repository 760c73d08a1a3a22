import { z } from 'zod'
import { knock } from '#platform/gates/knock.ts'
import { anyone, may } from '#platform/rpc.ts'
import { Id, Version } from '#platform/tenancy/model.ts'
import {
  Approval,
  ApprovalRecord,
  ApprovalRequest,
  OutsideApproval,
  PlanChange,
  Standing,
  Verdict,
} from './model.ts'
import { decideAsMember, decideAsOutsider, readAsOutsider } from './service/decide.ts'
import { linkOf, resendLink, revokeLink } from './service/links.ts'
import { approvalsWaitingFor, changesSinceApproval, getApproval, listApprovals } from './service/read.ts'
import { setReminders } from './service/remind.ts'
import { requestApproval, withdrawApproval } from './service/request.ts'
import { listStandings } from './service/standings.ts'

const done = { ok: true as const }
const Done = z.object({ ok: z.literal(true) })
const tags = ['approvals']
/** In the body, never in the address: addresses are logged. */
const Key = z.object({ key: z.string().min(20).max(100) })

export const governanceProcedures = {
  standings: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/standings',
        tags: ['projects'],
        summary: 'Every project at a glance: tasks done, late, approval',
      })
      .output(z.array(Standing))
      .handler(({ context }) => listStandings(context.scope)),
  },
  approvals: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/approvals',
        tags,
        summary: 'Rounds of approval of a project, newest first',
      })
      .input(z.object({ projectId: Id }))
      .output(z.array(Approval))
      .handler(({ input, context }) => listApprovals(context.scope, input.projectId)),
    get: may('see')
      .route({ method: 'GET', path: '/approvals/{id}', tags, summary: 'One round, with what was submitted' })
      .input(z.object({ id: Id }))
      .output(ApprovalRecord)
      .handler(({ input, context }) => getApproval(context.scope, input.id)),
    request: may('conduct')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/approvals',
        successStatus: 201,
        tags,
        summary: 'Submit a plan for approval; each approver gets a personal link',
      })
      .input(ApprovalRequest)
      .output(Approval)
      .handler(({ input, context }) => requestApproval(context.scope, input)),
    withdraw: may('conduct')
      .route({ method: 'POST', path: '/approvals/{id}/withdraw', tags, summary: 'Take a request back' })
      .input(z.object({ id: Id, version: Version.optional() }))
      .output(Approval)
      .handler(({ input, context }) => withdrawApproval(context.scope, input.id, input.version)),
    remind: may('conduct')
      .route({
        method: 'PATCH',
        path: '/approvals/{id}/reminders',
        tags,
        summary: 'Switch the automatic reminders of a round on or off',
      })
      .input(z.object({ id: Id, reminds: z.boolean() }))
      .output(Approval)
      .handler(({ input, context }) => setReminders(context.scope, input.id, input.reminds)),
    decide: may('see')
      .route({
        method: 'POST',
        path: '/approvals/{id}/decision',
        tags,
        summary: 'Decide, as a member who was asked to',
      })
      .input(Verdict.extend({ id: Id }))
      .output(Approval)
      .handler(({ input: { id, ...verdict }, context }) => decideAsMember(context.scope, id, verdict)),
    changes: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/approvals/changes',
        tags,
        summary: 'What changed in the plan since it was approved',
      })
      .input(z.object({ projectId: Id }))
      .output(
        z
          .object({
            approvalId: Id,
            round: z.int(),
            approvedAt: z.date().nullable(),
            changes: z.array(PlanChange),
          })
          .nullable(),
      )
      .handler(({ input, context }) => changesSinceApproval(context.scope, input.projectId)),
    mine: may('see')
      .route({ method: 'GET', path: '/approvals/mine', tags, summary: 'Approvals that wait for the reader' })
      .output(
        z.array(
          z.object({
            id: Id,
            projectId: Id,
            projectSlug: z.string(),
            title: z.string(),
            dueOn: z.string().nullable(),
          }),
        ),
      )
      .handler(async ({ context: { scope } }) =>
        scope.actor.id ? approvalsWaitingFor(scope, scope.actor.id) : [],
      ),
    link: may('conduct')
      .route({
        method: 'POST',
        path: '/approvers/{id}/link',
        tags,
        summary: 'The personal link of an approver',
      })
      .input(z.object({ id: Id }))
      .output(z.object({ url: z.string() }))
      .handler(async ({ input, context }) => ({ url: await linkOf(context.scope, input.id) })),
    resend: may('conduct')
      .route({ method: 'POST', path: '/approvers/{id}/resend', tags, summary: 'Write to an approver again' })
      .input(z.object({ id: Id }))
      .output(Done)
      .handler(async ({ input, context }) => {
        await resendLink(context.scope, input.id)
        return done
      }),
    revoke: may('conduct')
      .route({
        method: 'POST',
        path: '/approvers/{id}/revoke',
        tags,
        summary: 'Close the link of an approver',
      })
      .input(z.object({ id: Id }))
      .output(Done)
      .handler(async ({ input, context }) => {
        await revokeLink(context.scope, input.id)
        return done
      }),
  },
  /** For those without an account. */
  approvalDoor: {
    read: anyone
      .route({
        method: 'POST',
        path: '/outside/approval',
        tags,
        summary: 'What the holder of a personal link was sent',
      })
      .input(Key)
      .output(OutsideApproval)
      .handler(({ input, context }) => knock(context, 'approval', input.key, readAsOutsider)),
    decide: anyone
      .route({
        method: 'POST',
        path: '/outside/approval/decision',
        tags,
        summary: 'The decision of the holder of a personal link',
      })
      .input(Verdict.extend(Key.shape))
      .output(OutsideApproval)
      .handler(({ input: { key, ...verdict }, context }) =>
        knock(context, 'approval', key, (scope, door) => decideAsOutsider(scope, door, verdict)),
      ),
  },
}
