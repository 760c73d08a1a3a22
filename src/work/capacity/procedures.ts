import { z } from 'zod'
import { may, trusted } from '#platform/rpc.ts'
import { Day, Id } from '#platform/tenancy/model.ts'
import { one } from '../procedures/shapes.ts'
import { Outcome } from '../views/model.ts'
import { CandidateShape, Capacity, LoadChange, ProposalShape } from './model.ts'
import { applyChanges, candidatesFor, capacityOf, proposalsOf } from './service.ts'

const tags = ['capacity']

export const capacityProcedures = {
  read: may('see')
    .route({
      method: 'GET',
      path: '/capacity',
      tags,
      summary: 'Who works when, and on what: what a workload is counted from',
    })
    .input(z.object({ projectId: Id.optional() }))
    .output(trusted(Capacity))
    .handler(({ input, context }) => capacityOf(context.scope, input)),
  candidates: may('see')
    .route({
      method: 'GET',
      path: '/tasks/{id}/candidates',
      tags,
      summary: 'Who could take a task: skills and free time, best first',
    })
    .input(one)
    .output(z.array(CandidateShape))
    .handler(({ input, context }) => candidatesFor(context.scope, input.id)),
  proposals: may('see')
    .route({
      method: 'GET',
      path: '/capacity/proposals',
      tags,
      summary: 'What could be done about overload, each with its effect',
    })
    .input(z.object({ from: Day, to: Day, projectId: Id.optional() }))
    .output(z.array(ProposalShape))
    .handler(({ input, context }) => proposalsOf(context.scope, input)),
  apply: may('contribute')
    .route({
      method: 'POST',
      path: '/capacity/changes',
      tags,
      summary: 'Move or give several tasks, all or none',
    })
    .input(z.object({ changes: z.array(LoadChange).min(1).max(200) }))
    .output(trusted(Outcome))
    .handler(({ input, context }) => applyChanges(context.scope, input.changes)),
}
