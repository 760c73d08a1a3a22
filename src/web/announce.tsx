import { useEffect, useState } from 'react'
import { store } from './store.ts'

const said = store({ text: '', at: 0 })

/** Says a sentence to screen readers, once, without moving anything on screen. */
export const announce = (text: string) => said.set({ text, at: Date.now() })

export function Announcer() {
  const { text, at } = said.use()
  const [spoken, setSpoken] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same sentence said twice must be spoken twice.
  useEffect(() => {
    setSpoken('')
    const timer = setTimeout(() => setSpoken(text), 60)
    return () => clearTimeout(timer)
  }, [text, at])
  return (
    <div className="unseen" role="status" aria-live="polite">
      {spoken}
    </div>
  )
}
