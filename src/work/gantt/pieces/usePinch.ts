import { type RefObject, useEffect, useRef } from 'react'

/** Ctrl and the wheel, or two fingers: the moment under them stays under them. */
export function usePinch(
  scroller: RefObject<HTMLElement | null>,
  left: number,
  scale: number,
  zoom: (scale: number, x: number) => void,
) {
  const now = useRef({ left, scale, zoom })
  now.current = { left, scale, zoom }
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const xOf = (clientX: number) => clientX - element.getBoundingClientRect().left - now.current.left
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      now.current.zoom(now.current.scale * Math.exp(-event.deltaY / 300), xOf(event.clientX))
    }
    let start: { apart: number; scale: number } | null = null
    const apart = (t: TouchList) => Math.hypot(t[0]!.clientX - t[1]!.clientX, t[0]!.clientY - t[1]!.clientY)
    const touch = (event: TouchEvent) => {
      if (event.touches.length !== 2) {
        start = null
        return
      }
      event.preventDefault()
      const size = apart(event.touches)
      start ??= { apart: size, scale: now.current.scale }
      now.current.zoom(
        (start.scale * size) / start.apart,
        xOf((event.touches[0]!.clientX + event.touches[1]!.clientX) / 2),
      )
    }
    element.addEventListener('wheel', wheel, { passive: false })
    element.addEventListener('touchstart', touch, { passive: false })
    element.addEventListener('touchmove', touch, { passive: false })
    element.addEventListener('touchend', touch)
    return () => {
      element.removeEventListener('wheel', wheel)
      element.removeEventListener('touchstart', touch)
      element.removeEventListener('touchmove', touch)
      element.removeEventListener('touchend', touch)
    }
  }, [scroller])
}
