import { useEffect } from 'react'
import { pathOf, queries } from './api.ts'
import { store } from './store.ts'
import { concerns } from './topics.ts'

export type Change = { topic: string; ids: string[]; project: string | null; word?: unknown }
type Line = 'opening' | 'open' | 'lost'

/** The state of the line to the server; the banner reads it. */
export const line = store<Line>('opening')

const watchers = new Set<(change: Change) => void>()

/** Hears every change of the workspace, for as long as the page lives: for what is kept outside of components. */
export function watchChanges(watcher: (change: Change) => void): () => void {
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
  }
}

/** For what is not a query: hears every change of the workspace while the component is on screen. */
export function useChanges(watcher: (change: Change) => void) {
  useEffect(() => watchChanges(watcher), [watcher])
}

function hear(change: Change) {
  void queries.invalidateQueries({
    predicate: ({ queryKey, meta }) =>
      concerns(change.topic, pathOf(queryKey), meta?.topics as string[] | undefined),
  })
  for (const watcher of watchers) watcher(change)
}

/** Listens to one workspace. EventSource reconnects by itself; what was missed meanwhile is fetched again. */
export function listenTo(workspaceId: string): () => void {
  let missed = false
  let patience: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined

  const connect = () => {
    source = new EventSource(`/live?workspace=${encodeURIComponent(workspaceId)}`)
    source.onopen = () => {
      clearTimeout(patience)
      patience = undefined
      line.set('open')
      if (missed) void queries.invalidateQueries()
      missed = false
    }
    source.onmessage = ({ data }: MessageEvent<string>) => {
      hear(JSON.parse(data) as Change)
    }
    // The server itself was cut from its news for a while.
    source.addEventListener('catch-up', () => void queries.invalidateQueries())
    source.onerror = () => {
      missed = true
      // A server that restarts is back within seconds: nobody needs a banner for that.
      patience ??= setTimeout(() => line.set('lost'), navigator.onLine ? 4000 : 0)
      // A refused connection (not a cut one) is closed for good by the browser: try again ourselves.
      if (source?.readyState === EventSource.CLOSED) again ??= setTimeout(renew, 5000)
    }
  }
  const renew = () => {
    clearTimeout(again)
    again = undefined
    source?.close()
    connect()
  }
  // A stream that looks open may have died with the network, and one to this very machine lives on without it: ask again.
  const ask = () => {
    missed = true
    renew()
  }
  addEventListener('offline', ask)
  addEventListener('online', ask)
  connect()
  return () => {
    clearTimeout(patience)
    clearTimeout(again)
    removeEventListener('offline', ask)
    removeEventListener('online', ask)
    source?.close()
    line.set('opening')
  }
}
