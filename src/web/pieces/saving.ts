import { useEffect, useRef, useState } from 'react'
import { announce } from '../announce.tsx'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { useTold } from './ErrorNote.tsx'

export type Saving<Value> = {
  draft: Value
  setDraft: (draft: Value) => void
  /** Saves the draft, or the value given, unless nothing changed. */
  commit: (value?: Value) => void
  revert: () => void
  phase: 'idle' | 'saving' | 'saved'
  /** What the server would not take; the draft is kept so that nothing typed is lost. */
  error: string | null
}

/** A value edited in place: a draft, saved by itself, refused in words, « enregistré » said once. */
export function useSaving<Value>(
  value: Value,
  save: (value: Value) => unknown,
  same: (a: Value, b: Value) => boolean = Object.is,
): Saving<Value> {
  const t = useT(messages)
  const told = useTold()
  const [draft, setDraft] = useState(value)
  const [phase, setPhase] = useState<Saving<Value>['phase']>('idle')
  const [error, setError] = useState<string | null>(null)
  const known = useRef(value)
  const turn = useRef(0)

  useEffect(() => {
    // Somebody else's change shows unless one is in the middle of typing over it.
    // Read now: React may run the function later, when `known` has already moved on.
    const before = known.current
    setDraft((now) => (same(now, before) ? value : now))
    known.current = value
  }, [value, same])
  useEffect(() => {
    if (phase !== 'saved') return
    const timer = setTimeout(() => setPhase('idle'), 1600)
    return () => clearTimeout(timer)
  }, [phase])

  const commit = (given?: Value) => {
    const next = given === undefined ? draft : given
    if (given !== undefined) setDraft(given)
    if (same(next, known.current)) return
    const before = known.current
    const mine = ++turn.current
    known.current = next
    setPhase('saving')
    setError(null)
    Promise.resolve(save(next)).then(
      () => {
        if (mine !== turn.current) return
        setPhase('saved')
        announce(t('saved'))
      },
      (reason: unknown) => {
        if (mine !== turn.current) return
        known.current = before
        setPhase('idle')
        setError(told(reason).sentence)
      },
    )
  }
  const revert = () => {
    setDraft(known.current)
    setError(null)
  }
  return { draft, setDraft, commit, revert, phase, error }
}
