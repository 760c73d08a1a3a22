import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormats } from '#web/i18n.tsx'
import { shown } from '../document/model.ts'
import type { Figure } from '../model.ts'
import styles from './Review.module.css'

/** A link to the rows of a figure; the address keeps what it asks in its search part. */
export function RowsLink({ to, children }: { to: string; children: ReactNode }) {
  const [path = '', search = ''] = to.split('?')
  return (
    <Link to={path} search={Object.fromEntries(new URLSearchParams(search)) as never} className={styles.cell}>
      {children}
    </Link>
  )
}

/** A figure in a table, leading to its rows when it has some. */
export function Amount({
  figure,
  currency,
  sign = false,
}: {
  figure: Figure
  currency: string
  sign?: boolean
}) {
  const f = useFormats()
  const text = shown(f, figure, currency, { sign })
  return figure.rows && figure.value !== null ? <RowsLink to={figure.rows}>{text}</RowsLink> : text
}
