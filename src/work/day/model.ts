import { z } from 'zod'
import { Day, Id } from '#platform/tenancy/model.ts'
import { MyTask } from '../model.ts'

export const Block = z
  .object({
    id: Id,
    taskId: Id.nullable(),
    title: z.string(),
    day: z.string(),
    from: z.int(),
    to: z.int(),
    /** Of its task, when it has one. */
    number: z.int().nullable(),
    done: z.boolean(),
    projectId: Id.nullable(),
    projectSlug: z.string().nullable(),
    projectName: z.string().nullable(),
  })
  .meta({ id: 'DayBlock' })
export type Block = z.infer<typeof Block>

const Minute = z.int().min(0).max(1440)
export const BlockDraft = z.object({
  taskId: Id.nullable().optional(),
  title: z.string().trim().max(300).optional(),
  day: Day,
  from: Minute,
  to: Minute,
})
export type BlockDraft = z.infer<typeof BlockDraft>

export const DayGlance = z.object({
  day: z.string(),
  /** Minutes one works that day, put on hours, spent. */
  capacity: z.int(),
  planned: z.int(),
  spent: z.int(),
  due: z.int(),
  finished: z.int(),
})
export type DayGlance = z.infer<typeof DayGlance>

export const MyDay = z
  .object({
    today: z.string(),
    /** Minute of now, on the reader's wall. */
    minute: z.int(),
    day: z.string(),
    blocks: z.array(Block),
    /** When one works on that day. */
    hours: z.array(z.tuple([z.int(), z.int()])),
    /** The next day one works after `today`. */
    nextWorkday: z.string(),
    week: z.array(DayGlance).length(7),
    late: z.array(MyTask),
    dueToday: z.array(MyTask),
    soon: z.array(MyTask),
    waiting: z.array(MyTask),
    snoozed: z.array(MyTask.extend({ untilOn: z.string() })),
    undated: z.array(MyTask),
    finishedToday: z.int(),
  })
  .meta({ id: 'MyDay' })
export type MyDay = z.infer<typeof MyDay>

export const quarter = 15
export const shortest = 15
export const snap = (minute: number, by = quarter): number => Math.round(minute / by) * by

type Span = { from: number; to: number }
/** Keeps a block whole inside the day, however far it was dragged. */
export function inDay(b: Span, day: Span = { from: 0, to: 1440 }): Span {
  const length = Math.min(Math.max(shortest, b.to - b.from), day.to - day.from)
  const from = Math.min(Math.max(b.from, day.from), day.to - length)
  return { from, to: from + length }
}

/** The first stretch that is worked and not taken, from a minute on; none: right after what is there. */
export function freeSpan(
  length: number,
  taken: readonly Span[],
  hours: readonly (readonly [number, number])[],
  from: number,
): Span {
  const wanted = Math.max(shortest, length)
  const busy = taken.toSorted((a, b) => a.from - b.from)
  const start = Math.ceil(Math.max(0, from) / quarter) * quarter
  const tries = [...hours.map(([a, b]) => ({ from: Math.max(a, start), to: b })), { from: start, to: 1440 }]
  for (const room of tries) {
    let at = room.from
    for (const b of busy) {
      if (b.to <= at) continue
      if (b.from - at >= wanted) break
      at = Math.max(at, b.to)
    }
    if (room.to - at >= wanted) return { from: at, to: at + wanted }
  }
  return inDay({ from: start, to: start + wanted })
}

export type Lane<T> = T & { lane: number; lanes: number }
/** Blocks that overlap stand side by side: each gets a lane, and knows how many its group has. */
export function lanesOf<T extends Span & { id: string }>(blocks: readonly T[]): Lane<T>[] {
  const sorted = blocks.toSorted((a, b) => a.from - b.from || b.to - a.to || a.id.localeCompare(b.id))
  const out: Lane<T>[] = []
  let group: Lane<T>[] = []
  let ends: number[] = []
  const close = () => {
    for (const g of group) g.lanes = ends.length
    group = []
    ends = []
  }
  for (const b of sorted) {
    if (group.length && ends.every((end) => end <= b.from)) close()
    let lane = ends.findIndex((end) => end <= b.from)
    if (lane < 0) lane = ends.push(0) - 1
    ends[lane] = b.to
    const placed = { ...b, lane, lanes: 1 }
    group.push(placed)
    out.push(placed)
  }
  close()
  return out
}

/** Minutes that two or more blocks claim at once. */
export function overlapOf(blocks: readonly Span[]): number {
  const edges = blocks.flatMap((b) => [[b.from, 1] as const, [b.to, -1] as const])
  edges.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  let open = 0
  let last = 0
  let sum = 0
  for (const [at, step] of edges) {
    if (open > 1) sum += at - last
    open += step
    last = at
  }
  return sum
}
