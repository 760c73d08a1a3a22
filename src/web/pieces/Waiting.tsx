import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { ErrorNote } from './ErrorNote.tsx'
import styles from './Waiting.module.css'

/** Grey lines where the content will be, but only once the wait is felt (150 ms). */
export function Waiting({ rows = 5, title = false }: { rows?: number; title?: boolean }) {
  const t = useT(messages)
  const [felt, setFelt] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setFelt(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={styles.waiting} data-felt={felt || undefined} aria-busy="true">
      {felt && <span className="unseen">{t('loading')}</span>}
      {title && <div className={styles.title} />}
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles.line} style={{ width: `${[96, 88, 92, 74, 83][index % 5]}%` }} />
      ))}
    </div>
  )
}

type Query<Data> = { data: Data | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** What every page does with a query: wait, say what went wrong, or show. Data already here stays while it is refreshed. */
export function Loaded<Data>({
  query,
  rows,
  children,
}: {
  query: Query<Data>
  rows?: number
  children: (data: Data) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
  return <Waiting {...(rows !== undefined ? { rows } : {})} />
}
