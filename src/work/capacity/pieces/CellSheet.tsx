import { ActionIcon } from '@mantine/core'
import { ArrowRightLeft } from 'lucide-react'
import { useFormats, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { dayOfNumber } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import { type Axis, overByColumn } from '../model.ts'
import type { Bar, Row } from './grid.ts'
import styles from './People.module.css'

/** What somebody does in a day or a week: each task with its part of the time. */
export function CellSheet({
  row,
  column,
  axis,
  lineOf,
  onBar,
  onMenu,
  onClose,
}: {
  row: Row
  column: number
  axis: Axis
  /** Under the title: the project. */
  lineOf?: (id: string) => string | undefined
  onBar: (bar: Bar) => void
  onMenu: (bar: Bar, row: Row) => void
  onClose: () => void
}) {
  const t = useT(messages)
  const f = useFormats()
  const load = row.load
  if (!load) return null
  const first = column * axis.each
  const minutes = new Map<string, number>()
  const add = (id: string, m: number) => minutes.set(id, (minutes.get(id) ?? 0) + m)
  let capacity = 0
  for (let i = first; i < Math.min(first + axis.each, axis.count); i++) {
    capacity += load.capacity[i] ?? 0
    for (const part of load.parts(i)) add(part.workId, part.minutes)
    const day = dayOfNumber(axis.from + i)
    for (const u of load.unplacedParts) if (u.on === day) add(u.workId, u.minutes)
  }
  const day = dayOfNumber(axis.from + first)
  const over = overByColumn(load, axis)[column] ?? 0
  const planned = [...minutes.values()].reduce((a, b) => a + b, 0)
  const bars = new Map(row.bars.map((b) => [b.id, b]))
  const parts = [...minutes].toSorted((a, b) => b[1] - a[1])
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t('cell.title', {
        who: row.name,
        when: axis.each === 1 ? f.longDate(day) : t('week', { date: f.date(day) }),
      })}
    >
      <div className="stack">
        <p>
          {t('cell.total', { planned: f.duration(planned), capacity: f.duration(capacity) })}
          {over > 0 && (
            <>
              {', '}
              <span className={styles.over}>{t('over.by', { hours: f.duration(over) })}</span>
            </>
          )}
        </p>
        {parts.length === 0 ? (
          <Empty compact drawing="lamp" sentence={t(capacity ? 'cell.empty' : 'cell.emptyOff')} />
        ) : (
          <TaskLines
            lines={parts.map(([id, m]) => ({ bar: bars.get(id), id, minutes: m }))}
            row={row}
            {...(lineOf ? { lineOf } : {})}
            onBar={onBar}
            onMenu={onMenu}
          />
        )}
      </div>
    </Sheet>
  )
}

/** Tasks as lines: the title opens, the button says to whom or when. */
export function TaskLines({
  lines,
  row,
  lineOf,
  onBar,
  onMenu,
}: {
  lines: readonly { bar: Bar | undefined; id: string; minutes?: number }[]
  row: Row
  lineOf?: (id: string) => string | undefined
  onBar: (bar: Bar) => void
  onMenu: (bar: Bar, row: Row) => void
}) {
  const t = useT(messages)
  const f = useFormats()
  return (
    <ul className={styles.tasks}>
      {lines.map(({ bar, id, minutes }) => (
        <li key={id} className={styles.task}>
          <span style={{ minWidth: 0 }}>
            {bar && !bar.hidden ? (
              <button type="button" data-title onClick={() => onBar(bar)}>
                {bar.title}
              </button>
            ) : (
              <span className="muted">{t('hidden')}</span>
            )}
            <span className="caption muted" style={{ display: 'block' }}>
              {bar?.hidden
                ? t('hidden.line')
                : [
                    lineOf?.(id),
                    bar && (bar.startsOn || bar.dueOn) ? f.period(bar.startsOn, bar.dueOn) : undefined,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
            </span>
          </span>
          <span className="figures">{minutes === undefined ? '' : f.duration(minutes)}</span>
          {bar?.may ? (
            <ActionIcon
              size={32}
              aria-label={t('move', { title: bar.title })}
              onClick={() => onMenu(bar, row)}
            >
              <ArrowRightLeft size={15} aria-hidden />
            </ActionIcon>
          ) : (
            <span />
          )}
        </li>
      ))}
    </ul>
  )
}
