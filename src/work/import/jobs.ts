import { Refusal } from '#platform/errors.ts'
import { discardFile, getFile } from '#platform/files.ts'
import { job, type Running } from '#platform/jobs.ts'
import { readyToImport, tableOf } from './any.ts'
import { ImportOptions, type Outcome, type Source, sourceNames } from './model.ts'
import { maxBytes } from './reading/refusals.ts'
import { recall, remember, signatureOf } from './remembered.ts'
import { onTrial } from './trial.ts'

export type ImportJob = {
  source: Source
  fileId: string
  projectId: string
  dryRun: boolean
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

/** One board, one transaction: cancelled, refused or killed in the middle, nothing of it was imported. */
export async function runImportJob(running: Running, j: ImportJob): Promise<Outcome> {
  try {
    const { bytes, name } = await bytesOf(running, j.fileId)
    const where = await running.scope(async (s) => ({
      timezone: s.workspace.timezone,
      locale: s.workspace.locale,
    }))
    const read = (o: ImportOptions) => readyToImport(j.source, bytes, name, o, where)
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
    const { bring, signature } = ready
    const report = await onTrial(j.dryRun, running.scope, (scope) =>
      bring(scope, j.projectId, (done, total) => running.progress(done, total)),
    )
    if (!j.dryRun)
      await running.scope(async (scope) => {
        await remember(scope, j.source, signature, options)
        await discardFile(scope, j.fileId)
      })
    return { ...report, dryRun: j.dryRun, options, remembered }
  } catch (e) {
    if (e instanceof Refusal) return { refused: e.said, table: tableOf(e) }
    throw e
  }
}

export function importJobs(): void {
  for (const source of sourceNames)
    job<Omit<ImportJob, 'source'>>(`import.${source}`, (running, j) =>
      runImportJob(running, { ...j, source }),
    )
}
