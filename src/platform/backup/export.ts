import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Scope } from '../scope.ts'
import { factsOfWorkspace } from './clickhouse.ts'

export type Exported = { tables: Record<string, number>; facts: number; files: number }

/**
 * One workspace as plain files anybody's program can read: a line of JSON per row, a file per table, the fact log, and the
 * files themselves. Runs in a scope, so the walls between workspaces hold here too. What only serves to prove a key is left out.
 */
export async function exportWorkspace(
  scope: Scope,
  clickhouseUrl: string,
  folder: string,
): Promise<Exported> {
  fs.mkdirSync(path.join(folder, 'tables'), { recursive: true, mode: 0o700 })
  const done: Exported = { tables: {}, facts: 0, files: 0 }
  for (const t of await readableTables(scope))
    done.tables[t.name] = await exportTable(scope, t, path.join(folder, 'tables', `${t.name}.jsonl`))
  done.facts = await writeLines(
    path.join(folder, 'facts.jsonl'),
    await factsOfWorkspace(clickhouseUrl, scope.workspace.id),
  )
  done.files = await exportFiles(scope, path.join(folder, 'files'))
  return done
}

type Readable = { name: string; columns: string }

async function readableTables(scope: Scope): Promise<Readable[]> {
  const { rows } = await scope.sql<Readable>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and has_table_privilege(c.oid, 'select') and c.relrowsecurity
       and a.attgenerated = '' and a.attname !~ '(_hash|secret)$'
     group by 1 order by 1`,
  )
  return rows
}

async function exportTable(scope: Scope, t: Readable, file: string): Promise<number> {
  const out = fs.openSync(file, 'w', 0o600)
  let count = 0
  try {
    await scope.sql(
      `declare exported no scroll cursor for select to_jsonb(r)::text as line from (select ${t.columns} from "${t.name}") r`,
    )
    for (;;) {
      const { rows } = await scope.sql<{ line: string }>('fetch 1000 from exported')
      if (rows.length === 0) break
      fs.writeSync(out, `${rows.map((r) => r.line).join('\n')}\n`)
      count += rows.length
    }
    await scope.sql('close exported')
  } finally {
    fs.closeSync(out)
  }
  return count
}

async function writeLines(file: string, from: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0
  await pipeline(
    from,
    async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        for (const byte of piece) if (byte === 10) count++
        yield piece
      }
    },
    fs.createWriteStream(file, { mode: 0o600 }),
  )
  return count
}

/** Under their own name, after their id: two files may be named alike, and a name may hold what a folder does not allow. */
async function exportFiles(scope: Scope, folder: string): Promise<number> {
  const { rows } = await scope.sql<{ id: string; name: string; storage_key: string }>(
    'select id, name, storage_key from files where deleted_at is null',
  )
  if (rows.length > 0) fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  let count = 0
  for (const f of rows) {
    const body = await scope.platform.storage.get(f.storage_key).catch(() => undefined)
    if (!body) continue
    const name = f.name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_').slice(-120)
    await pipeline(body, fs.createWriteStream(path.join(folder, `${f.id} ${name}`), { mode: 0o600 }))
    count++
  }
  return count
}
