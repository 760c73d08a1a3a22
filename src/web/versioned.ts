type Row = { version: number }

/** Somebody else wrote in the same field meanwhile: both are shown, and one chooses. */
export class Clash extends Error {
  readonly theirs: unknown
  /** Writes mine all the same. */
  readonly keep: () => Promise<unknown>
  constructor(theirs: unknown, keep: () => Promise<unknown>) {
    super('somebody else changed this field')
    this.theirs = theirs
    this.keep = keep
  }
}

const same = (a: unknown, b: unknown) => Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b)
const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const day = /^\d{4}-\d\d-\d\d$/
/** What one types is not to be lost; of two choices in a list, the last is the one that stands. */
const isTyped = (v: unknown) =>
  typeof v === 'number' || (typeof v === 'string' && !identifier.test(v) && !day.test(v))

const currentOf = (error: unknown): (Record<string, unknown> & Row) | undefined => {
  const { code, data } = (error ?? {}) as {
    code?: string
    data?: { current?: Record<string, unknown> & Row }
  }
  return code === 'CONFLICT' ? data?.current : undefined
}

/**
 * Saves fields of a row on the version one saw. Somebody changed *another* field meanwhile: the change is made again on what
 * is there. Somebody wrote in the *same* field: a `Clash`, and nothing is written. `from`: what the fields held when one
 * began to type, since a newer row may have come in under one's hands.
 */
export function versioned<Draft extends object>(
  row: Row & object,
  amend: (patch: Draft & { version?: number }) => Promise<unknown>,
) {
  return async (patch: Draft, from: Partial<Record<keyof Draft, unknown>> = {}): Promise<unknown> => {
    const seen = row as Row & Record<string, unknown>
    const keys = Object.keys(patch) as (keyof Draft & string)[]
    let now: Row & Record<string, unknown> = seen
    for (let tries = 0; ; tries++) {
      const clash = keys.find((k) => {
        const began = k in from ? from[k] : seen[k]
        return isTyped(patch[k]) && isTyped(now[k]) && !same(now[k], began) && !same(now[k], patch[k])
      })
      if (clash) throw new Clash(now[clash], () => amend(patch))
      try {
        return await amend({ ...patch, version: now.version })
      } catch (error) {
        const current = currentOf(error)
        if (!current || tries > 4) throw error
        now = current
      }
    }
  }
}
