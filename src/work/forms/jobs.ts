import { on } from '#platform/facts.ts'
import { everyWorkspace } from '#platform/jobs.ts'
import { requestMade, requestSaid } from '../facts.ts'
import { eraseUnsent, taskForRequest, tellOfWord } from './service.ts'

export function formReactions(): void {
  everyWorkspace('work.forms.unsent', '51 3 * * *', 'Europe/Paris', (running, at) =>
    running.scope((scope) => eraseUnsent(scope, at)),
  )
  on(requestMade, 'work: make the task of a request', (scope, { payload }) =>
    taskForRequest(scope, payload.requestId),
  )
  on(requestSaid, 'work: tell of what was answered', (scope, { payload }) =>
    tellOfWord(scope, payload.requestId, payload.text),
  )
}
