import pg from 'pg'
import type { Scope } from './scope.ts'

/** Something changed: `topic` is a noun, `ids` its rows. Small enough for a PostgreSQL notification (8,000 bytes). */
export type Change = {
  topic: string
  ids: string[]
  project: string | null
  workspace: string
  by?: string | null
  member?: string
  /** A word passed along to open screens and kept nowhere: who is looking, who is writing. */
  word?: unknown
}

/** Tells every open screen, in every process, once the transaction is committed. */
export async function notify(
  scope: Scope,
  topic: string,
  ids: string[],
  project: string | null,
  member?: string,
  word?: unknown,
): Promise<void> {
  const change: Change = {
    topic,
    ids: ids.length > 100 ? [] : ids,
    project,
    workspace: scope.workspace.id,
    by: scope.actor.id,
    ...(member && { member }),
    ...(word !== undefined && { word }),
  }
  await scope.sql("select pg_notify('pupitre_live', $1)", [JSON.stringify(change)], 'live-notify')
}

type Listener = (payload: string) => void

/** One listening connection per process, that comes back by itself; everybody is told when it was away. */
export class Bus {
  private listeners = new Map<string, Set<Listener>>()
  private returned = new Set<() => void>()
  private client: pg.Client | undefined
  private closed = false
  private readonly url: string

  constructor(url: string) {
    this.url = url
  }

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url })
    client.on('notification', (n) => {
      for (const l of this.listeners.get(n.channel) ?? []) l(n.payload ?? '')
    })
    client.on('error', () => {})
    client.on('end', () => this.reopen())
    await client.connect()
    await client.query(
      'listen pupitre_live; listen pupitre_jobs; listen pupitre_outbox; listen pupitre_gates',
    )
    this.client = client
  }

  private reopen(): void {
    if (this.closed) return
    setTimeout(() => {
      this.open().then(
        () => {
          for (const r of this.returned) r()
        },
        () => this.reopen(),
      )
    }, 300).unref()
  }

  on(channel: string, listener: Listener): () => void {
    const set = this.listeners.get(channel) ?? new Set()
    this.listeners.set(channel, set.add(listener))
    return () => void set.delete(listener)
  }

  /** Ends every open stream, so that a process that stops does not wait for them. */
  endStreams(): void {
    for (const l of this.listeners.get('pupitre_gates') ?? []) l('')
  }

  /** After a lost connection came back: what happened meanwhile is not known. */
  onReturn(deed: () => void): () => void {
    this.returned.add(deed)
    return () => void this.returned.delete(deed)
  }

  async close(): Promise<void> {
    this.closed = true
    await this.client?.end().catch(() => {})
  }
}
