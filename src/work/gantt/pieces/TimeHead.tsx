import { useLocale } from '#web/i18n.tsx'
import { weekdayOf } from '../../scheduling/model.ts'
import { type Axis, ticks, tickText, unitsAt } from '../model.ts'
import styles from './Chart.module.css'

/** Two lines of time over the chart; only what is near the eye is drawn. */
export function TimeHead({
  axis,
  from,
  to,
  height,
  today,
}: {
  axis: Axis
  from: number
  to: number
  height: number
  today: number
}) {
  const tongue = useLocale()
  const [upper, lower] = unitsAt(axis.scale)
  const first = Math.max(axis.from, axis.from + from / axis.scale)
  const last = Math.min(axis.to, axis.from + to / axis.scale)
  const x = (n: number) => (n - axis.from) * axis.scale
  const half = height / 2
  const low = ticks(lower, first, last)
  return (
    <svg
      className={styles.time}
      width={(axis.to - axis.from) * axis.scale}
      height={height}
      aria-hidden="true"
    >
      <path
        className={styles.grid}
        d={`M0 ${half}H${x(axis.to)}${low.map((t) => `M${Math.round(x(t.at)) + 0.5} ${half}V${height}`).join('')}${ticks(
          upper,
          first,
          last,
        )
          .map((t) => `M${Math.round(x(t.at)) + 0.5} 0V${half}`)
          .join('')}`}
      />
      {ticks(upper, first, last).map((t) => (
        // The word of a long stretch follows the eye: see `keepInSight`.
        <text
          key={t.at}
          data-from={x(t.at)}
          data-to={x(t.to)}
          x={x(t.at) + 6}
          y={half - 6}
          className={styles.upper}
        >
          {tickText(upper, t, x(t.to) - x(t.at), tongue)}
        </text>
      ))}
      {low.map((t) => {
        const width = x(t.to) - x(t.at)
        const off = lower === 'day' && weekdayOf(t.at) > 4
        return (
          <text
            key={t.at}
            x={x(t.at) + width / 2}
            y={height - 7}
            className={styles.lower}
            data-off={off || undefined}
            data-now={(today >= t.at && today < t.to) || undefined}
          >
            {tickText(lower, t, width, tongue)}
          </text>
        )
      })}
    </svg>
  )
}

/** Moves the words of the upper line along while one scrolls, without drawing anything anew. */
export function keepInSight(head: Element | null, left: number): void {
  for (const text of head?.querySelectorAll<SVGTextElement>('[data-from]') ?? []) {
    const from = Number(text.dataset.from)
    const to = Number(text.dataset.to)
    text.setAttribute('x', String(Math.max(from, Math.min(left, to - 108)) + 6))
  }
}
