import { enqueue, job } from '#platform/jobs.ts'
import { get } from '#platform/ledger.ts'
import type { Platform } from '#platform/platform.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { siteNoun } from '../tables.ts'
import { importWeblog } from './weblog.ts'

type Payload = { siteId: string; key: string; size: number; fileName: string }
const kind = 'import.weblog'

/** In two steps, so that nobody uploads a gigabyte to learn that they may not. */
export const enqueueWeblog = {
  async check(scope: Scope, siteId: string): Promise<{ siteId: string; projectId: string }> {
    const site = await get(scope, siteNoun, siteId)
    demand(scope, 'contribute', site.projectId)
    return { siteId, projectId: site.projectId }
  },
  begin: (scope: Scope, site: { siteId: string; projectId: string }, file: Omit<Payload, 'siteId'>) =>
    enqueue(scope, {
      kind,
      title: file.fileName.slice(0, 200),
      project: site.projectId,
      payload: { ...file, siteId: site.siteId },
      maxAttempts: 3,
    }),
}

export function weblogJob(): void {
  job<Payload>(kind, async (running, p) => {
    const platform: Platform = await running.scope(async (scope) => scope.platform)
    let cancelled = false
    const report = await importWeblog(await platform.storage.get(p.key), {
      platform,
      in: running.scope,
      siteId: p.siteId,
      fileName: p.fileName,
      size: p.size,
      jobId: running.id,
      progress: (lines, of) =>
        running.progress(lines, of).catch((e) => {
          cancelled = true
          throw e
        }),
    }).catch(async (e) => {
      // Tried again from the file unless this was the last time; a refusal will not change its mind.
      if (cancelled || running.attempt >= 3 || (e as { said?: unknown }).said)
        await platform.storage.remove(p.key)
      throw e
    })
    await platform.storage.remove(p.key)
    return report
  })
}
