import type { ReactNode } from 'react'
import { Drawing, type DrawingName } from './drawings.tsx'
import styles from './Empty.module.css'

type Props = {
  drawing?: DrawingName
  /** One sentence that teaches what will live here. */
  sentence: string
  /** The one thing to do about it. */
  action?: ReactNode
  /** An example, such as one finds in the demo. */
  example?: ReactNode
  compact?: boolean
}

export function Empty({ drawing = 'desk', sentence, action, example, compact = false }: Props) {
  return (
    <div className={styles.empty} data-compact={compact || undefined}>
      <Drawing name={drawing} size={compact ? 72 : 112} />
      <p className={styles.sentence}>{sentence}</p>
      {action}
      {example && <p className={styles.example}>{example}</p>}
    </div>
  )
}
