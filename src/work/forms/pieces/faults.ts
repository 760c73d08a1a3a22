import { isApiError } from '#web/api.ts'
import type { AnswerFault } from '../model.ts'

/** Which questions were refused, out of an error of the server. */
export function faultsOf(error: unknown, word: (why: AnswerFault['why']) => string): Map<string, string> {
  const data = isApiError(error) ? (error.data as { faults?: AnswerFault[] } | null) : null
  return new Map(data?.faults?.map((f) => [f.key, word(f.why)]))
}
