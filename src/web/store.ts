import { useSyncExternalStore } from 'react'

export type Store<T> = {
  get: () => T
  set: (next: T | ((now: T) => T)) => void
  use: () => T
}

/** A value that lives outside React and that components can watch. */
export function store<T>(first: T): Store<T> {
  let value = first
  const watchers = new Set<() => void>()
  const get = () => value
  const watch = (watcher: () => void) => {
    watchers.add(watcher)
    return () => {
      watchers.delete(watcher)
    }
  }
  return {
    get,
    set: (next) => {
      const to = typeof next === 'function' ? (next as (now: T) => T)(value) : next
      if (Object.is(to, value)) return
      value = to
      for (const watcher of watchers) watcher()
    },
    use: () => useSyncExternalStore(watch, get, get),
  }
}

/** A store that remembers, in this browser only. Never for what belongs to a person's data. */
export function remembered<T>(key: string, first: T): Store<T> {
  let start = first
  try {
    const kept = localStorage.getItem(key)
    if (kept !== null) start = JSON.parse(kept) as T
  } catch {
    // Unreadable or refused: begin anew.
  }
  const kept = store(start)
  return {
    ...kept,
    set: (next) => {
      kept.set(next)
      try {
        localStorage.setItem(key, JSON.stringify(kept.get()))
      } catch {
        // A full or private storage only costs the memory of a preference.
      }
    },
  }
}
