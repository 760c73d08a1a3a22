import { Refusal } from '#platform/errors.ts'
import { discardFile, getFile } from '#platform/files.ts'
import { job, type Running } from '#platform/jobs.ts'
import { readyToImport, tableOf } from './any.ts'
import { deliver, proposeDestinations, type Reach } from './deliver.ts'
import { ImportOptions, type Outcome, type Source, sourceNames } from './model.ts'
import { maxBytes } from './reading/refusals.ts'
import { recall, remember, signatureOf } from './remembered.ts'
import { undoImport } from './undo.ts'

export type ImportJob = {
  source: Source
  fileId: string
  projectId: string
  dryRun: boolean
  /** Where whoever asks may bring a board to, besides this project. */
  may?: Reach
  by?: string | null
  /** Left out: as a file of this shape was matched last time, else as proposed. */
  options?: ImportOptions
}

async function bytesOf(running: Running, fileId: string): Promise<{ bytes: Buffer; name: string }> {
  const { platform, key, size, name } = await running.scope(async (s) => ({
    platform: s.platform,
    ...(await getFile(s, fileId).then((f) => ({ key: f.storageKey, size: f.size, name: f.name }))),
  }))
  if (size > maxBytes) return { bytes: Buffer.alloc(maxBytes + 1), name } // told to be too large, without reading it
  const parts: Buffer[] = []
  for await (const part of await platform.storage.get(key)) parts.push(part as Buffer)
  return { bytes: Buffer.concat(parts), name }
}

/** One transaction per project: cancelled or refused in the middle, nothing of it was imported; killed, it is taken up again. */
export async function runImportJob(running: Running, j: ImportJob): Promise<Outcome> {
  try {
    const { bytes, name } = await bytesOf(running, j.fileId)
    const where = await running.scope(async (s) => ({
      timezone: s.workspace.timezone,
      locale: s.workspace.locale,
    }))
    const hands = j.may?.hands ?? []
    const read = (o: ImportOptions) => readyToImport(j.source, bytes, name, { ...o, hands }, where)
    let options = j.options ?? ImportOptions.parse({})
    let remembered = false
    let ready = await read(options).catch((e: unknown) => {
      if (j.options || !(e instanceof Refusal) || !tableOf(e)) throw e
      return { refusal: e, signature: signatureOf(j.source, '', tableOf(e)) }
    })
    if (!j.options) {
      const { signature } = ready
      const known = await running.scope((s) => recall(s, j.source, signature))
      if (known) {
        options = known
        remembered = true
        ready = await read(known)
      }
    }
    if ('refusal' in ready) throw ready.refusal
    const may = j.may ?? { projects: [], makes: false }
    if (!j.options) {
      const readable = ready
      const destinations = await running.scope((s) =>
        proposeDestinations(
          s,
          j.source,
          readable,
          j.projectId,
          may,
          remembered ? options.destinations : null,
        ),
      )
      options = { ...options, destinations }
      if (Object.keys(destinations).length) ready = await read(options)
    }
    const { signature } = ready
    const { found, parts, importId } = await deliver(running.scope, ready, {
      ...j,
      name,
      jobId: running.id,
      by: j.by ?? null,
      progress: (done, total) => running.progress(done, total),
    })
    if (!j.dryRun)
      await running.scope(async (scope) => {
        await remember(scope, j.source, signature, options)
        await discardFile(scope, j.fileId)
      })
    return { ...found, dryRun: j.dryRun, options, remembered, parts, importId }
  } catch (e) {
    if (e instanceof Refusal) return { refused: e.said, table: tableOf(e) }
    throw e
  }
}

export type UndoJob = { importId: string }

/** In one transaction: cancelled in the middle, the import stays as it was. */
const runUndoJob = (running: Running, j: UndoJob) =>
  running.scope((scope) =>
    undoImport(scope, j.importId, { progress: (done, total) => running.progress(done, total) }),
  )

export function importJobs(): void {
  job<UndoJob>('import.undo', runUndoJob)
  for (const source of sourceNames)
    job<Omit<ImportJob, 'source'>>(`import.${source}`, (running, j) =>
      runImportJob(running, { ...j, source }),
    )
}
