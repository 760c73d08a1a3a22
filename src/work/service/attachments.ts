import { invalid } from '#platform/errors.ts'
import { attachFile } from '#platform/files.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { noticeMessages } from '../messages/notices.ts'
import type { AttachmentVersion } from '../proofing/model.ts'
import { attachmentNoun, attachmentVersionNoun, type TaskRow, taskNoun } from '../tables.ts'
import { versionColumns, versionFrom } from './details.ts'
import { callable, pathOfTask } from './followers.ts'

/** Hangs a link or a file already sent on a task. A file is its own first version. */
export async function attach(
  scope: Scope,
  taskId: string,
  what: { url: string; name?: string } | { fileId: string },
): Promise<{ id: string }> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'contribute', task.projectId)
  const { projectId } = task
  if ('fileId' in what) {
    const file = await attachFile(scope, what.fileId, { noun: 'task', rowId: taskId })
    const { id } = await create(scope, attachmentNoun, {
      projectId,
      taskId,
      fileId: file.id,
      name: file.name,
    })
    await create(scope, attachmentVersionNoun, {
      projectId,
      taskId,
      attachmentId: id,
      number: 1,
      fileId: file.id,
      name: file.name,
    })
    return { id }
  }
  const url = safeUrl(what.url)
  if (!url)
    throw invalid({
      fr: 'Ce lien n’est pas une adresse web : elle commence par http:// ou https://.',
      en: 'This link is not a web address: it starts with http:// or https://.',
    })
  const name = what.name?.trim() || url
  return { id: (await create(scope, attachmentNoun, { projectId, taskId, url, name })).id }
}

/** Only web addresses: a `javascript:` link would run in the reader's session. */
export function safeUrl(text: string): string | undefined {
  const url = URL.parse(text.trim())
  return url && (url.protocol === 'http:' || url.protocol === 'https:') && text.length <= 4_000
    ? url.href
    : undefined
}

export async function versionShown(scope: Scope, id: string): Promise<AttachmentVersion> {
  const { rows } = await scope.sql<AttachmentVersion>(
    `select ${versionColumns} from ${versionFrom} where v.id = $1`,
    [id],
    'one-version',
  )
  return rows[0]!
}

/** Those who look after a task are told what becomes of its files. */
export async function tellOfFile(
  scope: Scope,
  task: TaskRow,
  kind: 'version' | 'approved' | 'revise',
  body: string,
  others: readonly (string | null)[] = [],
): Promise<void> {
  const able = new Set((await callable(scope, task.projectId)).map((m) => m.id))
  const to = [...task.assigneeIds, ...task.followerIds, ...others]
  await tellMembers(
    scope,
    to.filter((m): m is string => m !== null && able.has(m)),
    {
      kind: kind === 'version' ? 'version.added' : 'proof.decided',
      title: formatter(noticeMessages, scope.workspace.locale)(`notice.${kind}`, { who: scope.actor.name }),
      body: `${task.title} : ${body}`.slice(0, 500),
      path: await pathOfTask(scope, task),
      project: task.projectId,
      noun: 'task',
      rowId: task.id,
    },
  )
}

/** Puts a newer file in the place of the one people see; the older ones stay, with what was said and pinned on them. */
export async function addVersion(
  scope: Scope,
  attachmentId: string,
  fileId: string,
  note = '',
): Promise<AttachmentVersion> {
  // The lock gives two who add at once two numbers.
  const a = await get(scope, attachmentNoun, attachmentId, { lock: true })
  demand(scope, 'contribute', a.projectId)
  if (a.url !== null)
    throw invalid({
      fr: 'Un lien n’a pas de versions : joignez plutôt un fichier.',
      en: 'A link has no versions: attach a file instead.',
    })
  const task = await get(scope, taskNoun, a.taskId)
  const known = await scope.sql(
    'select from attachment_versions where file_id = $1 union all select from attachments where file_id = $1',
    [fileId],
  )
  if (known.rowCount)
    throw invalid({
      fr: 'Ce fichier est déjà joint ailleurs.',
      en: 'This file is already attached elsewhere.',
    })
  const file = await attachFile(scope, fileId, { noun: 'task', rowId: a.taskId })
  const { rows } = await scope.sql<{ next: number }>(
    'select coalesce(max(number), 0) + 1 as next from attachment_versions where attachment_id = $1',
    [a.id],
  )
  const number = rows[0]!.next
  const row = await create(scope, attachmentVersionNoun, {
    projectId: a.projectId,
    taskId: a.taskId,
    attachmentId: a.id,
    number,
    fileId: file.id,
    name: file.name,
    note,
  })
  await amend(scope, attachmentNoun, a.id, { fileId: file.id, name: file.name })
  await tellOfFile(scope, task, 'version', `${file.name} (v${number})`)
  return versionShown(scope, row.id)
}

export async function renameAttachment(
  scope: Scope,
  id: string,
  name: string,
  version?: number,
): Promise<void> {
  const before = await get(scope, attachmentNoun, id)
  demand(scope, 'contribute', before.projectId)
  await amend(scope, attachmentNoun, id, { name }, version)
}

export async function detach(scope: Scope, id: string): Promise<void> {
  const before = await get(scope, attachmentNoun, id)
  demand(scope, 'contribute', before.projectId)
  await discard(scope, attachmentNoun, id)
}
