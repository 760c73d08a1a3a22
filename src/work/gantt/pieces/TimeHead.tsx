import { useLocale } from '#web/i18n.tsx'
import { weekdayOf } from '../../scheduling/model.ts'
import { type Axis, ticks, tickText, unitsAt } from '../model.ts'
import styles from './Gantt.module.css'

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
      {ticks(upper, first, last).flatMap((t) => {
        const width = x(t.to) - x(t.at)
        // The word of a long stretch comes back, so that one is in sight wherever one looks.
        const repeats = Math.max(1, Math.floor(width / 620))
        return Array.from({ length: repeats }, (_, i) => x(t.at) + (i * width) / repeats)
          .filter((at) => at >= from - 700 && at <= to)
          .map((at) => (
            <text key={at} x={at + 6} y={half - 6} className={styles.upper}>
              {tickText(upper, t, width, tongue)}
            </text>
          ))
      })}
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
