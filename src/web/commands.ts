import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { type Binding, chordOf, follower, isTyping } from './keys.ts'
import { remembered, store } from './store.ts'

export type Command = {
  id: string
  label: string
  run: () => void
  /** Heading in the palette: the page, « Aller à », « Ajouter »… */
  group?: string
  /** `c`, `g p`, `mod+shift+e`: shown in the palette and in the keyboard help. */
  keys?: string
  icon?: LucideIcon
  /** Other words under which it is looked for. */
  words?: string
}

const sets = store<readonly (readonly Command[])[]>([])

/** Every command on offer now; a page's own come before those of the house, and take the place of those of the same id. */
export function commandsNow(): Command[] {
  const met = new Set<string>()
  return sets
    .get()
    .toReversed()
    .flat()
    .filter(({ id }) => !met.has(id) && met.add(id))
}
export function useCommandsNow(): Command[] {
  sets.use()
  return commandsNow()
}

/** Offers commands in the palette and on the keyboard for as long as the component is on screen. */
export function useCommands(commands: readonly Command[]) {
  const latest = useRef(commands)
  latest.current = commands
  const shape = commands.map(({ id, label, keys, group }) => `${id}\t${label}\t${keys}\t${group}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the commands, whose `run` is read late.
  useEffect(() => {
    const offered = latest.current.map((command, index) => ({
      ...command,
      run: () => latest.current[index]?.run(),
    }))
    sets.set((now) => [...now, offered])
    return () => sets.set((now) => now.filter((set) => set !== offered))
  }, [shape])
}

export type KeyHint = { keys: string; label: string }
const hints = store<readonly { group: string; lines: readonly KeyHint[] }[]>([])
export const keyHintsNow = () => hints.get()

/** Keys that a piece of the page hears by itself while the focus is in it: told by « ? », and nowhere else. */
export function useKeyHints(group: string, lines: readonly KeyHint[]) {
  const shape = JSON.stringify([group, lines])
  useEffect(() => {
    const [name, told] = JSON.parse(shape) as [string, KeyHint[]]
    const offered = { group: name, lines: told }
    hints.set((now) => [...now, offered])
    return () => hints.set((now) => now.filter((set) => set !== offered))
  }, [shape])
}

/** WCAG 2.1.4: who dictates or trembles can turn the single-key shortcuts off, in « Mon compte ». */
export const singleKeys = remembered('pupitre.keys', true)

export function listenToKeys(): () => void {
  const follow = follower()
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || /^(Shift|Control|Alt|Meta|Dead)$/.test(event.key))
      return
    const chord = chordOf(event)
    const modified = chord.startsWith('mod+') || chord.startsWith('alt+')
    if (!modified && (isTyping(event.target) || !singleKeys.get())) return
    // The browser's own undo is what one wants in a text field.
    if (chord === 'mod+z' && isTyping(event.target)) return
    const bindings = commandsNow().flatMap(({ keys, run }): Binding[] => (keys ? [{ keys, run }] : []))
    const hit = follow(chord, event.timeStamp, bindings)
    if (!hit) return
    event.preventDefault()
    if (hit !== 'waiting') hit.run()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
