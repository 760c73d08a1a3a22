import type { Card, TaskDraft } from '../../model.ts'
import type { Colour } from './context.ts'

/** `none` is the key of what has no value. */
export const noKey = 'none'

export type Heading = { key: string; label: string; colour: Colour }
export type Grouper = {
  by: string
  /** The groups a card stands in: several for several people or labels. */
  keysOf: (c: Card) => readonly string[]
  /** Every group there may be, in order; empty ones too. */
  headings: () => Heading[]
  /** Groups that only exist because cards are in them (weeks, months): how they are named and ordered. */
  heading: (key: string) => Heading
  /** What makes a card stand in that group: a patch, or null where it cannot. `from`: the group it was taken from. */
  drop: (key: string, c: Card, from?: string) => Partial<TaskDraft> | null
  /** How groups that only exist because cards are in them follow each other, when their keys do not say it. */
  rank?: (key: string) => number
}

/** A grouper before it is known by what it groups; without `heading`, its heads are those listed. */
export type Plain = Omit<Grouper, 'by' | 'heading'> & { heading?: Grouper['heading'] }

/** One of several exchanged for another; `undefined`: taken out, or put in. */
export const swapped = (
  now: readonly string[],
  from: string | undefined,
  to: string | undefined,
): string[] => {
  const kept = now.filter((id) => id !== from && id !== to)
  return to === undefined ? kept : [...kept, to]
}
