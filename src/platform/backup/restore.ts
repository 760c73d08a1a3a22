import fs from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer, json } from 'node:stream/consumers'
import { createClient } from '@clickhouse/client'
import pg from 'pg'
import type { Config } from '../config.ts'
import { Refusal } from '../errors.ts'
import { migrateClickhouse, migratePostgres } from '../migrate.ts'
import { openStorage } from '../storage.ts'
import { type Entry, readArchive } from './archive.ts'
import { countFacts, emptyFacts, factsIn, factTables, knownFacts } from './clickhouse.ts'
import { openTables, rowsIn, type Table, path as tablePath } from './postgres.ts'
import { levelOf, type Manifest, type Tally } from './save.ts'

type Engines = { databaseUrl: string; clickhouseUrl: string }

const broken = () =>
  new Refusal('INVALID', {
    fr: 'Cette sauvegarde est incomplète ou abîmée : rien n’a été restauré. Prenez-en une autre.',
    en: 'This backup is incomplete or damaged: nothing was restored. Take another one.',
  })

/** What zstd, tar, JSON and the two engines say of a file that was cut or altered: a flipped bit may reach them as a row. */
const isDamage = (error: unknown): boolean => {
  if (error instanceof Refusal) return false
  if (error instanceof pg.DatabaseError) return /^2[23]/.test(error.code ?? '') // data and integrity: a row that no Pupitre wrote
  const { code, message } = error as NodeJS.ErrnoException
  return (
    error instanceof SyntaxError ||
    /^(ZSTD|Z_|ERR_STREAM)/.test(String(code)) ||
    /tar|unexpected end|premature|ClickHouse: .*Cannot (read|parse)/is.test(String(message))
  )
}

/** Puts a backup into an empty Pupitre. Either everything is there afterwards, or nothing is. */
export async function restoreFrom(file: string, config: Config, engines: Engines): Promise<Tally> {
  const entries = readArchive(file)
  const manifest = await firstEntry(entries)
  const level = levelOf(manifest)
  if (level === undefined)
    throw new Refusal('CONFLICT', {
      fr: 'Cette sauvegarde vient d’une version de Pupitre plus récente ou modifiée : restaurez-la avec cette version-là.',
      en: 'This backup comes from a later or modified version of Pupitre: restore it with that version.',
    })
  const client = new pg.Client({ connectionString: engines.databaseUrl })
  await client.connect()
  let factsTouched = false
  const storage = openStorage(config)
  const stored: string[] = []
  const besides = new Map<string, Buffer>()
  try {
    await demandEmpty(client, engines, manifest)
    await migratePostgres(engines.databaseUrl, { upTo: level })
    const clickhouse = createClient({ url: engines.clickhouseUrl })
    await migrateClickhouse(clickhouse).finally(() => clickhouse.close())
    await client.query('begin')
    const closeTables = await openTables(client, manifest.tables)
    factsTouched = true
    const tally = await load(entries, manifest, client, engines, async (entry, name) => {
      if (entry.name.startsWith('data/')) return void besides.set(name, await buffer(entry.body))
      stored.push(name)
      await storage.put(
        name,
        entry.body.pipe(new PassThrough()),
        entry.size,
        entry.mediaType || 'application/octet-stream',
      )
    })
    await dropDelivered(client, engines)
    for (const s of manifest.sequences)
      if (s.value !== null)
        await client.query('select setval($1::regclass, $2::bigint)', [tablePath(s), s.value])
    await closeTables()
    for (const [name, content] of besides)
      restoreBeside(
        config.data,
        name,
        name.endsWith('.lines') ? await notDelivered(content, engines) : content,
      )
    await client.query('commit')
    return tally
  } catch (error) {
    await client.query('rollback').catch(() => {})
    for (const key of stored) await storage.remove(key).catch(() => {})
    if (factsTouched)
      for (const t of manifest.facts) await emptyFacts(engines.clickhouseUrl, t).catch(() => {})
    throw isDamage(error) ? broken() : error
  } finally {
    await client.end()
  }
}

async function firstEntry(entries: AsyncGenerator<Entry>): Promise<Manifest> {
  const first = await entries.next().catch((e: NodeJS.ErrnoException) => {
    throw e.code === 'ENOENT'
      ? new Refusal('NOT_FOUND', { fr: `Fichier introuvable : ${e.path}`, en: `File not found: ${e.path}` })
      : broken()
  })
  if (first.done || first.value.name !== 'manifest.json') throw broken()
  const manifest = (await json(first.value.body)) as Manifest
  if (manifest.format !== 1) throw broken()
  return manifest
}

async function demandEmpty(client: pg.Client, engines: Engines, manifest: Manifest): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('pupitre_migrations') is not null as there`,
  )
  let empty = true
  if (rows[0]?.there) {
    const { rows: used } = await client.query<{ used: boolean; level: string | null }>(
      'select exists (select from workspaces) or exists (select from auth."user") as used, (select max(name) from pupitre_migrations) as level',
    )
    empty = !used[0]?.used && (used[0]?.level ?? '') <= (manifest.migrations.at(-1)?.name ?? '')
  }
  for (const t of await factTables(engines.clickhouseUrl))
    empty &&= (await countFacts(engines.clickhouseUrl, t)) === 0
  if (!empty)
    throw new Refusal('CONFLICT', {
      fr: 'Il y a déjà quelque chose ici : une sauvegarde ne se restaure que dans un Pupitre vide. Choisissez un autre dossier avec PUPITRE_DATA.',
      en: 'There is something here already: a backup is only restored into an empty Pupitre. Choose another folder with PUPITRE_DATA.',
    })
}

async function load(
  entries: AsyncGenerator<Entry>,
  manifest: Manifest,
  client: pg.Client,
  engines: Engines,
  keep: (entry: Entry, name: string) => Promise<void>,
): Promise<Tally> {
  const tables = new Map(manifest.tables.map((t) => [`${t.schema}.${t.name}`, t]))
  const facts = new Map(manifest.facts.map((t) => [t.name, t]))
  for await (const entry of entries) {
    const [, kind, rest = ''] = /^(pg|ch|files|data)\/(.+)$/.exec(entry.name) ?? []
    const name = rest.replace(/\/\d+$/, '')
    if (entry.name === 'end.json')
      return checked((await json(entry.body)) as Tally, client, engines, manifest)
    if (kind === 'pg') await rowsIn(client, tables.get(name) as Table, entry.body)
    else if (kind === 'ch')
      await factsIn(
        engines.clickhouseUrl,
        facts.get(name) as NonNullable<ReturnType<typeof facts.get>>,
        await buffer(entry.body),
      )
    else if (kind) await keep(entry, rest)
  }
  throw broken()
}

/** What came in must be what went out. */
async function checked(
  tally: Tally,
  client: pg.Client,
  engines: Engines,
  manifest: Manifest,
): Promise<Tally> {
  for (const t of manifest.tables) {
    const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from ${tablePath(t)}`)
    if (Number(rows[0]?.n) !== tally.rows[`${t.schema}.${t.name}`]) throw broken()
  }
  for (const t of manifest.facts)
    if ((await countFacts(engines.clickhouseUrl, t)) !== tally.facts[t.name]) throw broken()
  return tally
}

/** The outbox of the saved instant may hold facts that reached the log before the log was saved: those are delivered. */
async function dropDelivered(client: pg.Client, engines: Engines): Promise<void> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await client.query<{ id: string }>(
      'select id from outbox where id > $1 order by id limit 5000',
      [last],
    )
    if (rows.length === 0) return
    await client.query('delete from outbox where id = any ($1::uuid[])', [
      await knownFacts(
        engines.clickhouseUrl,
        rows.map((r) => r.id),
      ),
    ])
    last = rows.at(-1)?.id as string
  }
}

/** The same for the lines of the spool, each a JSON array whose second value is the fact's id. */
async function notDelivered(segment: Buffer, engines: Engines): Promise<Buffer> {
  const lines = segment.toString('utf8').split('\n').slice(0, -1)
  const idOf = (line: string) => String((JSON.parse(line) as unknown[])[1])
  const kept: string[] = []
  for (let i = 0; i < lines.length; i += 5000) {
    const some = lines.slice(i, i + 5000)
    const known = new Set(await knownFacts(engines.clickhouseUrl, some.map(idOf)))
    kept.push(...some.filter((line) => !known.has(idOf(line))))
  }
  return Buffer.from(kept.map((line) => `${line}\n`).join(''))
}

function restoreBeside(data: string, name: string, content: Buffer): void {
  const target = path.resolve(data, name)
  if (!target.startsWith(path.resolve(data) + path.sep)) throw broken()
  fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
  fs.writeFileSync(target, content, { mode: 0o600 })
}
