import type { Card, TaskDraft } from '../../model.ts'
import type { Instant, LagUnit, Link, LinkKind } from '../../scheduling/model.ts'
import type { CardGroup, LivePlan, Places, Span } from '../model.ts'

export type GanttDeeds = {
  amend: (card: Card, patch: Partial<TaskDraft>) => Promise<unknown>
  /** Several tasks moved by one gesture. */
  many: (changes: readonly { card: Card; patch: Partial<TaskDraft> }[]) => Promise<unknown>
  link: (from: Card, to: Card, kind: LinkKind, lag?: { lag: number; lagUnit: LagUnit }) => Promise<boolean>
  relink: (link: Link, change: Partial<Pick<Link, 'kind' | 'lag' | 'lagUnit'>>) => Promise<boolean>
  unlink: (link: Link) => Promise<boolean>
}

/** What is tried in « Et si ? »: drawn in place of what is, which stays as a ghost. */
export type Trial = {
  places: Places
  start: Instant
  finish: Instant
  launchId: string
  onLaunch: (finish: Instant) => void
}

export type GanttProps = {
  /** Every card of the plan, filtered away or not. */
  cards: readonly Card[]
  groups: readonly CardGroup[]
  /** Whether groups have a line of their own. */
  headed: boolean
  plan: LivePlan
  deeds: GanttDeeds
  people: readonly { id: string; name: string }[]
  may: (card: Card) => boolean
  onOpen: (card: Card) => void
  baseline: { name: string; spans: ReadonlyMap<string, Span> } | null
  trial: Trial | null
}
