import { useEffect, useState } from 'react'

/** What is typed freely and understood when left: a day, a time. What is not understood is kept, and said. */
export function useTyped<Value>(p: {
  value: Value
  written: string
  /** `undefined` when it is not understood. */
  read: (text: string) => Value | undefined
  onChange: (value: Value) => void
}) {
  const [text, setText] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const { written } = p
  // Somebody else's change, or the one just understood, is written the house's way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written is what makes the typed text old.
  useEffect(() => {
    setText(null)
    setWrong(false)
  }, [written])
  const take = (value: Value) => {
    setText(null)
    setWrong(false)
    if (value !== p.value) p.onChange(value)
  }
  return {
    text: text ?? written,
    wrong,
    typing: text !== null,
    type: (next: string) => {
      setText(next)
      setWrong(false)
    },
    take,
    /** Understands what was typed; the value, or `undefined` when it is not one. */
    leave: (): Value | undefined => {
      if (text === null) return p.value
      const value = p.read(text)
      if (value === undefined) setWrong(true)
      else take(value)
      return value
    },
    revert: () => {
      setText(null)
      setWrong(false)
    },
  }
}
