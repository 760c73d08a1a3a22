import { useRef } from 'react'
import styles from './Gantt.module.css'

const least = 120
const most = 900
const within = (n: number) => Math.max(least, Math.min(most, Math.round(n)))

/** Between the table and the bars: dragged, or moved with the arrows. */
export function Splitter({ at, label, onMove }: { at: number; label: string; onMove: (to: number) => void }) {
  const from = useRef<{ x: number; at: number } | null>(null)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a thematic break cannot be dragged.
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={at}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={styles.splitter}
      style={{ left: at - 4 }}
      data-noprint
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, at }
      }}
      onPointerMove={(event) => {
        if (from.current) onMove(within(from.current.at + event.clientX - from.current.x))
      }}
      onPointerUp={() => {
        from.current = null
      }}
      onDoubleClick={() => onMove(476)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0
        if (!by) return
        event.preventDefault()
        onMove(within(at + by))
      }}
    />
  )
}
