/** Who may lean on whom: an arrow points at what a room knows about. `scripts/check-map.ts` keeps it true. */
export const map = {
  budget: [],
  audience: [],
  measure: ['audience', 'budget'],
  strategy: ['measure', 'budget'],
  work: ['strategy', 'budget'],
  governance: ['work', 'strategy', 'budget'],
  insight: ['work', 'strategy', 'budget', 'measure', 'governance'],
  demo: ['work', 'strategy', 'budget', 'measure', 'governance', 'insight'],
} as const satisfies Record<string, readonly string[]>

export type Room = keyof typeof map
