import type { Scope } from '#platform/scope.ts'
import type { Approval, Decision } from './model.ts'
import { decideAsOutsider } from './service/decide.ts'
import { getApproval } from './service/read.ts'
import { requestApproval } from './service/request.ts'

export type DemoRound = {
  askedAt: Date
  title: string
  message: string
  /** YYYY-MM-DD */
  dueOn: string
  approvers: { name: string; email: string; decision?: Decision; comment?: string; decidedAt?: Date }[]
}

/** The same scope at another moment. Letters of the demo go to nobody: they are only read on the outbox page. */
const as = (scope: Scope, at: Date): Scope => ({
  ...scope,
  platform: { ...scope.platform, config: { ...scope.platform.config, smtpUrl: undefined } },
  now: () => at,
})

/** Submits the plan as it stands, round after round, and lets the clients answer. The scope's actor is who asks. */
export async function demoGovernance(
  scope: Scope,
  projectId: string,
  rounds: readonly DemoRound[],
): Promise<Approval[]> {
  const made: Approval[] = []
  for (const { askedAt, approvers, ...round } of rounds) {
    const asked = await requestApproval(as(scope, askedAt), {
      ...round,
      projectId,
      subject: { noun: 'plan', id: projectId },
      approvers: approvers.map(({ name, email }) => ({ name, email })),
    })
    for (const a of approvers) if (a.decision) await answer(scope, asked, a, a.decision)
    made.push(await getApproval(scope, asked.id))
  }
  return made
}

async function answer(
  scope: Scope,
  asked: Approval,
  a: DemoRound['approvers'][number],
  decision: Decision,
): Promise<void> {
  const approver = asked.approvers.find(({ email }) => email === a.email.toLowerCase())
  if (!approver) return
  const at = a.decidedAt ?? scope.now()
  const { rows } = await scope.sql<{ id: string }>('select door_id as id from approvers where id = $1', [
    approver.id,
  ])
  const doorId = rows[0]!.id
  await scope.sql('update doors set opened_at = $2, opens = 1 where id = $1', [doorId, at])
  const outside: Scope = { ...as(scope, at), actor: { kind: 'outsider', id: null, doorId, name: a.name } }
  await decideAsOutsider(
    outside,
    {
      id: doorId,
      kind: 'approval',
      rowId: approver.id,
      projectId: asked.projectId,
      label: a.name,
      email: approver.email,
    },
    { decision, ...(a.comment ? { comment: a.comment } : {}) },
  )
}
