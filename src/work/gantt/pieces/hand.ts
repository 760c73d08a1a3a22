import type { Instant, LinkKind } from '../../scheduling/model.ts'
import type { Gesture } from '../model.ts'
import type { Try } from './tries.ts'

/** What the hand is doing. */
export type Hand =
  | { kind: 'bar'; id: string; ids: readonly string[]; gesture: Gesture; tried: Try; x: number; y: number }
  | {
      kind: 'link'
      id: string
      end: boolean
      x: number
      y: number
      over: { id: string; kind: LinkKind } | null
      refused: string | null
    }
  | { kind: 'draw'; id: string; from: Instant; to: Instant }
