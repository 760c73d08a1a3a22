/**
 * Keys are written `mod+k`, `shift+?`, `c`, or as a sequence `g p`. `mod` is Cmd on a Mac and Ctrl elsewhere.
 */
export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

export function chordOf(event: Pressed): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : ''
  const alt = event.altKey ? 'alt+' : ''
  // A shifted sign such as « ? » already says that shift was held; for letters and named keys it must be said.
  const shift = event.shiftKey && (key.length > 1 || /\p{L}/u.test(key)) ? 'shift+' : ''
  return `${mod}${alt}${shift}${key}`
}

export type Binding = { keys: string; run: () => void }

/** Follows what is typed, one chord after the other, and says which binding it completes. */
export function follower(patience = 1200) {
  let typed: string[] = []
  let last = 0
  return (chord: string, now: number, bindings: readonly Binding[]): Binding | 'waiting' | null => {
    if (now - last > patience) typed = []
    last = now
    typed.push(chord)
    for (const start of [0, typed.length - 1]) {
      const said = typed.slice(start).join(' ')
      const hit = bindings.find((binding) => binding.keys === said)
      if (hit) {
        typed = []
        return hit
      }
      if (bindings.some((binding) => binding.keys.startsWith(`${said} `))) {
        typed = typed.slice(start)
        return 'waiting'
      }
    }
    typed = []
    return null
  }
}

/** Single keys are for reading, not for writing: they sleep while someone types or a dialog is open. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=dialog],[role=menu],[role=listbox]') !== null
  )
}

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** How a chord is drawn: `mod+k` is « Ctrl K » or « ⌘ K ». */
export function keycaps(keys: string): string[] {
  return keys.split(' ').flatMap((chord) =>
    chord.split(/\+(?=.)/).map((key) => {
      if (key === 'mod') return mac ? '⌘' : 'Ctrl'
      if (key === 'shift') return '⇧'
      if (key === 'alt') return mac ? '⌥' : 'Alt'
      if (key === 'enter') return '↵'
      return key.length === 1 ? key.toUpperCase() : key
    }),
  )
}
