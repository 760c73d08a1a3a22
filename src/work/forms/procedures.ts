import { z } from 'zod'
import { knock } from '#platform/gates/knock.ts'
import { anyone, may } from '#platform/rpc.ts'
import { Done, done, ofProject, one, seen, text } from '../procedures/shapes.ts'
import {
  Answers,
  FollowedRequest,
  Form,
  FormDraft,
  OpenForm,
  Request,
  requestStates,
  Submission,
} from './model.ts'
import {
  acceptRequest,
  amendForm,
  createForm,
  declineRequest,
  discardForm,
  followRequest,
  formLink,
  getForm,
  listForms,
  listRequests,
  openFormOf,
  renewLink,
  restoreForm,
  sayAsRequester,
  sayToRequester,
  submitInside,
  submitThroughDoor,
} from './service.ts'

const tags = ['requests']
/** In the body, never in the address: addresses are logged. */
const Key = z.object({ key: z.string().min(20).max(100) })
const Word = z.string().trim().max(4_000)

export const formProcedures = {
  list: may('see')
    .route({ method: 'GET', path: '/projects/{projectId}/forms', tags, summary: 'Intake forms of a project' })
    .input(ofProject)
    .output(z.array(Form))
    .handler(({ input, context }) => listForms(context.scope, input.projectId)),
  get: may('see')
    .route({ method: 'GET', path: '/forms/{id}', tags, summary: 'One intake form' })
    .input(one)
    .output(Form)
    .handler(({ input, context }) => getForm(context.scope, input.id)),
  create: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/projects/{projectId}/forms',
      successStatus: 201,
      tags,
      summary: 'Make an intake form',
    })
    .input(FormDraft.extend(ofProject.shape))
    .output(Form)
    .handler(({ input: { projectId, ...draft }, context }) => createForm(context.scope, projectId, draft)),
  amend: may('conduct')
    .route({ method: 'PATCH', path: '/forms/{id}', tags, summary: 'Change, close or reopen a form' })
    .input(FormDraft.partial().extend({ ...seen.shape, closed: z.boolean().optional() }))
    .output(Form)
    .handler(({ input: { id, version, ...patch }, context }) => amendForm(context.scope, id, patch, version)),
  discard: may('conduct')
    .route({ method: 'DELETE', path: '/forms/{id}', tags, summary: 'Bin a form; its requests stay' })
    .input(seen)
    .output(Done)
    .handler(({ input, context }) => discardForm(context.scope, input.id, input.version).then(() => done)),
  restore: may('conduct')
    .route({ method: 'POST', path: '/forms/{id}/restore', tags, summary: 'Bring a form back' })
    .input(one)
    .output(Form)
    .handler(({ input, context }) => restoreForm(context.scope, input.id)),
  link: may('contribute')
    .route({ method: 'POST', path: '/forms/{id}/link', tags, summary: 'The public address of a form' })
    .input(one)
    .output(z.object({ url: z.string() }))
    .handler(async ({ input, context }) => ({ url: await formLink(context.scope, input.id) })),
  renewLink: may('conduct')
    .route({
      method: 'POST',
      path: '/forms/{id}/link/renew',
      tags,
      summary: 'A new public address; the old one closes',
    })
    .input(one)
    .output(z.object({ url: z.string() }))
    .handler(async ({ input, context }) => ({ url: await renewLink(context.scope, input.id) })),
  submit: may('see')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/forms/{id}/requests',
      successStatus: 201,
      tags,
      summary: 'Ask, as a member',
    })
    .input(one.extend({ answers: Answers }))
    .output(one)
    .handler(({ input, context }) => submitInside(context.scope, input.id, input.answers)),
}

export const requestProcedures = {
  list: may('see')
    .route({
      method: 'GET',
      path: '/projects/{projectId}/requests',
      tags,
      summary: 'What was asked, newest first',
    })
    .input(
      ofProject.extend({
        state: z.enum(requestStates).optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.array(Request))
    .handler(({ input: { projectId, ...o }, context }) => listRequests(context.scope, projectId, o)),
  accept: may('contribute')
    .route({ method: 'POST', path: '/requests/{id}/accept', tags, summary: 'Take a request on' })
    .input(seen.extend({ answer: Word.default('') }))
    .output(Request)
    .handler(({ input, context }) => acceptRequest(context.scope, input.id, input.answer, input.version)),
  decline: may('contribute')
    .route({
      method: 'POST',
      path: '/requests/{id}/decline',
      tags,
      summary: 'Decline a request, with a word',
    })
    .input(seen.extend({ answer: Word.min(1) }))
    .output(Request)
    .handler(({ input, context }) => declineRequest(context.scope, input.id, input.answer, input.version)),
  say: may('contribute')
    .route({ method: 'POST', path: '/requests/{id}/words', tags, summary: 'Write to whoever asked' })
    .input(one.extend({ text: text(4_000) }))
    .output(Request)
    .handler(({ input, context }) => sayToRequester(context.scope, input.id, input.text)),
}

/** For those without an account. */
export const formDoorProcedures = {
  read: anyone
    .route({ method: 'POST', path: '/outside/form', tags, summary: 'A public form' })
    .input(Key)
    .output(OpenForm)
    .handler(({ input, context }) => knock(context, 'form', input.key, openFormOf)),
  submit: anyone
    .route({ method: 'POST', path: '/outside/form/requests', tags, summary: 'Ask, by a public form' })
    .input(Submission.extend(Key.shape))
    .output(z.object({ thanks: z.string(), follow: z.string().nullable() }))
    .handler(({ input: { key, ...s }, context }) =>
      knock(context, 'form', key, (scope, door) => submitThroughDoor(scope, door, s)),
    ),
  follow: anyone
    .route({ method: 'POST', path: '/outside/request', tags, summary: 'Where one’s request stands' })
    .input(Key)
    .output(FollowedRequest)
    .handler(({ input, context }) => knock(context, 'request', input.key, followRequest)),
  say: anyone
    .route({
      method: 'POST',
      path: '/outside/request/words',
      tags,
      summary: 'Add a message to one’s request',
    })
    .input(Key.extend({ text: text(4_000) }))
    .output(FollowedRequest)
    .handler(({ input, context }) =>
      knock(context, 'request', input.key, (scope, door) => sayAsRequester(scope, door, input.text)),
    ),
}
