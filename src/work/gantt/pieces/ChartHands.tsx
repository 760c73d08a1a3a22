import type { Bar, Row } from '../model.ts'
import styles from './Chart.module.css'
import type { Hand } from './hand.ts'

type BarAt = (line: number) => Bar | undefined

/** The ends one pulls a link from, and the mark one drags to say how far it got. */
export function Handles({
  line,
  row,
  barAt,
  y,
  barHeight,
}: {
  line: number
  row: Row | undefined
  barAt: BarAt
  y: number
  barHeight: number
}) {
  const bar = line < 0 ? undefined : barAt(line)
  if (!bar || row?.kind !== 'task') return null
  const half = bar.x1 === bar.x2 ? barHeight / 2 : 0
  const at = bar.x1 + ((bar.x2 - bar.x1) * bar.progress) / 100
  return (
    <g className={styles.handles} data-handles={row.id}>
      <circle data-pull="start" cx={bar.x1 - half - 9} cy={y + barHeight / 2} r={4.5} />
      <circle data-pull="end" cx={bar.x2 + half + 9} cy={y + barHeight / 2} r={4.5} />
      {bar.shape !== 'summary' && bar.x2 - bar.x1 > 24 && (
        <path data-pull="progress" d={`M${at} ${y + barHeight - 4}l5 8h-10z`} />
      )}
    </g>
  )
}

/** From the end one pulled to the hand, with what the link would be, or why it may not be. */
export function LinkInHand({
  hand,
  barAt,
  lines,
  middle,
  text,
}: {
  hand: Extract<Hand, { kind: 'link' }>
  barAt: BarAt
  lines: ReadonlyMap<string, number>
  middle: (line: number) => number
  text: string
}) {
  const line = lines.get(hand.id)
  const bar = line === undefined ? undefined : barAt(line)
  if (!bar || line === undefined) return null
  const x = hand.end ? bar.x2 : bar.x1
  return (
    <g className={styles.pulling} data-refused={hand.refused !== null || undefined}>
      <path d={`M${x} ${middle(line)}L${hand.x} ${hand.y}`} />
      <text x={hand.x + 12} y={hand.y - 8}>
        {hand.refused ?? text}
      </text>
    </g>
  )
}
