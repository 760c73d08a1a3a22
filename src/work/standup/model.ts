import { z } from 'zod'
import { shiftDay, weekdayOf } from '#platform/notices/model.ts'
import { Id, Version } from '#platform/tenancy/model.ts'

/** A line of a check-in: what people read, and the task it is about. */
export const Item = z.object({
  text: z.string().trim().min(1).max(500),
  taskId: Id.nullable(),
  /** Why it is blocked: « en retard de 3 jours », « attend “Visuels” ». */
  why: z.string().max(300).optional(),
})
export type Item = z.infer<typeof Item>
const Items = z.array(Item).max(40)

export const Standup = z
  .object({
    id: Id,
    projectId: Id.nullable(),
    name: z.string(),
    memberIds: z.array(Id),
    weekdays: z.array(z.int()),
    askMinute: z.int(),
    /** The reader's own hour. */
    myMinute: z.int(),
    digestMinute: z.int().nullable(),
    secondsEach: z.int(),
    version: Version,
  })
  .meta({ id: 'Standup' })
export type Standup = z.infer<typeof Standup>

const Minute = z.int().min(0).max(1439)
export const StandupDraft = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  memberIds: z.array(Id).max(200).optional(),
  weekdays: z.array(z.int().min(0).max(6)).min(1).max(7).optional(),
  askMinute: Minute.optional(),
  digestMinute: Minute.nullable().optional(),
  secondsEach: z.int().min(15).max(1800).optional(),
})
export type StandupDraft = z.infer<typeof StandupDraft>

export const Gathered = z.object({ done: Items, next: Items, blocked: Items })
export type Gathered = z.infer<typeof Gathered>

export const Checkin = Gathered.extend({
  note: z.string(),
  sentAt: z.date().nullable(),
  version: z.int(),
}).meta({ id: 'Checkin' })
export type Checkin = z.infer<typeof Checkin>

export const CheckinDraft = Gathered.extend({ note: z.string().max(5_000).default('') })
export type CheckinDraft = z.infer<typeof CheckinDraft>

export const Round = z.object({
  turnIds: z.array(z.string()),
  turn: z.int(),
  turnAt: z.date().nullable(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  digestedAt: z.date().nullable(),
})
export type Round = z.infer<typeof Round>

export const StandupDay = z
  .object({
    standup: Standup,
    day: z.string(),
    today: z.string(),
    people: z.array(
      z.object({
        memberId: Id,
        name: z.string(),
        away: z.boolean(),
        checkin: Checkin.nullable(),
        tasks: z.record(
          z.string(),
          z.object({ number: z.int(), projectSlug: z.string(), done: z.boolean() }),
        ),
      }),
    ),
    mine: z.boolean(),
    round: Round,
  })
  .meta({ id: 'StandupDay' })
export type StandupDay = z.infer<typeof StandupDay>

/** The last day before this one on which the stand-up was held by its rule. */
export function dayBefore(day: string, weekdays: readonly number[]): string {
  for (let i = 1; i <= 7; i++) {
    const d = shiftDay(day, -i)
    if (weekdays.includes(weekdayOf(d))) return d
  }
  return shiftDay(day, -1)
}

/** Who begins changes from day to day, so that nobody is always last. */
export function turnsOn(day: string, memberIds: readonly string[]): string[] {
  if (!memberIds.length) return []
  const sorted = [...memberIds].toSorted()
  const from = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000) % sorted.length
  return [...sorted.slice(from), ...sorted.slice(0, from)]
}

type Found = { id: string; title: string; dueOn: string | null; doing: boolean; waitsFor: string | null }
type Say = { late: (days: number) => string; waits: (title: string) => string }

/**
 * A check-in out of the work itself: what was finished since the last one, what is under way or due next, what is late or
 * waits for something unfinished. A task stands in one list only.
 */
export function gather(
  finished: readonly { id: string; title: string }[],
  open: readonly Found[],
  day: string,
  say: Say,
): Gathered {
  const days = (from: string) =>
    Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
  const blocked: Item[] = []
  const next: Item[] = []
  for (const t of open) {
    const late = t.dueOn !== null && t.dueOn < day ? days(t.dueOn) : 0
    const why = t.waitsFor ? say.waits(t.waitsFor) : late ? say.late(late) : undefined
    const item = { text: t.title.slice(0, 500), taskId: t.id }
    if (why) blocked.push({ ...item, why: why.slice(0, 300) })
    else if (t.doing || (t.dueOn !== null && days(t.dueOn) >= -3)) next.push(item)
  }
  return {
    done: finished.map((t) => ({ text: t.title.slice(0, 500), taskId: t.id })).slice(0, 40),
    next: next.slice(0, 12),
    blocked: blocked.slice(0, 12),
  }
}
