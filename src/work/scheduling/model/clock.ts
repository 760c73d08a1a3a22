import type { Day, Instant } from './plan.ts'

export const minutesPerDay = 1440

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Math.floor(Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / 86_400_000)
}
export const dayOfNumber = (n: number): Day => new Date(n * 86_400_000).toISOString().slice(0, 10)

/** « 2026-05-04T08:00 » (seconds are rounded down) or a day, which starts at midnight. */
export function instantOf(text: string): Instant {
  const clock = text.indexOf('T')
  const day = dayNumber(text) * minutesPerDay
  return clock < 0 ? day : day + +text.slice(clock + 1, clock + 3) * 60 + +text.slice(clock + 4, clock + 6)
}
export const instantAt = (day: Day, minute: number): Instant => dayNumber(day) * minutesPerDay + minute
export const wallClock = (t: Instant): string => new Date(t * 60_000).toISOString().slice(0, 16)
export const dayOfInstant = (t: Instant): Day => dayOfNumber(Math.floor(t / minutesPerDay))
export const minuteOfInstant = (t: Instant): number => t - Math.floor(t / minutesPerDay) * minutesPerDay
/** 0 is Monday. 1970-01-01 was a Thursday. */
export const weekdayOf = (n: number): number => (((n + 3) % 7) + 7) % 7
