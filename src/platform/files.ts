import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { Readable } from 'node:stream'
import { invalid, Refusal } from './errors.ts'
import { type Incoming, sweepIncoming, takeIn } from './files/incoming.ts'
import { defaultQuota, type File } from './files/model.ts'
import { fileNoun } from './files/tables.ts'
import { signatureOf } from './gates/signature.ts'
import { every } from './jobs.ts'
import { amend, create, discard, get, nounNamed, type RowOf } from './ledger.ts'
import type { Platform } from './platform.ts'
import { demand, type Scope } from './scope.ts'
import { projectNoun } from './tenancy/tables.ts'

/** What a file belongs to: a row, or only its project, or the workspace. */
export type Target = { noun?: string | undefined; rowId?: string | undefined; projectId?: string | undefined }

const shown = (f: RowOf<typeof fileNoun.table>): File => ({
  id: f.id,
  projectId: f.projectId,
  noun: f.noun,
  rowId: f.rowId,
  name: f.name,
  mediaType: f.mediaType,
  size: f.size,
  width: f.width,
  height: f.height,
  thumbnail: f.thumbnailKey !== null,
  createdBy: f.createdBy,
  createdAt: f.createdAt,
  version: f.version,
})

/** Where a file will hang. @throws NOT_FOUND for a row out of sight, FORBIDDEN when one may not add to it. */
export async function targetOf(
  scope: Scope,
  t: Target,
): Promise<{ noun: string; rowId: string | null; projectId: string | null }> {
  if (t.noun && t.rowId) {
    const n = nounNamed(t.noun)
    if (!n)
      throw invalid(
        { fr: 'Rien de ce nom ne porte de fichiers.', en: 'Nothing by that name carries files.' },
        { noun: t.noun },
      )
    const projectId = n.project((await get(scope, n, t.rowId)) as never)
    demand(scope, 'contribute', projectId)
    return { noun: t.noun, rowId: t.rowId, projectId }
  }
  if (t.projectId) await get(scope, projectNoun, t.projectId)
  demand(scope, 'contribute', t.projectId)
  return { noun: '', rowId: null, projectId: t.projectId ?? null }
}

/** What the workspace holds, and the most it may. */
export async function readStorage(scope: Scope): Promise<{ heldBytes: number; quotaBytes: number }> {
  const { rows } = await scope.sql<{ held: number; quota: number | null }>(
    "select pupitre.stored_bytes() as held, (settings->>'storageBytes')::bigint as quota from workspaces where id = $1",
    [scope.workspace.id],
  )
  return { heldBytes: Number(rows[0]?.held ?? 0), quotaBytes: Number(rows[0]?.quota ?? defaultQuota) }
}

/** Below what is held, nothing is lost: there is only no room for more. */
export async function setQuota(scope: Scope, quotaBytes: number): Promise<void> {
  demand(scope, 'administer')
  await scope.sql(
    "update workspaces set settings = jsonb_set(settings, '{storageBytes}', to_jsonb($2::bigint)), version = version + 1, updated_at = $3 where id = $1",
    [scope.workspace.id, quotaBytes, scope.now()],
  )
}

/** @throws TOO_LARGE when the workspace would hold more than its quota. One at a time, so that two uploads cannot both fit. */
async function demandRoom(scope: Scope, size: number): Promise<void> {
  // The lock first, the sum after: within one statement the sum would be as old as the wait for the lock.
  await scope.sql('select from workspaces where id = $1 for no key update', [scope.workspace.id])
  const { heldBytes: held, quotaBytes: quota } = await readStorage(scope)
  if (held + size > quota)
    throw new Refusal(
      'TOO_LARGE',
      {
        fr: 'L’espace n’a plus la place de ce fichier. Supprimez d’anciens fichiers, ou demandez à un administrateur d’augmenter le quota.',
        en: 'The workspace has no room left for this file. Delete old files, or ask an administrator for a larger quota.',
      },
      { quota, held, size },
    )
}

type Keys = { key: string; thumbnail: string | null }

async function put(platform: Platform, i: Incoming): Promise<Keys> {
  const key = randomUUID()
  const thumbnail = i.thumbnail ? randomUUID() : null
  try {
    await platform.storage.put(key, fs.createReadStream(i.path), i.size, i.mediaType)
    if (thumbnail && i.thumbnail)
      await platform.storage.put(
        thumbnail,
        fs.createReadStream(i.thumbnail),
        (await fs.promises.stat(i.thumbnail)).size,
        'image/webp',
      )
    return { key, thumbnail }
  } catch (e) {
    await take(platform, { key, thumbnail })
    throw e
  }
}

const take = async (platform: Platform, k: Keys) => {
  for (const key of [k.key, k.thumbnail])
    if (key)
      await platform.storage
        .remove(key)
        .catch((err: Error) => platform.log.warn({ err }, 'a file could not be removed'))
}

/**
 * Receives a file: reads it, looks at what it is, cleans it, keeps it. `enter` opens one transaction at a time, none while the
 * body arrives. Whatever goes wrong, nothing is left behind.
 */
export async function receiveFile(
  platform: Platform,
  enter: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>,
  body: Readable,
  o: Target & {
    name: string
    limit?: number
    /** A room's own word on where it hangs and who may send it, instead of the rights on a row. */
    hang?: (scope: Scope) => Promise<{ noun: string; rowId: string | null; projectId: string | null }>
    /** What the room takes, once the content is known. */
    take?: (file: { mediaType: string; size: number }) => void
  },
): Promise<File> {
  const hung = o.hang ?? ((scope: Scope) => targetOf(scope, o))
  await enter(hung)
  const incoming = await takeIn(platform, body, o)
  let keys: Keys | undefined
  try {
    o.take?.(incoming)
    await enter((scope) => demandRoom(scope, incoming.size))
    keys = await put(platform, incoming)
    const { key, thumbnail } = keys
    return await enter(async (scope) => {
      const target = await hung(scope)
      await demandRoom(scope, incoming.size)
      const { name, mediaType, size, sha256, width, height } = incoming
      return shown(
        await create(scope, fileNoun, {
          ...target,
          name,
          mediaType,
          size,
          sha256,
          width,
          height,
          storageKey: key,
          thumbnailKey: thumbnail,
        } as never),
      )
    })
  } catch (e) {
    if (keys) await take(platform, keys)
    throw e
  } finally {
    await incoming.forget()
  }
}

/** The same from bytes already here (the demo, an import, a generated document), in the transaction one is in. */
export const addFile = (scope: Scope, bytes: Buffer, o: Target & { name: string }): Promise<File> =>
  receiveFile(scope.platform, (work) => work(scope), Readable.from([bytes]), o)

/** Hangs a file already sent on a row. Only who sent it may, and only once. */
export async function attachFile(
  scope: Scope,
  fileId: string,
  to: { noun: string; rowId: string },
): Promise<File> {
  const target = await targetOf(scope, to)
  const file = await get(scope, fileNoun, fileId, { lock: true })
  if (file.rowId === target.rowId && file.noun === target.noun) return shown(file)
  if (file.rowId || (scope.actor.kind !== 'system' && file.createdBy !== scope.actor.id))
    throw invalid({
      fr: 'Ce fichier est déjà joint ailleurs.',
      en: 'This file is already attached elsewhere.',
    })
  return shown(await amend(scope, fileNoun, fileId, target as never))
}

export async function getFile(
  scope: Scope,
  id: string,
): Promise<File & { storageKey: string; thumbnailKey: string | null; sha256: string }> {
  const row = await get(scope, fileNoun, id)
  return { ...shown(row), storageKey: row.storageKey, thumbnailKey: row.thumbnailKey, sha256: row.sha256 }
}

/** Newest first. */
export async function listFiles(
  scope: Scope,
  o: Target & { before?: string | undefined; limit?: number },
): Promise<{ items: File[]; next: string | null }> {
  const limit = o.limit ?? 100
  const { rows } = await scope.sql<File>(
    `select id, project_id as "projectId", noun, row_id as "rowId", name, media_type as "mediaType", size, width, height,
       thumbnail_key is not null as thumbnail, created_by as "createdBy", created_at as "createdAt", version
     from files where deleted_at is null and ($1::text is null or noun = $1) and ($2::uuid is null or row_id = $2) and ($3::uuid is null or project_id = $3) and ($4::uuid is null or id < $4)
     order by id desc limit $5`,
    [o.noun ?? null, o.rowId ?? null, o.projectId ?? null, o.before ?? null, limit + 1],
  )
  const items = rows.slice(0, limit).map((f) => ({ ...f, size: Number(f.size) }))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** Into the bin: the bytes stay for thirty days, so that it can be undone. */
export async function discardFile(scope: Scope, id: string, version?: number): Promise<void> {
  const file = await get(scope, fileNoun, id)
  demand(scope, 'contribute', file.projectId)
  await discard(scope, fileNoun, id, version)
}

/** Takes files away for good, with their bytes once that is sure: for what empties its own bin. */
export async function eraseFiles(scope: Scope, ids: readonly string[]): Promise<void> {
  if (!ids.length) return
  const { rows } = await scope.sql<{ storage_key: string; thumbnail_key: string | null }>(
    'delete from files where id = any ($1) returning storage_key, thumbnail_key',
    [ids],
  )
  scope.after(async () => {
    for (const r of rows) await take(scope.platform, { key: r.storage_key, thumbnail: r.thumbnail_key })
  })
}

/** An address that shows the file to whoever holds it, for letters and outsiders. Thirty days unless told otherwise. */
export function fileUrl(
  platform: Pick<Platform, 'secret' | 'clock' | 'config'>,
  id: string,
  o: { seconds?: number; thumbnail?: boolean } = {},
): string {
  const what = o.thumbnail ? 'vignette' : 'file'
  const expires = Math.floor(platform.clock.now().getTime() / 1000) + (o.seconds ?? 30 * 86_400)
  const s = signatureOf(platform, { what, id, expires })
  return `${platform.config.publicUrl}/files/${id}${o.thumbnail ? '/vignette' : ''}?e=${expires}&s=${s}`
}

/** Every night: what has been in the bin for thirty days, and what a crash left half received. */
export function fileJobs(): void {
  every('purge-files', '41 3 * * *', 'Europe/Paris', async (platform, at) => {
    await sweepIncoming(platform, 86_400_000)
    const { rows } = await platform.pools.worker.query<{ storage_key: string; thumbnail_key: string | null }>(
      "delete from files where deleted_at < $1::timestamptz - interval '30 days' returning storage_key, thumbnail_key",
      [at],
    )
    for (const r of rows) await take(platform, { key: r.storage_key, thumbnail: r.thumbnail_key })
  })
}
