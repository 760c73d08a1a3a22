import type { BriefText, CaptureRule, Channel } from '../model.ts'

/** Days are counted from the project's first; sums are whole cents before tax. */
export type Story = {
  brief: BriefText
  lines: {
    key: string
    label: string
    category: string
    channel: Channel
    plannedCents: number
    supplier?: string
  }[]
  objectives: {
    key: string
    title: string
    why: string
    metric: string
    handName?: string
    handUnit?: string
    /** Name of a goal of the project. */
    goal?: string
    baseline: number
    target: number
    from: number
    to: number
    achievable: string
    relevant: string
    readings?: { day: number; value: number; note: string }[]
  }[]
  actions: {
    key: string
    title: string
    channel: Channel
    persona: string
    description: string
    from: number
    to: number
    line?: string
    objective: string
    captures?: CaptureRule
  }[]
  entries: {
    line: string
    action?: string
    kind: 'committed' | 'spent'
    label: string
    amountCents: number
    day: number
    reference: string
    vatRate?: number
    /** Named so that an expense can settle it. */
    key?: string
    settles?: string
  }[]
}
