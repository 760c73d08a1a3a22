import type { ReactNode } from 'react'
import styles from './State.module.css'

/** What it means for the reader. Each has its own shape, so that colour is never alone. */
export type Tone = 'good' | 'done' | 'risk' | 'bad' | 'info' | 'active' | 'idle' | 'mark'

const shapes: Record<Tone, ReactNode> = {
  good: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  done: (
    <path
      d="M2 6.4 4.9 9.2 10 3.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  risk: <path d="M6 1.2 11.2 10.6H.8z" fill="currentColor" />,
  bad: <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />,
  info: <rect x="2" y="2" width="8" height="8" rx="1.5" fill="currentColor" />,
  active: (
    <>
      <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 3.2v5.6a2.8 2.8 0 0 0 0-5.6z" fill="currentColor" />
    </>
  ),
  idle: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  mark: (
    <path d="M6 .8l1.5 3.4 3.7.4-2.8 2.5.8 3.7L6 8.9l-3.2 1.9.8-3.7L.8 4.6l3.7-.4z" fill="currentColor" />
  ),
}

export function Shape({ tone, label }: { tone: Tone; label?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has a label, or is said not to be there.
    <svg
      className={styles.shape}
      data-tone={tone}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {shapes[tone]}
    </svg>
  )
}

/** `<State tone="risk">à risque</State>`; `quiet` drops the wash, for rows. */
export function State({
  tone,
  children,
  quiet = false,
}: {
  tone: Tone
  children: ReactNode
  quiet?: boolean
}) {
  return (
    <span className={styles.state} data-tone={tone} data-quiet={quiet || undefined}>
      <Shape tone={tone} />
      {children}
    </span>
  )
}
