/** After the card was drawn in its new place, a frame or twenty later on a slow machine: the focus follows it there. */
export function focusCard(id: string | undefined): void {
  if (!id) return
  let frames = 0
  const follow = () => {
    const card = document.querySelector<HTMLElement>(`[data-card="${id}"] [data-opener]`)
    // Unless the hand has gone elsewhere meanwhile.
    const nowhere = !document.activeElement || document.activeElement === document.body
    if (card && card !== document.activeElement && (frames < 3 || nowhere)) card.focus()
    frames += 1
    if (frames < 60) requestAnimationFrame(follow)
  }
  requestAnimationFrame(follow)
}

/** Opens the menu of a card from its key; once the key is over, or the menu would hear it too and close. */
export const openCardMenu = (opener: Element | null | undefined): void =>
  void setTimeout(() => opener?.parentElement?.querySelector<HTMLElement>('[data-mover]')?.click())
