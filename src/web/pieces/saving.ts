import { useEffect, useRef, useState } from 'react'
import { announce } from '../announce.tsx'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Clash } from '../versioned.ts'
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
  /** Somebody else wrote in the same field meanwhile; the draft is kept until one chooses. */
  clash: { theirs: Value; settle: (mine: boolean) => void } | null
}

/** A value edited in place: a draft, saved by itself, refused in words, « enregistré » said once. */
export function useSaving<Value>(
  value: Value,
  /** `from`: what was there when one began to type. */
  save: (value: Value, from: Value) => unknown,
  same: (a: Value, b: Value) => boolean = Object.is,
): Saving<Value> {
  const t = useT(messages)
  const told = useTold()
  const [draft, show] = useState(value)
  const [phase, setPhase] = useState<Saving<Value>['phase']>('idle')
  const [error, setError] = useState<string | null>(null)
  const [clash, setClash] = useState<Clash | null>(null)
  const known = useRef(value)
  const began = useRef(value)
  const turn = useRef(0)

  useEffect(() => {
    // Somebody else's change shows unless one is in the middle of typing over it.
    // Read now: React may run the function later, when `known` has already moved on.
    const before = known.current
    show((now) => (same(now, before) ? value : now))
    known.current = value
  }, [value, same])
  useEffect(() => {
    if (phase !== 'saved') return
    const timer = setTimeout(() => setPhase('idle'), 1600)
    return () => clearTimeout(timer)
  }, [phase])

  const setDraft = (next: Value) => {
    if (same(draft, known.current)) began.current = known.current
    show(next)
  }
  const commit = (given?: Value) => {
    const next = given === undefined ? draft : given
    const from = given !== undefined || same(draft, known.current) ? known.current : began.current
    if (given !== undefined) show(given)
    if (same(next, known.current)) return setClash(null)
    send(next, () => save(next, from))
  }
  const send = (next: Value, write: () => unknown) => {
    const before = known.current
    const mine = ++turn.current
    known.current = next
    setPhase('saving')
    setError(null)
    setClash(null)
    Promise.resolve(write()).then(
      () => {
        if (mine !== turn.current) return
        setPhase('saved')
        announce(t('saved'))
      },
      (reason: unknown) => {
        if (mine !== turn.current) return
        known.current = before
        setPhase('idle')
        if (reason instanceof Clash) setClash(reason)
        else setError(told(reason).sentence)
      },
    )
  }
  const revert = () => {
    show(known.current)
    setError(null)
    setClash(null)
  }
  const settle = (mine: boolean) => {
    if (mine && clash) return send(draft, clash.keep)
    if (clash) {
      known.current = clash.theirs as Value
      revert()
    }
  }
  return {
    draft,
    setDraft,
    commit,
    revert,
    phase,
    error,
    clash: clash && { theirs: clash.theirs as Value, settle },
  }
}
