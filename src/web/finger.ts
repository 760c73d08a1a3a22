/**
 * Carrying by finger, in every browser: one that rests on something draggable lifts it, and what hears the drags of a mouse
 * hears this one too. Some phones have a drag of their own, others none; here they all have the same.
 */
export function listenToFingers(): () => void {
  let stopResting = () => {}
  let carried: Carried | null = null

  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return
    stopResting()
    if (carried) return
    const target = event.target as HTMLElement
    const { clientX, clientY, pointerId } = event
    const away = (e: PointerEvent) =>
      e.pointerId === pointerId && Math.hypot(e.clientX - clientX, e.clientY - clientY) > 8 && stopResting()
    const timer = setTimeout(() => {
      stopResting()
      // Looked for now: some things become draggable when the finger comes down.
      const source = target.closest<HTMLElement>('[draggable="true"]')
      if (source?.isConnected) carried = lift(source, { clientX, clientY })
    }, 350)
    stopResting = () => {
      clearTimeout(timer)
      removeEventListener('pointermove', away, true)
    }
    addEventListener('pointermove', away, true)
  }
  const move = (event: TouchEvent) => {
    if (!carried) return
    event.preventDefault()
    const finger = event.touches[0]
    if (finger) carried.move(finger)
  }
  const end = (event: TouchEvent) => {
    stopResting()
    if (!carried) return
    // Neither a press on what was carried, nor on what lies under it.
    if (event.cancelable) event.preventDefault()
    const { drop } = carried
    carried = null
    drop(event.type === 'touchend')
  }
  /** The browser's own drag and menu of a long press, and the moves of the pointer, by which a drag is taken for over. */
  const hush = (event: Event) => {
    if (!carried || !event.isTrusted) return
    if (event.type !== 'pointermove') event.preventDefault()
    event.stopImmediatePropagation()
  }
  const loud = { capture: true, passive: false }
  addEventListener('pointerdown', down, true)
  addEventListener('touchmove', move, loud)
  addEventListener('touchend', end, loud)
  addEventListener('touchcancel', end, loud)
  for (const type of ['dragstart', 'contextmenu', 'pointermove']) addEventListener(type, hush, true)
  return () => {
    stopResting()
    removeEventListener('pointerdown', down, true)
    removeEventListener('touchmove', move, true)
    removeEventListener('touchend', end, true)
    removeEventListener('touchcancel', end, true)
    for (const type of ['dragstart', 'contextmenu', 'pointermove']) removeEventListener(type, hush, true)
  }
}

type Point = { clientX: number; clientY: number }
type Carried = { move: (to: Point) => void; drop: (here: boolean) => void }

function lift(source: HTMLElement, from: Point): Carried | null {
  const dataTransfer = new DataTransfer()
  let at = from
  const say = (type: string, on: Element) =>
    on.dispatchEvent(
      new DragEvent(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        dataTransfer,
        clientX: at.clientX,
        clientY: at.clientY,
        screenX: at.clientX,
        screenY: at.clientY,
      }),
    )
  if (!say('dragstart', source)) return null
  navigator.vibrate?.(8)
  const ghost = shadowOf(source)
  let over: Element | null = null
  let accepts = false
  const look = () => {
    const under = document.elementFromPoint(at.clientX, at.clientY)
    if (!under) return
    if (under !== over) {
      over = under
      say('dragenter', under)
    }
    accepts = !say('dragover', under)
  }
  // As a browser does it: again and again, since what lies under may scroll away.
  const again = setInterval(look, 60)
  look()
  return {
    move(to) {
      at = { clientX: to.clientX, clientY: to.clientY }
      ghost.style.transform = `translate(${at.clientX - from.clientX}px, ${at.clientY - from.clientY}px)`
      look()
    },
    drop(here) {
      clearInterval(again)
      if (here) look()
      ghost.remove()
      if (here && accepts && over) say('drop', over)
      // What was carried may be drawn elsewhere by now: those who wait for the end hear it from the page.
      say('dragend', source.isConnected ? source : document.body)
    },
  }
}

function shadowOf(source: HTMLElement): HTMLElement {
  const { left, top, width, height } = source.getBoundingClientRect()
  const ghost = source.cloneNode(true) as HTMLElement
  ghost.removeAttribute('id')
  ghost.setAttribute('aria-hidden', 'true')
  ghost.inert = true
  Object.assign(ghost.style, {
    position: 'fixed',
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
    margin: '0',
    zIndex: '500',
    pointerEvents: 'none',
    opacity: '0.92',
    boxShadow: 'var(--shadow)',
    background: 'var(--raised)',
  })
  document.body.append(ghost)
  return ghost
}
