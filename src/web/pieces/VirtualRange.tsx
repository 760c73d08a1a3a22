import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect } from 'react'

export type Range = { first: number; last: number }

type Props = { count: number; height: number; top: number; onRange: (range: Range) => void }

/** Says which rows of a long table are near the window. Draws nothing; only long tables load it. */
export default function VirtualRange({ count, height, top, onRange }: Props) {
  const virtual = useWindowVirtualizer({ count, estimateSize: () => height, overscan: 20, scrollMargin: top })
  const drawn = virtual.getVirtualItems()
  const first = drawn[0]?.index ?? 0
  const last = drawn.at(-1)?.index ?? 39
  useEffect(() => onRange({ first, last }), [first, last, onRange])
  return null
}
