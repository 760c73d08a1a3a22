import { type ReactNode, useEffect } from 'react'
import styles from './Outside.module.css'

/** A sheet of paper for people without an account: nothing of the desk around it. */
export function Outside({ title, foot, children }: { title: string; foot?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className={styles.page}>
      <main className={styles.sheet}>{children}</main>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </div>
  )
}
