/** The only source of "now": fixed in tests, real otherwise. */
export type Clock = { now(): Date }

export const realClock: Clock = { now: () => new Date() }

/** A clock that stands still until told to move. */
export function fixedClock(
  at: string | Date,
): Clock & { set(at: string | Date): void; advance(ms: number): void } {
  let t = new Date(at).getTime()
  return {
    now: () => new Date(t),
    set: (next) => {
      t = new Date(next).getTime()
    },
    advance: (ms) => {
      t += ms
    },
  }
}

/** The calendar day of an instant in a time zone, as YYYY-MM-DD. */
export function dayOf(at: Date, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString()
}
