import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Children, type ReactNode } from 'react'
import { useFormats, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import styles from './Figure.module.css'

export type FigureKind = 'number' | 'money' | 'percent' | 'duration'

type Props = {
  label: string
  /** Cents for money, a ratio for percent, minutes for a duration; null is unknown, never 0. */
  value: number | null | undefined
  kind?: FigureKind
  currency?: string
  unit?: string
  /** Relative change since the previous period, as a ratio: 0.12 is +12 %. */
  delta?: number | null | undefined
  /** Which way is good for this metric; `none` colours nothing. */
  goodWhen?: 'up' | 'down' | 'none'
  period?: string
  definition?: string
  /** Where the rows behind the figure are. */
  to?: string
  size?: 'normal' | 'large'
  children?: ReactNode
}

export function useFigure() {
  const { number, money, percent, duration } = useFormats()
  return (
    value: number | null | undefined,
    kind: FigureKind = 'number',
    { currency = 'EUR', exact = false } = {},
  ) => {
    if (kind === 'money') return money(value, currency, { round: !exact && Math.abs(value ?? 0) >= 100_00 })
    if (kind === 'percent') return percent(value, { digits: exact ? 2 : 1 })
    if (kind === 'duration') return duration(value)
    return number(value, exact ? {} : Number.isInteger(value) ? { digits: 0 } : { digits: 1 })
  }
}

/** « ▲ +12 % », coloured by what it means for this metric. */
export function Delta({
  ratio,
  goodWhen = 'up',
}: {
  ratio: number | null | undefined
  goodWhen?: 'up' | 'down' | 'none'
}) {
  const { percent } = useFormats()
  const t = useT(messages)
  if (ratio === null || ratio === undefined) return null
  const flat = Math.abs(ratio) < 0.0005
  const good = goodWhen === 'none' || flat ? null : ratio > 0 === (goodWhen === 'up')
  return (
    <span className={styles.delta} data-good={good ?? undefined}>
      <span aria-hidden>{flat ? '=' : ratio > 0 ? '▲' : '▼'}</span>{' '}
      {percent(ratio, { digits: Math.abs(ratio) < 0.1 ? 1 : 0, sign: true })}
      <span className="unseen">
        {' '}
        {t(good === null ? 'figure.same' : good ? 'figure.better' : 'figure.worse')}
      </span>
    </span>
  )
}

export function Figure({
  label,
  value,
  kind = 'number',
  currency = 'EUR',
  unit,
  delta,
  goodWhen = 'up',
  period,
  definition,
  to,
  size = 'normal',
  children,
}: Props) {
  const t = useT(messages)
  const figure = useFigure()
  const shown = figure(value, kind, { currency })
  const about = (
    <span className={styles.about}>
      <b>
        {figure(value, kind, { currency, exact: true })}
        {unit ? ` ${unit}` : ''}
      </b>
      {period && <span>{period}</span>}
      {definition && <span>{definition}</span>}
      {to && <span>{t('figure.rows')}</span>}
    </span>
  )
  const inside = (
    <>
      <span className={styles.label}>
        {label}
        {unit && <span className={styles.unit}> ({unit})</span>}
      </span>
      <span className={styles.line}>
        <span className={styles.value} data-size={size}>
          {shown}
        </span>
        <Delta ratio={delta} goodWhen={goodWhen} />
      </span>
      {children}
    </>
  )
  return (
    <Tooltip label={about} position="bottom-start">
      {to ? (
        <Link to={to} className={styles.figure}>
          {inside}
        </Link>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact value and the definition must be reachable without a mouse.
        <span className={styles.figure} tabIndex={0} role="group" aria-label={label}>
          {inside}
        </span>
      )}
    </Tooltip>
  )
}

/** Figures side by side, divided by hairlines. */
export function Figures({ children }: { children: ReactNode }) {
  // More than a row holds: two rows of the same length rather than one and a rest.
  const count = Children.toArray(children).length
  return (
    <div className={styles.figures} data-rows={count > 6 ? Math.ceil(count / 2) : undefined}>
      {children}
    </div>
  )
}
