import { type PointerEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { placeOf } from '../model.ts'
import styles from './Proof.module.css'

export type Size = { width: number; height: number }
type Props = {
  size: Size
  /** `contain` shows the whole, `width` fills the line: pages are read, pictures are seen. */
  fit: 'contain' | 'width'
  zoom: number
  label: string
  /** Another frame that scrolls along. */
  together?: RefObject<HTMLDivElement | null> | undefined
  frame?: RefObject<HTMLDivElement | null>
  onPoint?: ((place: { x: number; y: number }) => void) | undefined
  /** Drawn at the size it is shown at. */
  children: (shown: Size) => ReactNode
}

/** What one looks at, at any size: it scrolls by wheel, touch and keys, a mouse pans it, a click or a touch names a place. */
export function ProofFrame({ size, fit, zoom, label, together, frame, onPoint, children }: Props) {
  const own = useRef<HTMLDivElement>(null)
  const box = frame ?? own
  const sheet = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 })
  const hold = useRef<{ x: number; y: number; left: number; top: number; moved: boolean } | null>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setRoom({ width: element.clientWidth - 24, height: element.clientHeight - 24 })
    const watch = new ResizeObserver(look)
    watch.observe(element)
    look()
    return () => watch.disconnect()
  }, [box])
  const wide = room.width / (size.width || 1)
  const high = room.height / (size.height || 1)
  const scale = Math.max(0, fit === 'contain' ? Math.min(wide, high, 4) : Math.min(wide, 2.5)) * zoom
  const shown = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) }

  const down = (event: PointerEvent) => {
    const element = box.current
    if (event.button !== 0 || event.pointerType !== 'mouse' || !element) return
    hold.current = {
      x: event.clientX,
      y: event.clientY,
      left: element.scrollLeft,
      top: element.scrollTop,
      moved: false,
    }
  }
  const move = (event: PointerEvent) => {
    const from = hold.current
    const element = box.current
    if (!from || !element || event.buttons === 0) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!from.moved && Math.hypot(dx, dy) < 5) return
    from.moved = true
    element.scrollTo(from.left - dx, from.top - dy)
  }
  const follow = () => {
    const [from, to] = [box.current, together?.current]
    if (!from || !to) return
    const share = (at: number, all: number, seen: number) => (all > seen ? at / (all - seen) : 0)
    const left =
      share(from.scrollLeft, from.scrollWidth, from.clientWidth) * (to.scrollWidth - to.clientWidth)
    const top =
      share(from.scrollTop, from.scrollHeight, from.clientHeight) * (to.scrollHeight - to.clientHeight)
    if (Math.abs(to.scrollLeft - left) > 1 || Math.abs(to.scrollTop - top) > 1) to.scrollTo(left, top)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of drawing and pins, not a form.
    <div
      ref={box}
      className={styles.frame}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard.
      tabIndex={0}
      onPointerDown={down}
      onPointerMove={move}
      onScroll={follow}
    >
      {room.width > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: « Poser une épingle » does the same by keyboard.
        // biome-ignore lint/a11y/useKeyWithClickEvents: « Poser une épingle » does the same by keyboard.
        <div
          ref={sheet}
          className={styles.sheet}
          data-may={onPoint ? '' : undefined}
          style={{ width: shown.width, height: shown.height }}
          onClick={(event) => {
            const moved = hold.current?.moved
            hold.current = null
            if (moved || !onPoint || !sheet.current || (event.target as Element).closest('button')) return
            onPoint(placeOf({ x: event.clientX, y: event.clientY }, sheet.current.getBoundingClientRect()))
          }}
        >
          {children(shown)}
        </div>
      )}
    </div>
  )
}
