import { TextInput } from '@mantine/core'
import { Plus } from 'lucide-react'
import { type Ref, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'

/** The lines of a list from elsewhere, without the dash, the dot or the number that stood before them. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^\s*(?:[-*•–]|\d{1,3}[.)]|\[[ x]?\])\s+/i, '')
        .trim()
        .slice(0, 500),
    )
    .filter(Boolean)
    .slice(0, 200)

/** Type, Enter, and on to the next one; a list that is pasted is as many tasks. What was typed stays if the server refused it. */
export function AddTask({
  label,
  onAdd,
  inputRef,
  onLeave,
  autoFocus,
}: {
  label: string
  onAdd: (...titles: string[]) => Promise<unknown>
  inputRef?: Ref<HTMLInputElement>
  onLeave?: () => void
  autoFocus?: boolean
}) {
  const t = useT(messages)
  const [title, setTitle] = useState('')
  const add = async () => {
    const wanted = title.trim()
    if (!wanted) return
    setTitle('')
    if (!(await onAdd(wanted))) setTitle((now) => now || wanted)
  }
  const leave = () => {
    if (title.trim() || !onLeave) return
    // A click that took the focus away must end where it began: this box leaves, and what is below moves, after it.
    if (document.querySelector(':active'))
      addEventListener('pointerup', () => setTimeout(onLeave), { once: true })
    else onLeave()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <TextInput
        ref={inputRef}
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={t('task.placeholder')}
        leftSection={<Plus size={15} aria-hidden />}
        value={title}
        maxLength={500}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onPaste={(event) => {
          const titles = linesOf(event.clipboardData.getData('text/plain'))
          if (titles.length < 2) return
          event.preventDefault()
          void onAdd(...titles)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setTitle('')
          event.currentTarget.blur()
          onLeave?.()
        }}
        onBlur={leave}
      />
    </form>
  )
}
