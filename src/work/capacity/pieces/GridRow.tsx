import { ChevronDown, ChevronRight } from 'lucide-react'
import { type CSSProperties, memo } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { Face } from '#web/pieces/Person.tsx'
import { dayOfNumber } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import { type Axis, byColumn, fullnessOf, offStretches, overByColumn, type PersonLoad } from '../model.ts'
import { Bars } from './Bars.tsx'
import { headHeight, type Laid, type Row } from './grid.ts'
import styles from './People.module.css'
import type { GridProps } from './PeopleGrid.tsx'
import { keyOf } from './useBarHand.ts'

type Props = Pick<GridProps, 'axis' | 'toggle' | 'preview' | 'onBar' | 'onMenu' | 'onCell' | 'onUndated'> & {
  row: Row
  laid: Laid | undefined
  top: number
  height: number
  columns: number
  todayAt: number
}

export const GridRow = memo(function GridRow(props: Props) {
  const { row, laid, axis, top, height, todayAt, preview } = props
  const key = keyOf(row.id)
  const given = preview?.patch.assigneeIds
  const target = given && (row.id === null ? !given.length : given.includes(row.id))
  const width = axis.count * axis.width
  return (
    <div
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, height }}
      data-row={key}
      data-target={target || undefined}
    >
      <Who {...props} />
      <div className={styles.track} style={{ width }}>
        {row.load ? <Strip {...props} load={row.load} /> : <div style={{ height: headHeight }} />}
        {laid && (
          <div className={styles.lanes} style={{ height: height - headHeight }}>
            {row.load &&
              offStretches(row.load.capacity).map((s) => (
                <div
                  key={s.from}
                  className={styles.away}
                  style={{ left: s.from * axis.width, width: (s.to - s.from + 1) * axis.width }}
                />
              ))}
            {todayAt >= 0 && todayAt < axis.count && (
              <div className={styles.now} style={{ left: (todayAt + 0.5) * axis.width }} />
            )}
            <Bars {...props} laid={laid} />
          </div>
        )}
      </div>
    </div>
  )
})

function Who({ row, laid, toggle, onUndated }: Props) {
  const t = useT(messages)
  const f = useFormats()
  const load = row.load
  const planned = load?.planned.reduce((a, b) => a + b, 0) ?? 0
  const capacity = load?.capacity.reduce((a, b) => a + b, 0) ?? 0
  return (
    <div className={styles.who}>
      {toggle && (
        <button
          type="button"
          className={styles.fold}
          data-stop={`fold ${keyOf(row.id)}`}
          tabIndex={-1}
          aria-expanded={Boolean(laid)}
          aria-label={t(laid ? 'hide' : 'show', { who: row.name })}
          onClick={() => toggle(row)}
        >
          {laid ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
        </button>
      )}
      {row.id ? <Face name={row.name} /> : <span className={styles.noface} aria-hidden />}
      <span className={styles.name}>
        <span className={styles.full} title={row.name}>
          {row.name}
        </span>
        <span className={styles.under}>
          {load && load.over > 0 ? (
            <span className={styles.over}>{t('over.by', { hours: f.duration(load.over) })}</span>
          ) : load && capacity > 0 ? (
            t('of.capacity', { percent: f.percent(planned / capacity) })
          ) : row.id === null ? (
            t('nobody.line')
          ) : (
            load && t('absent')
          )}
          {row.undated.length > 0 && !onUndated && <span>{t('undated', { count: row.undated.length })}</span>}
          {row.undated.length > 0 && onUndated && (
            <button
              type="button"
              className={styles.undated}
              data-stop={`undated ${keyOf(row.id)}`}
              tabIndex={-1}
              onClick={() => onUndated(row)}
            >
              {t('undated', { count: row.undated.length })}
            </button>
          )}
        </span>
      </span>
    </div>
  )
}

function Strip({ row, axis, columns, onCell, load }: Props & { load: PersonLoad }) {
  const planned = byColumn(load.planned, axis.each)
  const capacity = byColumn(load.capacity, axis.each)
  const over = overByColumn(load, axis)
  const unplaced = new Map<number, number>()
  for (const u of load.unplacedParts) {
    const c = Math.floor((daysFrom(axis, u.on) as number) / axis.each)
    unplaced.set(c, (unplaced.get(c) ?? 0) + u.minutes)
  }
  return (
    <div className={styles.strip} style={{ height: headHeight }}>
      {Array.from({ length: columns }, (_, c) => (
        <Cell
          key={c}
          who={row.name}
          axis={axis}
          column={c}
          planned={(planned[c] ?? 0) + (unplaced.get(c) ?? 0)}
          capacity={capacity[c] ?? 0}
          over={over[c] ?? 0}
          onOpen={() => onCell(row, c)}
          stop={`cell ${keyOf(row.id)} ${c}`}
        />
      ))}
    </div>
  )
}
const daysFrom = (axis: Axis, day: string) =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - axis.from * 86_400_000) / 86_400_000)

/** Hours with at most one decimal: « 7,5 ». */
export const useHours = () => {
  const f = useFormats()
  return (minutes: number) => f.number(Math.round(minutes / 6) / 10)
}

function Cell({
  who,
  axis,
  column,
  planned,
  capacity,
  over,
  onOpen,
  stop,
}: {
  who: string
  axis: Axis
  column: number
  planned: number
  capacity: number
  over: number
  onOpen: () => void
  stop: string
}) {
  const t = useT(messages)
  const f = useFormats()
  const hours = useHours()
  const full = over > 0 ? 'over' : fullnessOf(planned, capacity)
  const day = dayOfNumber(axis.from + column * axis.each)
  const when = axis.each === 1 ? f.longDate(day) : t('week', { date: f.date(day) })
  const said = {
    over: 'cell.over',
    off: 'cell.off',
    none: 'cell.none',
    under: 'cell.some',
    full: 'cell.some',
  } as const
  const label = t(said[full], {
    who,
    when,
    planned: f.duration(planned),
    capacity: f.duration(capacity),
    over: f.duration(over),
  })
  const ratio = capacity > 0 ? Math.min(1, planned / capacity) : planned > 0 ? 1 : 0
  return (
    <button
      type="button"
      className={styles.cell}
      data-stop={stop}
      tabIndex={-1}
      data-full={full}
      style={{ width: axis.each * axis.width, '--ratio': ratio } as CSSProperties}
      title={label}
      onClick={onOpen}
    >
      <span className="unseen">{label}</span>
      {planned > 0 && <span aria-hidden>{hours(planned)}</span>}
      {full === 'over' && <b aria-hidden>+{hours(over)}</b>}
    </button>
  )
}
