import fs from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { diskTrouble } from '../engines/words.ts'
import { readMigrations } from '../migrate.ts'
import type { Platform } from '../platform.ts'
import { inChunks, type Writer, writeArchive } from './archive.ts'
import { type FactTable, factsOut, factTables } from './clickhouse.ts'
import { rowsOut, type Sequence, sequencesOf, type Table, tablesOf } from './postgres.ts'

export type Manifest = {
  format: 1
  madeAt: string
  migrations: { name: string; hash: string }[]
  tables: Table[]
  sequences: Sequence[]
  facts: FactTable[]
}
export type Tally = {
  rows: Record<string, number>
  facts: Record<string, number>
  files: number
  lostFiles: string[]
}
type Stored = { storage_key: string; thumbnail_key: string | null; size: string; media_type: string }

/** What stands beside the databases in the data folder and belongs to them. */
const besides = ['secret', 'spool']

/**
 * Everything in one file, while people work: PostgreSQL as of one instant; then the fact log, which by then may already
 * hold facts that this instant still saw waiting in the outbox (restoring drops those); then the files the instant names.
 */
export async function saveTo(
  file: string,
  platform: Platform,
  clickhouseUrl: string,
): Promise<Tally & { bytes: number }> {
  const writer = writeArchive(file)
  const client = new pg.Client({ connectionString: platform.databaseUrl })
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    await client.query(`set local statement_timeout = 0; set local datestyle = 'ISO, YMD'`)
    const { rows: migrations } = await client.query<{ name: string; hash: string }>(
      'select name, hash from pupitre_migrations order by name',
    )
    const manifest: Manifest = {
      format: 1,
      madeAt: new Date().toISOString(),
      migrations,
      tables: await tablesOf(client),
      sequences: await sequencesOf(client),
      facts: await factTables(clickhouseUrl),
    }
    await writer.entry('manifest.json', JSON.stringify(manifest))
    const tally: Tally = { rows: {}, facts: {}, files: 0, lostFiles: [] }
    for (const t of manifest.tables) {
      const name = `${t.schema}.${t.name}`
      tally.rows[name] = await inChunks(rowsOut(client, t), (chunk, i) =>
        writer.entry(`pg/${name}/${i}`, chunk),
      )
    }
    for (const name of besides) await saveBeside(writer, platform.config.data, name)
    for (const t of manifest.facts)
      tally.facts[t.name] = await inChunks(await factsOut(clickhouseUrl, t), (chunk, i) =>
        writer.entry(`ch/${t.name}/${i}`, chunk),
      )
    await saveFiles(writer, client, platform, tally)
    await client.query('commit')
    await writer.entry('end.json', JSON.stringify(tally))
    return { ...tally, bytes: await writer.finish() }
  } catch (error) {
    writer.abandon()
    throw diskTrouble(error, path.dirname(path.resolve(file)))
  } finally {
    await client.end()
  }
}

async function saveFiles(writer: Writer, client: pg.Client, platform: Platform, tally: Tally): Promise<void> {
  await client.query(
    'declare stored cursor for select storage_key, thumbnail_key, size::text, media_type from files order by storage_key',
  )
  for (;;) {
    const { rows } = await client.query<Stored>('fetch 500 from stored')
    if (rows.length === 0) return
    for (const f of rows) {
      // A file removed since that instant is no loss: the row that names it was already marked as deleted, or was cleared.
      const body = await platform.storage.get(f.storage_key).catch(() => undefined)
      if (!body) tally.lostFiles.push(f.storage_key)
      else
        await writer
          .stream(`files/${f.storage_key}`, Number(f.size), body, f.media_type)
          .then(() => tally.files++)
      const small =
        f.thumbnail_key &&
        (await platform.storage
          .get(f.thumbnail_key)
          .then(buffer)
          .catch(() => undefined))
      if (small) await writer.entry(`files/${f.thumbnail_key}`, small).then(() => tally.files++)
    }
  }
}

/** A file gone in between was a segment of the spool, by now in the fact log. Who owned a segment means nothing elsewhere. */
async function saveBeside(writer: Writer, data: string, name: string): Promise<void> {
  const at = path.join(data, name)
  const stat = fs.statSync(at, { throwIfNoEntry: false })
  if (stat?.isDirectory()) {
    for (const inner of fs.readdirSync(at)) await saveBeside(writer, data, `${name}/${inner}`)
    return
  }
  const content =
    stat && path.basename(name) !== 'owner'
      ? await fs.promises.readFile(at).catch(() => undefined)
      : undefined
  if (content) await writer.entry(`data/${name}`, content)
}

/** The last migration of an archive, or an error in plain words when this program does not know them. */
export function levelOf(manifest: Manifest): string | undefined {
  const known = new Map(readMigrations('pg').map((m) => [m.name, m.hash]))
  const strange = manifest.migrations.find((m) => known.get(m.name) !== m.hash)
  return strange ? undefined : (manifest.migrations.at(-1)?.name ?? '')
}
