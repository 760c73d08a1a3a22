import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { minutesPerDay } from '../../scheduling/model.ts'
import { type Axis, clampScale, fitScale, xOf } from '../model.ts'
import { keepInSight } from './TimeHead.tsx'
import { usePinch } from './usePinch.ts'

export type View = { width: number; height: number }
type Stage = {
  scroller: RefObject<HTMLDivElement | null>
  axis: Axis
  left: number
  today: number
  /** From where to where the plan itself goes. */
  span: { first: number; last: number }
  phone: boolean
  view: View
  onView: (change: (now: View) => View) => void
  onScale: (scale: number) => void
  /** A moment that must be in sight: what one tries. */
  look: number | null
}
const step = 256

/** The window on the chart: what lies near the eye, how high it is, how near; the moment under the eye stays there. */
export function useStage({ scroller, axis, left, today, span, phone, view, onView, onScale, look }: Stage) {
  // In steps, so that scrolling a little draws nothing anew.
  const [near, setNear] = useState({ from: 0, to: 1400 })
  const onScroll = useCallback(() => {
    const s = scroller.current
    if (!s) return
    keepInSight(s, s.scrollLeft)
    const from = Math.max(0, Math.floor((s.scrollLeft - step / 2) / step) * step)
    const to = Math.ceil((s.scrollLeft + s.clientWidth - left + step / 2) / step) * step
    setNear((n) => (n.from === from && n.to === to ? n : { from, to }))
    onView((v) =>
      v.width === s.clientWidth && v.height === s.clientHeight
        ? v
        : { width: s.clientWidth, height: s.clientHeight },
    )
  }, [scroller, left, onView])
  const [height, setHeight] = useState(480)
  useLayoutEffect(() => {
    const s = scroller.current
    if (!s) return
    const measure = () => {
      const top = s.getBoundingClientRect().top + window.scrollY
      setHeight(Math.max(320, window.innerHeight - top - (phone ? 76 : 28)))
      onScroll()
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    watch.observe(s)
    return () => watch.disconnect()
  }, [scroller, onScroll, phone])

  const anchor = useRef<{ day: number; x: number } | null>(null)
  const kept = useRef({ from: axis.from, scale: axis.scale })
  const opened = useRef(false)
  useLayoutEffect(() => {
    const s = scroller.current
    if (!s) return
    const was = kept.current
    kept.current = { from: axis.from, scale: axis.scale }
    const a = anchor.current ?? { day: was.from + (s.scrollLeft + 40) / was.scale, x: 40 }
    anchor.current = null
    if (!opened.current) {
      opened.current = true
      // A plan under way opens on today; one to come or over, on its beginning.
      const underWay = span.first <= today && today <= span.last
      s.scrollLeft = Math.max(
        0,
        underWay ? xOf(axis, today) - (view.width - left) / 3 : xOf(axis, span.first) - 60,
      )
    } else if (was.from !== axis.from || was.scale !== axis.scale)
      s.scrollLeft = (a.day - axis.from) * axis.scale - a.x
    onScroll()
  }, [scroller, axis, onScroll, today, span.first, span.last, view.width, left])
  useLayoutEffect(() => keepInSight(scroller.current, scroller.current?.scrollLeft ?? 0))

  const seen = useRef({ axis, left, width: view.width })
  seen.current = { axis, left, width: view.width }
  useEffect(() => {
    const s = scroller.current
    if (look === null || !s) return
    const { axis: a, left: l, width } = seen.current
    const x = xOf(a, look) - s.scrollLeft
    if (x < 40 || x > width - l - 60)
      s.scrollTo({ left: xOf(a, look) - (width - l) * 0.6, behavior: 'smooth' })
  }, [scroller, look])

  const zoom = useCallback(
    (to: number, x?: number) => {
      const s = scroller.current
      if (!s) return
      const at = x ?? (s.clientWidth - left) / 2
      const { from, scale } = kept.current
      anchor.current = { day: from + (s.scrollLeft + at) / scale, x: at }
      onScale(clampScale(to))
    },
    [scroller, left, onScale],
  )
  usePinch(scroller, left, axis.scale, zoom)
  return {
    near,
    height,
    onScroll,
    zoom,
    fit: () => {
      const s = scroller.current
      if (!s) return
      const scale = fitScale(span.first, span.last, s.clientWidth - left)
      // As near as it should be already: nothing will be drawn anew, so it only moves.
      if (scale === kept.current.scale) s.scrollLeft = xOf(axis, span.first) - 24
      else anchor.current = { day: span.first / minutesPerDay, x: 24 }
      onScale(scale)
    },
    toToday: () =>
      scroller.current?.scrollTo({ left: xOf(axis, today) - (view.width - left) / 2, behavior: 'smooth' }),
  }
}
