import { invalid } from '#platform/errors.ts'
import { attachFile } from '#platform/files.ts'
import { create, discard, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { attachmentNoun, taskNoun } from '../tables.ts'

/** Hangs a link or a file already sent on a task. */
export async function attach(
  scope: Scope,
  taskId: string,
  what: { url: string; name?: string } | { fileId: string },
): Promise<{ id: string }> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'contribute', task.projectId)
  if ('fileId' in what) {
    const file = await attachFile(scope, what.fileId, { noun: 'task', rowId: taskId })
    const row = await create(scope, attachmentNoun, {
      projectId: task.projectId,
      taskId,
      fileId: file.id,
      name: file.name,
    })
    return { id: row.id }
  }
  const url = safeUrl(what.url)
  if (!url)
    throw invalid({
      fr: 'Ce lien n’est pas une adresse web : elle commence par http:// ou https://.',
      en: 'This link is not a web address: it starts with http:// or https://.',
    })
  return {
    id: (
      await create(scope, attachmentNoun, {
        projectId: task.projectId,
        taskId,
        url,
        name: what.name?.trim() || url,
      })
    ).id,
  }
}

/** Only web addresses: a `javascript:` link would run in the reader's session. */
export function safeUrl(text: string): string | undefined {
  const url = URL.parse(text.trim())
  return url && (url.protocol === 'http:' || url.protocol === 'https:') && text.length <= 4_000
    ? url.href
    : undefined
}

export async function detach(scope: Scope, id: string): Promise<void> {
  const before = await get(scope, attachmentNoun, id)
  demand(scope, 'contribute', before.projectId)
  await discard(scope, attachmentNoun, id)
}
