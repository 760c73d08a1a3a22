import type { Readable } from 'node:stream'
import { invalid, Refusal } from '#platform/errors.ts'
import { fileNoun } from '#platform/files/tables.ts'
import { eraseFiles, fileUrl, receiveFile } from '#platform/files.ts'
import { amend, create, get } from '#platform/ledger.ts'
import type { Platform } from '#platform/platform.ts'
import type { Scope } from '#platform/scope.ts'
import { attachmentNoun, attachmentVersionNoun } from '../../tables.ts'
import { type Answers, filesIn, limitsOf, type Question, type SentFile, suits } from '../model.ts'
import { type FormRow, formNoun } from '../tables.ts'

/** Files one form takes in an hour before they are sent with a request: people never get there, a program does. */
const mostPerHour = 200

const isShut = () =>
  invalid({ fr: 'Ce formulaire ne prend plus de demandes.', en: 'This form takes no more requests.' })

/** The form and its question that takes files. `outside`: whoever has the link asks. */
async function askedFor(
  scope: Scope,
  formId: string,
  key: string,
  outside: boolean,
): Promise<{ form: FormRow; question: Question }> {
  const form = await get(scope, formNoun, formId)
  if (form.closedAt || (outside && !form.public)) throw isShut()
  const question = form.questions.find((q) => q.key === key && q.kind === 'files')
  if (!question)
    throw invalid({
      fr: 'Cette question ne prend pas de fichiers.',
      en: 'This question takes no files.',
    })
  const { rows } = await scope.sql<{ n: number }>(
    "select count(*)::int as n from files where noun = 'form' and row_id = $1 and created_at > $2::timestamptz - interval '1 hour'",
    [formId, scope.now()],
  )
  if ((rows[0]?.n ?? 0) >= mostPerHour)
    throw new Refusal('TOO_MANY', {
      fr: 'Ce formulaire a reçu trop de fichiers en une heure. Réessayez un peu plus tard.',
      en: 'This form took too many files within an hour. Try again a little later.',
    })
  return { form, question }
}

/** Takes a file for a question, before the request is sent; one that is never sent is erased the next night. */
export async function receiveForForm(
  platform: Platform,
  enter: <T>(work: (scope: Scope, formId: string) => Promise<T>) => Promise<T>,
  body: Readable,
  o: { name: string; question: string; outside: boolean },
): Promise<{ id: string; name: string; size: number; mediaType: string }> {
  const { formId, accept, megabytes } = await enter(async (s, formId) => ({
    formId,
    ...limitsOf((await askedFor(s, formId, o.question, o.outside)).question),
  }))
  const file = await receiveFile(platform, (work) => enter((s) => work(s)), body, {
    name: o.name,
    limit: megabytes * 1_000_000,
    hang: async (scope) => {
      const { form } = await askedFor(scope, formId, o.question, o.outside)
      return { noun: 'form', rowId: form.id, projectId: form.projectId }
    },
    take: ({ mediaType }) => {
      if (!suits(accept, mediaType))
        throw invalid(
          accept === 'images'
            ? {
                fr: 'Cette question ne prend que des images (PNG, JPEG, WebP…).',
                en: 'This question takes images only (PNG, JPEG, WebP…).',
              }
            : {
                fr: 'Cette question ne prend que des documents (PDF, Word, Excel, PowerPoint, texte…).',
                en: 'This question takes documents only (PDF, Word, Excel, PowerPoint, text…).',
              },
        )
    },
  }).catch((e: unknown) => {
    if (e instanceof Refusal && e.code === 'TOO_LARGE' && !('quota' in ((e.data ?? {}) as object)))
      throw new Refusal('TOO_LARGE', {
        fr: `Ce fichier dépasse ${megabytes} Mo. Réduisez-le, ou donnez un lien vers lui.`,
        en: `This file is over ${megabytes} MB. Make it smaller, or give a link to it.`,
      })
    throw e
  })
  const { id, name, size, mediaType } = file
  return { id, name, size, mediaType }
}

/** The files of a request are its own from now on. @throws INVALID for one that was not sent to this form, or was sent before. */
export async function claimFiles(
  scope: Scope,
  form: FormRow,
  requestId: string,
  answers: Answers,
): Promise<void> {
  for (const q of form.questions.filter((x) => x.kind === 'files'))
    for (const id of filesIn([q], answers)) {
      const file = await get(scope, fileNoun, id, { lock: true }).catch(() => null)
      const { accept, megabytes } = limitsOf(q)
      if (
        file?.noun !== 'form' ||
        file.rowId !== form.id ||
        !suits(accept, file.mediaType) ||
        file.size > megabytes * 1_000_000
      )
        throw invalid(
          {
            fr: `Un fichier de « ${q.label} » n’est plus là : joignez-le à nouveau.`,
            en: `A file of “${q.label}” is no longer there: attach it again.`,
          },
          { faults: [{ key: q.key, label: q.label, why: 'bad' }] },
        )
      await amend(scope, fileNoun, id, { noun: 'request', rowId: requestId })
    }
}

/** On the task, each is an attachment, and its own first version. */
export async function attachFiles(
  scope: Scope,
  requestId: string,
  task: { id: string; projectId: string },
): Promise<void> {
  const { rows } = await scope.sql<{ id: string; name: string }>(
    "select id, name from files where noun = 'request' and row_id = $1 and deleted_at is null order by created_at, id",
    [requestId],
  )
  for (const { id: fileId, name } of rows) {
    await amend(scope, fileNoun, fileId, { noun: 'task', rowId: task.id })
    const at = { projectId: task.projectId, taskId: task.id }
    const { id: attachmentId } = await create(scope, attachmentNoun, { ...at, fileId, name })
    await create(scope, attachmentVersionNoun, { ...at, attachmentId, number: 1, fileId, name })
  }
}

/** Addresses of a day: the page that shows them makes new ones each time. */
export async function sentFiles(scope: Scope, ids: readonly string[]): Promise<SentFile[]> {
  if (!ids.length) return []
  const { rows } = await scope.sql<{ id: string; name: string; mediaType: string; size: number }>(
    'select id, name, media_type as "mediaType", size from files where id = any ($1) and deleted_at is null',
    [ids],
  )
  return ids.flatMap((id) => {
    const f = rows.find((r) => r.id === id)
    return f
      ? [
          {
            name: f.name,
            mediaType: f.mediaType,
            size: Number(f.size),
            url: fileUrl(scope.platform, id, { seconds: 86_400 }),
          },
        ]
      : []
  })
}

/** What was sent to a form and never with a request. */
export async function eraseUnsent(scope: Scope, at: Date): Promise<number> {
  const { rows } = await scope.sql<{ id: string }>(
    "select id from files where noun = 'form' and created_at < $1::timestamptz - interval '1 day'",
    [at],
  )
  await eraseFiles(
    scope,
    rows.map((r) => r.id),
  )
  return rows.length
}
