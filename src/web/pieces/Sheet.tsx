import { Drawer } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '../i18n.tsx'
import { useIsPhone } from '../media.ts'
import { messages } from '../messages.ts'
import { store } from '../store.ts'
import styles from './Sheet.module.css'

type Props = {
  opened: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** Buttons that stay in sight at the bottom. */
  footer?: ReactNode
  size?: number
}

let locks = 0

/** The page behind stays where it is. */
export function useScrollLock(locked: boolean) {
  useEffect(() => {
    if (!locked) return
    locks += 1
    document.body.dataset.locked = ''
    return () => {
      locks -= 1
      if (locks === 0) delete document.body.dataset.locked
    }
  }, [locked])
}

/** What goes away while open gives the focus back to where it came from; closing in place, the library does it. */
export function useFocusBack() {
  // Read before anything inside takes the focus.
  const [from] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      setTimeout(() => {
        const lost = !document.activeElement || document.activeElement === document.body
        if (lost && from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true })
      }, 0)
    },
    [from],
  )
}

const piled = store<readonly symbol[]>([])
/** Of sheets that lie one over the other, the one on top alone hears Escape. */
export function useOnTop(opened: boolean): boolean {
  const [me] = useState(() => Symbol('sheet'))
  useEffect(() => {
    if (!opened) return
    piled.set((now) => [...now, me])
    // Later: the key that closes this one must not be heard by the one under it.
    return () => void setTimeout(() => piled.set((now) => now.filter((x) => x !== me)))
  }, [opened, me])
  return piled.use().at(-1) === me
}

/** The library draws the title in a <header>, which screen readers would take for the page's own banner. */
export const noBanner = { header: { role: 'presentation' } }

/** A drawer on the right of a desk, a sheet from the bottom of a phone. */
export function Sheet({ opened, onClose, title, children, footer, size = 480 }: Props) {
  const t = useT(messages)
  const phone = useIsPhone()
  useScrollLock(opened)
  useFocusBack()
  const onTop = useOnTop(opened)
  return (
    <Drawer
      opened={opened}
      closeOnEscape={onTop}
      onClose={onClose}
      title={title}
      position={phone ? 'bottom' : 'right'}
      size={phone ? 'auto' : size}
      closeButtonProps={{ 'aria-label': t('close') }}
      attributes={noBanner}
      classNames={{
        content: phone ? styles.sheet! : styles.drawer!,
        body: styles.body!,
        header: styles.header!,
      }}
    >
      <div className={styles.inside}>{children}</div>
      {footer && <div className={styles.footer}>{footer}</div>}
    </Drawer>
  )
}
