import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useT } from '#web/i18n.tsx'
import type { Comment } from '../../model.ts'
import { proofMessages } from '../messages.ts'
import type { Pin } from '../model.ts'
import styles from './Proof.module.css'

export type NumberedPin = Comment & { pin: Pin; number: number }
type Props = {
  pins: readonly NumberedPin[]
  /** The version shown: pins of others are drawn as traces. */
  version: number
  selected: string | null
  draft: Pin | null
  onSelect: (pin: NumberedPin) => void
  onDraft: (pin: Pin | null) => void
  /** The place is chosen: now one writes. */
  onWrite: () => void
}

const clamp = (n: number) => Math.round(Math.min(1, Math.max(0, n)) * 1e5) / 1e5
const steps: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The pins on what is shown, each a button with its number; the one being set moves by the arrows. */
export function ProofPins({ pins, version, selected, draft, onSelect, onDraft, onWrite }: Props) {
  const t = useT(proofMessages)
  const chosen = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (selected) chosen.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [selected])
  const keys = (event: KeyboardEvent) => {
    if (!draft) return
    const step = steps[event.key]
    if (step) {
      const far = event.shiftKey ? 0.05 : 0.01
      onDraft({ ...draft, x: clamp(draft.x + step[0] * far), y: clamp(draft.y + step[1] * far) })
    } else if (event.key === 'Enter') onWrite()
    else if (event.key === 'Escape') onDraft(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      {pins.map((p) => (
        <button
          key={p.id}
          ref={p.id === selected ? chosen : null}
          type="button"
          className={styles.pin}
          style={{ left: `${p.pin.x * 100}%`, top: `${p.pin.y * 100}%` }}
          data-selected={p.id === selected || undefined}
          data-resolved={p.resolvedAt ? '' : undefined}
          data-trace={p.pin.version !== version || undefined}
          aria-pressed={p.id === selected}
          aria-label={t('pin.of', { number: p.number, name: p.authorName, text: p.text.slice(0, 80) })}
          title={p.text.slice(0, 160)}
          onClick={() => onSelect(p)}
        >
          {p.number}
        </button>
      ))}
      {draft && (
        <button
          type="button"
          className={styles.pin}
          data-draft
          style={{ left: `${draft.x * 100}%`, top: `${draft.y * 100}%` }}
          aria-label={t('pin.draft')}
          onKeyDown={keys}
          onClick={onWrite}
        >
          +
        </button>
      )}
    </>
  )
}
