import { draggable, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { type RefObject, useEffect, useRef } from 'react'

export type Dropped = {
  card: string
  /** Where it was taken from. */
  from: { group: string | undefined; lane: string | undefined }
  /** What the place it was dropped on said of itself. */
  to: Record<string, unknown>
}

/**
 * Makes the cards below `root` draggable, by mouse and by finger, without a listener on each: the one under the pointer is
 * armed when the pointer comes, and disarmed when it leaves for another.
 */
export function useCardDrag(
  root: RefObject<HTMLElement | null>,
  mayMove: (id: string) => boolean,
  onDrop: (dropped: Dropped) => void,
): void {
  const latest = useRef({ mayMove, onDrop })
  latest.current = { mayMove, onDrop }
  useEffect(() => {
    const element = root.current
    if (!element) return
    let armed: HTMLElement | null = null
    let disarm = () => {}
    let dragging = false
    const arm = (event: Event) => {
      const card = (event.target as HTMLElement).closest<HTMLElement>('[data-card]')
      if ((event.target as HTMLElement).closest('[data-nodrag]')) {
        disarm()
        armed = null
        disarm = () => {}
        return
      }
      if (!card || card === armed || dragging) return
      disarm()
      armed = null
      disarm = () => {}
      if (!latest.current.mayMove(card.dataset.card ?? '')) return
      armed = card
      const list = card.closest<HTMLElement>('[data-list]')
      const always = card.draggable
      const release = draggable({
        element: card,
        getInitialData: () => ({
          card: card.dataset.card,
          group: list?.dataset.list,
          lane: list?.dataset.lane,
        }),
        onDragStart: () => {
          dragging = true
          card.dataset.away = ''
        },
        onDrop: () => {
          dragging = false
          delete card.dataset.away
        },
      })
      disarm = () => {
        release()
        card.draggable = always
      }
    }
    element.addEventListener('pointerover', arm)
    element.addEventListener('pointerdown', arm)
    const stop = monitorForElements({
      onDrop: ({ source, location }) => {
        const to = location.current.dropTargets[0]?.data
        if (!to || typeof source.data.card !== 'string') return
        latest.current.onDrop({
          card: source.data.card,
          from: {
            group: source.data.group as string | undefined,
            lane: source.data.lane as string | undefined,
          },
          to,
        })
      },
    })
    const scroll = autoScrollForElements({ element })
    return () => {
      element.removeEventListener('pointerover', arm)
      element.removeEventListener('pointerdown', arm)
      disarm()
      stop()
      scroll()
    }
  }, [root])
}
