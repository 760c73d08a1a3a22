import { Refusal } from '#platform/errors.ts'
import { discardFile, getFile } from '#platform/files.ts'
import { job, type Running } from '#platform/jobs.ts'
import { binJobs } from './bin/jobs.ts'
import { maxBytes, readTrello } from './import/board.ts'
import type { Outcome, TrelloOptions } from './import/model.ts'
import { importTrello } from './import/trello.ts'
import { onTrial } from './import/trial.ts'

export type TrelloJob = TrelloOptions & { fileId: string; projectId: string; dryRun: boolean }

async function bytesOf(running: Running, fileId: string): Promise<Buffer> {
  const { platform, key, size } = await running.scope(async (s) => ({
    platform: s.platform,
    ...(await getFile(s, fileId).then((f) => ({ key: f.storageKey, size: f.size }))),
  }))
  if (size > maxBytes) return Buffer.alloc(maxBytes + 1) // told to be too large, without reading it
  const parts: Buffer[] = []
  for await (const part of await platform.storage.get(key)) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** One board, one transaction: cancelled, refused or killed in the middle, nothing of it was imported. */
export async function runTrelloJob(running: Running, j: TrelloJob): Promise<Outcome> {
  try {
    const board = readTrello(await bytesOf(running, j.fileId))
    const report = await onTrial(j.dryRun, running.scope, (scope) =>
      importTrello(scope, board, j.projectId, j, (done, total) => running.progress(done, total)),
    )
    if (!j.dryRun) await running.scope((scope) => discardFile(scope, j.fileId))
    return { ...report, dryRun: j.dryRun }
  } catch (e) {
    if (e instanceof Refusal) return { refused: e.said }
    throw e
  }
}

export function workJobs(): void {
  binJobs()
  job('import.trello', runTrelloJob)
}
