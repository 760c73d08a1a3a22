/** Arrows go to the nearest stop in their direction; Tab enters the whole once and leaves it. */
export function walk(box: HTMLElement, key: string): boolean {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
  const now = document.activeElement
  if (!way || !(now instanceof HTMLElement) || !now.dataset.stop) return false
  const [dx, dy] = way as [number, number]
  const here = now.getBoundingClientRect()
  let best: HTMLElement | undefined
  let least = Number.POSITIVE_INFINITY
  for (const stop of box.querySelectorAll<HTMLElement>('[data-stop]')) {
    if (stop === now) continue
    const there = stop.getBoundingClientRect()
    const x = dx > 0 ? there.left - here.left : here.left - there.left
    const y = dy > 0 ? there.top - here.top : here.top - there.top
    const along = dx ? x : y
    if (along <= 1) continue
    // Off the line counts four times: one goes on straight as long as one can.
    const aside = dx
      ? Math.max(0, Math.abs(there.top - here.top) - 6)
      : Math.max(0, there.left - here.right, here.left - there.right)
    const far = along + aside * 4
    if (far < least) {
      least = far
      best = stop
    }
  }
  if (!best) return false
  best.focus()
  best.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return true
}

/** One stop answers Tab: the last one that had the focus, or the first. */
export function oneStop(box: HTMLElement, last?: HTMLElement): void {
  const now = box.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]')
  if (last) {
    for (const other of now) if (other !== last) other.tabIndex = -1
    last.tabIndex = 0
  } else if (!now.length) {
    const first = box.querySelector<HTMLElement>('[data-stop]')
    if (first) first.tabIndex = 0
  }
}
