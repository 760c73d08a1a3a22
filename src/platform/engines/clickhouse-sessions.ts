import { Session } from 'chdb'
import { identifier, literal, settingName } from './literals.ts'

/** One conversation with the engine. It answers one query at a time, hence several of them. */
export type Conversation = { session: Session; database: string }
export type Ask = {
  sql: string
  database: string
  settings: [string, string][]
  params: [string, string][]
  format: string
}

// What every conversation starts from, and comes back to after a request that asked otherwise.
const BASE: Record<string, string> = {
  max_threads: '2',
  output_format_json_quote_64bit_integers: '1',
  max_execution_time: '60',
  max_memory_usage: '1000000000',
  input_format_parallel_parsing: '0',
}

export class Sessions {
  readonly dir: string
  readonly #free: Conversation[] = []
  readonly #waiting: ((c: Conversation) => void)[] = []
  readonly #inserts: Conversation
  #lastInsert: Promise<unknown> = Promise.resolve()

  constructor(dir: string, readers: number) {
    this.dir = dir
    this.#inserts = this.#open()
    for (let i = 0; i < readers; i++) this.#free.push(this.#open())
  }

  #open(): Conversation {
    return {
      session: new Session(this.dir, { connectionArgs: Object.entries(BASE).map(([k, v]) => `--${k}=${v}`) }),
      database: 'default',
    }
  }

  /** Inserts take turns on a conversation of their own: a heavy reading never makes an event wait. */
  inserting<T>(work: (c: Conversation) => Promise<T>): Promise<T> {
    const turn = this.#lastInsert.then(() => work(this.#inserts))
    this.#lastInsert = turn.catch(() => {})
    return turn
  }

  async reading<T>(settings: [string, string][], work: (c: Conversation) => Promise<T>): Promise<T> {
    // `readonly` cannot be taken back, by design: such a request gets a conversation that is thrown away (3 ms).
    if (settings.some(([name]) => name === 'readonly')) {
      const own = this.#open()
      return work(own).finally(() => own.session.close())
    }
    const chosen = this.#free.pop() ?? (await new Promise<Conversation>((ready) => this.#waiting.push(ready)))
    try {
      return await work(chosen)
    } finally {
      const next = this.#waiting.shift()
      if (next) next(chosen)
      else this.#free.push(chosen)
    }
  }

  close(): void {
    for (const c of [this.#inserts, ...this.#free]) c.session.close()
  }
}

/** Puts a conversation in the state a request asks for, does the work, and puts it back. */
export async function within<T>(
  c: Conversation,
  ask: Ask,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { session } = c
  if (c.database !== ask.database) {
    c.database = '' // unknown until the switch has worked
    await session.queryAsync(`USE ${identifier(ask.database)}`)
    c.database = ask.database
  }
  const settings = ask.settings.toSorted(([a], [b]) => Number(a === 'readonly') - Number(b === 'readonly'))
  const before = [
    ...ask.params.map(([k, v]) => `SET param_${settingName(k)} = ${literal(v)}`),
    ...settings.map(([k, v]) => `SET ${settingName(k)} = ${literal(v)}`),
  ]
  try {
    if (before.length > 0) await session.queryAsync(before.join('; '))
    return await work(session)
  } finally {
    const after = settings.some(([k]) => k === 'readonly')
      ? []
      : settings.map(([k]) => `SET ${k} = ${k in BASE ? literal(BASE[k] as string) : 'DEFAULT'}`)
    if (after.length > 0)
      await session.queryAsync(after.join('; ')).catch(() =>
        after.reduce(
          (done, one) =>
            done.then(() =>
              session.queryAsync(one).then(
                () => {},
                () => {},
              ),
            ),
          Promise.resolve(),
        ),
      )
  }
}
