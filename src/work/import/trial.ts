import type { Scope } from '#platform/scope.ts'

class TakenBack extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('a trial is taken back')
    this.result = result
  }
}

/** Works in a transaction; for a trial, everything is taken back at the end and only what it found remains. */
export async function onTrial<T>(
  trial: boolean,
  enter: <R>(work: (scope: Scope) => Promise<R>) => Promise<R>,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  try {
    return await enter(async (scope) => {
      const result = await work(scope)
      if (trial) throw new TakenBack(result)
      return result
    })
  } catch (e) {
    if (e instanceof TakenBack) return e.result as T
    throw e
  }
}
