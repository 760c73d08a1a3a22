import { useEffect, useMemo, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import { folded } from '../views/model.ts'
import type { Column } from '../views/pieces/columns.ts'
import styles from './Table.module.css'
import type { After, Choices, Patch } from './TableEditor.tsx'

type Props = {
  choices: Choices
  value: readonly string[]
  patch: (ids: string[]) => Patch
  typed: string | null
  column: Column | null
  onDone: (patch: Patch | null, after: After) => void
}

/** Several of a list: typing narrows it, arrows walk, Space or Enter ticks, Escape or leaving keeps. */
export function TableSeveral({ choices, value, patch, typed, column, onDone }: Props) {
  const t = useT(messages)
  const [chosen, setChosen] = useState<readonly string[]>(value)
  const [sought, setSought] = useState(typed ?? '')
  const [at, setAt] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const over = useRef(false)
  const shown = useMemo(
    () => choices.filter(([, label]) => folded(label).includes(folded(sought))),
    [choices, sought],
  )
  useEffect(() => frame.current?.querySelector('input')?.focus(), [])
  const end = (after: After, keep = true) => {
    if (over.current) return
    over.current = true
    const same = chosen.length === value.length && chosen.every((id) => value.includes(id))
    onDone(keep && !same ? patch([...chosen]) : null, after)
  }
  const pick = (id: string | undefined) =>
    id && setChosen(chosen.includes(id) ? chosen.filter((x) => x !== id) : [...chosen, id])
  const name = column?.label ?? t('task.title')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the focus leave what is inside.
    <div
      ref={frame}
      className={styles.several}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) end('away')
      }}
    >
      <input
        className={styles.input}
        role="combobox"
        aria-label={name}
        aria-expanded
        aria-controls="cell-choices"
        aria-activedescendant={shown[at] ? `cell-choice-${at}` : undefined}
        placeholder={t('table.type')}
        value={sought}
        onChange={(event) => {
          setSought(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            setAt(Math.max(0, Math.min(shown.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))))
          } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
            event.preventDefault()
            pick(shown[at]?.[0])
            setSought('')
          } else if (event.key === 'Tab') {
            event.preventDefault()
            end(event.shiftKey ? 'previous' : 'next')
          } else if (event.key === 'Escape' || event.key === 'Enter') {
            event.preventDefault()
            end('stay')
          }
        }}
      />
      <div role="listbox" id="cell-choices" aria-label={name} aria-multiselectable className={styles.listbox}>
        {shown.map(([id, label], i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search box.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box above hears the keys.
          <div
            key={id}
            id={`cell-choice-${i}`}
            role="option"
            aria-selected={chosen.includes(id)}
            data-at={i === at || undefined}
            className={styles.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(id)}
          >
            {label}
          </div>
        ))}
        {shown.length === 0 && <p className="caption muted">{t('table.none')}</p>}
      </div>
    </div>
  )
}
