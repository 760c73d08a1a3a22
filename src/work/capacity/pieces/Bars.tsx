import type { CSSProperties } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import { type Bar, type Laid, laneHeight, type Row } from './grid.ts'
import styles from './People.module.css'
import type { GridProps } from './PeopleGrid.tsx'
import { keyOf } from './useBarHand.ts'

/** The tasks of a row. A bar is a button: Enter opens it, Alt and arrows move it, m says to whom or when. */
export function Bars({
  row,
  laid,
  axis,
  preview,
  onBar,
  onMenu,
}: Pick<GridProps, 'axis' | 'preview' | 'onBar' | 'onMenu'> & { row: Row; laid: Laid }) {
  const t = useT(messages)
  const f = useFormats()
  const byId = new Map(row.bars.map((b) => [b.id, b]))
  const say = (b: Bar) =>
    t(b.done ? 'bar.done' : b.late ? 'bar.late' : 'bar', {
      title: b.hidden ? t('hidden') : b.title,
      dates:
        b.startsOn && b.dueOn ? f.period(b.startsOn, b.dueOn) : f.date((b.dueOn ?? b.startsOn) as string),
      who: row.name,
    })
  return laid.spans.map((s) => {
    const bar = byId.get(s.id)
    if (!bar) return null
    const left = Math.max(0, s.from - axis.from) * axis.width
    const right = Math.min(axis.count, s.to - axis.from + 1) * axis.width
    const place = {
      left: left + 1,
      width: Math.max(6, right - left - 2),
      top: 4 + (laid.lane.get(s.id) ?? 0) * laneHeight,
    }
    if (bar.hidden)
      return (
        <span key={s.id} className={styles.bar} data-hidden style={place} title={t('hidden.line')}>
          {t('hidden')}
        </span>
      )
    return (
      <button
        key={s.id}
        type="button"
        className={styles.bar}
        style={{ ...place, '--colour': bar.colour } as CSSProperties}
        data-stop={`bar ${keyOf(row.id)} ${s.id}`}
        tabIndex={-1}
        data-bar={s.id}
        data-of={keyOf(row.id)}
        data-may={bar.may || undefined}
        data-done={bar.done || undefined}
        data-late={bar.late || undefined}
        data-before={s.from < axis.from || undefined}
        data-after={s.to >= axis.from + axis.count || undefined}
        data-held={preview?.id === s.id || undefined}
        aria-label={say(bar)}
        title={say(bar)}
        onClick={() => onBar(bar)}
        onContextMenu={(event) => {
          if (!bar.may) return
          event.preventDefault()
          onMenu(bar, row)
        }}
      >
        <span>{bar.title}</span>
      </button>
    )
  })
}
