import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useT } from '../i18n.tsx'
import { useIsPhone } from '../media.ts'
import { messages } from '../messages.ts'
import { noBanner, Sheet, useFocusBack, useOnTop, useScrollLock } from '../pieces/Sheet.tsx'

/** A small window in the middle of a desk, a sheet on a phone: for the house's own panels. */
export function Over({
  title,
  onClose,
  children,
  size = 560,
}: {
  title: string
  onClose: () => void
  children: ReactNode
  size?: number
}) {
  const t = useT(messages)
  const phone = useIsPhone()
  useScrollLock(!phone)
  useFocusBack()
  const onTop = useOnTop(!phone)
  if (phone)
    return (
      <Sheet opened onClose={onClose} title={title}>
        {children}
      </Sheet>
    )
  return (
    <Modal
      opened
      closeOnEscape={onTop}
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('close') }}
      attributes={noBanner}
    >
      {children}
    </Modal>
  )
}
