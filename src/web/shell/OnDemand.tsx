import { type ComponentProps, type ReactNode, Suspense, useState } from 'react'

type Ask = Pick<
  ComponentProps<'button'>,
  'onClick' | 'onPointerEnter' | 'onFocus' | 'aria-haspopup' | 'aria-expanded'
>

/**
 * A menu whose code is fetched when a pointer or the focus comes near, and drawn open at the first click: what most visits
 * never open is not part of the first one.
 */
export function OnDemand({
  load,
  closed,
  children,
}: {
  load: () => Promise<unknown>
  closed: (ask: Ask) => ReactNode
  children: ReactNode
}) {
  const [wanted, setWanted] = useState(false)
  const button = closed({
    onClick: () => setWanted(true),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  })
  return wanted ? <Suspense fallback={button}>{children}</Suspense> : button
}
