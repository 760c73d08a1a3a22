import { ChevronsUpDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { useWorkspace } from '../session.tsx'
import { Mark } from './Mark.tsx'
import styles from './Sidebar.module.css'

export function WorkspaceButton(rest: ComponentProps<'button'>) {
  const t = useT(messages)
  const { name } = useWorkspace()
  return (
    <button type="button" {...rest} className={styles.brand}>
      <Mark size={26} />
      <span className={styles.brandWords}>
        <span className={styles.brandName}>Pupitre</span>
        <span className={styles.brandSpace}>{name}</span>
      </span>
      <span className="unseen">, {t('nav.workspace')}</span>
      <ChevronsUpDown size={14} className={styles.brandMore ?? ''} aria-hidden />
    </button>
  )
}
