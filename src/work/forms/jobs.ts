import { on } from '#platform/facts.ts'
import { requestMade, requestSaid } from '../facts.ts'
import { taskForRequest, tellOfWord } from './service.ts'

export function formReactions(): void {
  on(requestMade, 'work: make the task of a request', (scope, { payload }) =>
    taskForRequest(scope, payload.requestId),
  )
  on(requestSaid, 'work: tell of what was answered', (scope, { payload }) =>
    tellOfWord(scope, payload.requestId, payload.text),
  )
}
