import { type Axis, type PersonLoad, packLanes, type Span, spanOf } from '../model.ts'

/** A task on a person's row. */
export type Bar = {
  id: string
  title: string
  assigneeIds: readonly string[]
  startsOn: string | null
  dueOn: string | null
  colour: string
  done: boolean
  late: boolean
  /** May be moved and given. */
  may: boolean
  /** Of a project out of sight: a shape without a name. */
  hidden: boolean
}
export type Row = {
  /** Null: nobody yet. */
  id: string | null
  name: string
  load: PersonLoad | null
  bars: readonly Bar[]
  undated: readonly Bar[]
}
export type BarPatch = { assigneeIds?: string[]; startsOn?: string | null; dueOn?: string | null }
export type Preview = { id: string; patch: BarPatch } | null

export const headHeight = 46
export const laneHeight = 26

export type Laid = { spans: readonly Span[]; lane: ReadonlyMap<string, number>; lanes: number }

/** The bars of a row in sight, each in its lane. */
export function lay(bars: readonly Bar[], axis: Axis): Laid {
  const spans = bars.flatMap((b) => {
    const span = spanOf(b)
    return span && span.to >= axis.from && span.from < axis.from + axis.count ? [span] : []
  })
  return { spans, ...packLanes(spans) }
}
export const heightOf = (laid: Laid | undefined) =>
  laid ? headHeight + Math.max(1, laid.lanes) * laneHeight + 10 : headHeight

/** From one row to another: who had it hands it over; to nobody's row, it is taken from who had it. */
export function handed(bar: Pick<Bar, 'assigneeIds'>, from: string | null, to: string | null): string[] {
  const others = bar.assigneeIds.filter((id) => id !== from && id !== to)
  if (to === null) return others
  const at = from === null ? -1 : bar.assigneeIds.indexOf(from)
  return at < 0 ? [...others, to] : others.toSpliced(Math.min(at, others.length), 0, to)
}

/** Bars by whose they are; a task of two people is on both rows. */
export function byPerson(bars: readonly Bar[]): (id: string | null) => Pick<Row, 'bars' | 'undated'> {
  const dated = Map.groupBy(
    bars.flatMap((bar) => (bar.assigneeIds.length ? bar.assigneeIds : [null]).map((id) => ({ id, bar }))),
    (e) => e.id,
  )
  return (id) => {
    const mine = (dated.get(id) ?? []).map((e) => e.bar)
    return {
      bars: mine.filter((b) => b.startsOn || b.dueOn),
      undated: mine.filter((b) => !b.startsOn && !b.dueOn && !b.done),
    }
  }
}
