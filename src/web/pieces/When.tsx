import type { Moment } from '#platform/formats.ts'
import { unknown } from '#platform/formats.ts'
import { useFormats } from '../i18n.tsx'
import styles from './When.module.css'

type Props = {
  /** `YYYY-MM-DD`, an ISO instant or a Date. */
  at: Moment | null | undefined
  /** Past this moment it is late: said with a word for screen readers and a colour for the others. */
  late?: string | false | undefined
  /** Never relative. */
  absolute?: boolean
}

/** A date in words when near; the exact one on hover. */
export function When({ at, late, absolute = false }: Props) {
  const { relative, date, exact } = useFormats()
  if (at === null || at === undefined || at === '') return <span className="muted">{unknown}</span>
  return (
    <time
      className={styles.when}
      dateTime={at instanceof Date ? at.toISOString() : String(at)}
      title={exact(at)}
      data-late={late ? '' : undefined}
    >
      {absolute ? date(at) : relative(at)}
      {late && <span className="unseen"> ({late})</span>}
    </time>
  )
}
