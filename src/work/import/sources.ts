import { createHash } from 'node:crypto'
import type { Scope } from '#platform/scope.ts'
import { type Counts, noCounts, type Thing } from './model.ts'

type Known = { rowId: string; digest: Record<string, string> }
type Values = Record<string, unknown>

const print = (value: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64url')
    .slice(0, 10)
const printsOf = (values: Values) => Object.fromEntries(Object.entries(values).map(([k, v]) => [k, print(v)]))

/**
 * What earlier runs brought, by the source's own ids, with a fingerprint of each field as the source had it: a later run
 * changes only what changed *there*, so that what people changed here stays.
 */
export class Sources {
  readonly created: Counts = noCounts()
  readonly updated: Counts = noCounts()
  readonly unchanged: Counts = noCounts()
  private readonly known = new Map<string, Known>()
  private readonly fresh = new Map<string, { noun: string; sourceId: string } & Known>()
  private readonly scope: Scope
  private readonly projectId: string
  private readonly source: string

  private constructor(scope: Scope, projectId: string, source: string) {
    this.scope = scope
    this.projectId = projectId
    this.source = source
  }

  static async open(scope: Scope, projectId: string, source: string): Promise<Sources> {
    const sources = new Sources(scope, projectId, source)
    const { rows } = await scope.sql<{ noun: string; source_id: string; row_id: string; digest: string }>(
      'select noun, source_id, row_id, digest from import_sources where project_id = $1 and source = $2',
      [projectId, source],
    )
    for (const r of rows)
      sources.known.set(`${r.noun} ${r.source_id}`, { rowId: r.row_id, digest: JSON.parse(r.digest || '{}') })
    return sources
  }

  rowOf(noun: string, sourceId: string): string | undefined {
    return (this.fresh.get(`${noun} ${sourceId}`) ?? this.known.get(`${noun} ${sourceId}`))?.rowId
  }
  get isFirst(): boolean {
    return this.known.size === 0
  }

  /** Remembers something that is no row of its own: which board a project came from. */
  remember(noun: string, sourceId: string, rowId: string): void {
    this.keep(noun, sourceId, rowId, {})
  }

  /** Remembers a row the source's thing is, without counting it as made. */
  match(thing: Thing, noun: string, sourceId: string, rowId: string, values: Values): void {
    this.unchanged[thing]++
    this.keep(noun, sourceId, rowId, values)
  }

  /** Makes the row, or changes the fields that changed at the source, or leaves it. @returns the row's id. */
  async carry(
    thing: Thing,
    noun: string,
    sourceId: string,
    values: Values,
    make: () => Promise<string>,
    change: (id: string, changed: ReadonlySet<string>) => Promise<boolean>,
  ): Promise<string> {
    const twice = this.fresh.get(`${noun} ${sourceId}`)
    if (twice) return twice.rowId // the same thing twice in one file
    const before = this.known.get(`${noun} ${sourceId}`)
    if (!before) {
      const rowId = await make()
      this.created[thing]++
      this.keep(noun, sourceId, rowId, values)
      return rowId
    }
    const now = printsOf(values)
    const changed = new Set(Object.keys(now).filter((k) => now[k] !== before.digest[k]))
    if (changed.size && (await change(before.rowId, changed))) this.updated[thing]++
    else this.unchanged[thing]++
    if (changed.size) this.keep(noun, sourceId, before.rowId, values)
    return before.rowId
  }

  /**
   * The same of many things: those that come for the first time are made together, in as few statements as one.
   * @returns the row of each, in their order.
   */
  async carryMany<T extends { sourceId: string; values: Values }>(
    thing: Thing,
    noun: string,
    all: readonly T[],
    make: (fresh: readonly T[]) => Promise<readonly string[]>,
    change: (id: string, one: T, changed: ReadonlySet<string>) => Promise<boolean>,
  ): Promise<string[]> {
    const key = (one: T) => `${noun} ${one.sourceId}`
    const first = new Map<string, T>()
    for (const one of all)
      if (!this.fresh.has(key(one)) && !this.known.has(key(one)) && !first.has(key(one)))
        first.set(key(one), one)
    const fresh = [...first.values()]
    const made = fresh.length ? await make(fresh) : []
    for (const [i, one] of fresh.entries()) {
      this.created[thing]++
      this.keep(noun, one.sourceId, made[i]!, one.values)
    }
    const rows: string[] = []
    for (const one of all)
      rows.push(
        await this.carry(
          thing,
          noun,
          one.sourceId,
          one.values,
          () => Promise.reject(new Error(`${key(one)} was not made`)),
          (id, changed) => change(id, one, changed),
        ),
      )
    return rows
  }

  private keep(noun: string, sourceId: string, rowId: string, values: Values): void {
    this.fresh.set(`${noun} ${sourceId}`, { noun, sourceId, rowId, digest: printsOf(values) })
  }

  /** Writes down what was carried, in one statement. */
  async close(): Promise<void> {
    const all = [...this.fresh.values()]
    await this.scope.sql(
      `insert into import_sources (workspace_id, project_id, source, source_id, noun, row_id, digest, imported_at)
       select $1, $2, $3, v.source_id, v.noun, v.row_id, v.digest, $8 from unnest($4::text[], $5::text[], $6::uuid[], $7::text[]) v (source_id, noun, row_id, digest)
       on conflict (workspace_id, project_id, source, noun, source_id) do update set row_id = excluded.row_id, digest = excluded.digest, imported_at = excluded.imported_at`,
      [
        this.scope.workspace.id,
        this.projectId,
        this.source,
        all.map((f) => f.sourceId),
        all.map((f) => f.noun),
        all.map((f) => f.rowId),
        all.map((f) => JSON.stringify(f.digest)),
        this.scope.now(),
      ],
    )
  }
}
