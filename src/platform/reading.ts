import pg from 'pg'
import type { Client } from './db.ts'

/**
 * A read needs no `begin` and no `commit`: PostgreSQL runs everything up to a Sync message as one transaction
 * (protocol 3.0, "Pipelining"). So the settings of the scope and the statement travel together, one round trip instead of
 * three, and the settings end with the statement. It is read-only: a write is refused by the engine.
 */
const settle = {
  name: 'app_scope',
  text: `select set_config('app.workspace', $1, true), set_config('app.projects', $2, true), set_config('app.hidden', $3, true),
    set_config('transaction_read_only', 'on', true)`,
}

export type Settings = readonly [workspace: string, projects: string, hidden: string]

type Wire = {
  bind(m: { portal: string; statement: string; values: readonly string[] }): void
  execute(m: { portal: string; rows: number }): void
}
type Handlers = {
  prepare(connection: Wire): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: Wire): void
}
const Query = (
  pg as unknown as { Query: new (config: object, values: undefined, callback: unknown) => Handlers }
).Query

/** One statement with its settings in front. What the settings answer is passed over. */
class Settled extends Query {
  private readonly settings: Settings
  private settled = false
  constructor(
    config: object,
    settings: Settings,
    callback: (err: Error | null, result: pg.QueryResult) => void,
  ) {
    super(config, undefined, callback)
    this.settings = settings
  }
  requiresPreparation(): boolean {
    return true
  }
  override prepare(connection: Wire): void {
    connection.bind({ portal: '', statement: settle.name, values: this.settings })
    connection.execute({ portal: '', rows: 0 })
    super.prepare(connection)
  }
  override handleDataRow(message: unknown): void {
    if (this.settled) super.handleDataRow(message)
  }
  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.settled) super.handleCommandComplete(message, connection)
    this.settled = true
  }
}

const ready = new WeakSet<Client>()

/** Prepares the settings on a connection, once in its life. */
export async function readyToRead(client: Client, settings: Settings): Promise<void> {
  if (ready.has(client)) return
  await client.query({ ...settle, values: [...settings] })
  ready.add(client)
}

/** A client for reading only: every statement carries the settings of its scope. */
export function reader(client: Client, settings: Settings): Client {
  const query = (config: string | { text: string; values?: unknown[] }, values?: unknown[]) =>
    new Promise<pg.QueryResult>((done, fail) => {
      const full =
        typeof config === 'string' ? { text: config, values } : { ...config, values: values ?? config.values }
      client.query(new Settled(full, settings, (err, result) => (err ? fail(err) : done(result))) as never)
    })
  return { query } as unknown as Client
}
