import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import styles from './Page.module.css'

/** `exact`: its address begins another tab’s. */
export type PageTab = { to: string; label: string; count?: number | undefined; exact?: boolean }

type Props = {
  /** What the page is about: the project's name rather than « Projet ». */
  title: string
  /** Replaces the drawn title, when it can be edited in place. */
  heading?: ReactNode
  /** A <State>. */
  state?: ReactNode
  /** One line that says what needs you. */
  line?: ReactNode
  /** The one primary action. */
  action?: ReactNode
  /** The rest: a menu, a switch of views. */
  aside?: ReactNode
  tabs?: readonly PageTab[]
  /** `wide` for tables and boards, `narrow` for forms and reading. */
  width?: 'wide' | 'normal' | 'narrow'
  children?: ReactNode
}

export function Page({
  title,
  heading,
  state,
  line,
  action,
  aside,
  tabs,
  width = 'normal',
  children,
}: Props) {
  useEffect(() => {
    document.title = `${title} · Pupitre`
  }, [title])
  return (
    <div className={styles.page} data-width={width}>
      <header className={styles.head}>
        <div className={styles.about}>
          <div className={styles.titleRow}>
            <h1 className={styles.title}>{heading ?? title}</h1>
            {state}
          </div>
          {line && <p className={styles.line}>{line}</p>}
        </div>
        {(action || aside) && (
          <div className={styles.actions} data-noprint>
            {aside}
            {action}
          </div>
        )}
      </header>
      {tabs && tabs.length > 0 && (
        <nav className={styles.tabs} aria-label={title}>
          {tabs.map((tab) => (
            <Link
              key={tab.to}
              to={tab.to}
              className={styles.tab}
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ exact: tab.exact ?? false }}
            >
              {tab.label}
              {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
            </Link>
          ))}
        </nav>
      )}
      {children}
    </div>
  )
}

/** A part of a page with its own heading, separated by air and a hairline rather than by a box. */
export function Section({
  title,
  line,
  action,
  children,
}: {
  title: string
  line?: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <div>
          <h2>{title}</h2>
          {line && <p className={styles.line}>{line}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
