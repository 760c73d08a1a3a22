import { createMany } from '#platform/ledger-many.ts'
import { safeUrl } from '../../service/attachments.ts'
import { attachmentNoun, commentNoun } from '../../tables.ts'
import { timeNoun } from '../../time/tables.ts'
import type { ForeignTask } from '../foreign.ts'
import { instant } from '../reading/dates.ts'
import { change } from './change.ts'
import type { Run } from './tasks.ts'

type Of = { task: ForeignTask; taskId: string }
const idsOf = (rows: readonly { id: string }[]) => rows.map((r) => r.id)

/** What hangs on the tasks of one lot: addresses, time, comments, each kind in one go. */
export async function bringDetails(run: Run, all: readonly Of[]): Promise<void> {
  await bringAddresses(run, all)
  await bringTime(run, all)
  await bringComments(run, all)
}

async function bringAddresses({ scope, projectId, sources, losses }: Run, all: readonly Of[]): Promise<void> {
  const found = all.flatMap(({ task, taskId }) =>
    task.addresses.flatMap((a) => {
      const url = safeUrl(a.url)
      if (!url) losses.lose('badLinks')
      return url ? [{ sourceId: a.id, taskId, values: { url, name: a.name.slice(0, 300) || url } }] : []
    }),
  )
  await sources.carryMany(
    'attachments',
    'attachment',
    found,
    async (fresh) =>
      idsOf(
        await createMany(
          scope,
          attachmentNoun,
          fresh.map((f) => ({ projectId, taskId: f.taskId, ...f.values })),
        ),
      ),
    (id, { values }) => change(scope, attachmentNoun, id, values),
  )
}

async function bringComments({ scope, projectId, sources, people }: Run, all: readonly Of[]): Promise<void> {
  const found = all.flatMap(({ task, taskId }) =>
    task.comments.flatMap((c) => {
      const text = c.text.trim().slice(0, 20_000)
      return text ? [{ sourceId: c.id, taskId, comment: c, values: { text } }] : []
    }),
  )
  await sources.carryMany(
    'comments',
    'comment',
    found,
    async (fresh) =>
      idsOf(
        await createMany(
          scope,
          commentNoun,
          fresh.map(({ taskId, comment, values }) => ({
            projectId,
            taskId,
            authorId: people.get(comment.author) ?? null,
            authorName: comment.author.slice(0, 200) || '–',
            ...values,
            writtenAt: instant(comment.at) ?? scope.now(),
          })),
        ),
      ),
    (id, { values }) => change(scope, commentNoun, id, values),
  )
}

const day = 1440

/** A total without a day or a name: as entries of who does the task, on the day it was finished, else made. Who has nobody is told. */
async function bringTime(run: Run, all: readonly Of[]): Promise<void> {
  const { scope, projectId, sources, losses } = run
  const found = all.flatMap(({ task: t, taskId }) => {
    if (t.spentMinutes <= 0) return []
    const memberId = run.people.get(t.people[0] ?? '')
    if (!memberId || t.spentMinutes > 100 * day) {
      losses.lose('timeSpent')
      return []
    }
    const workedOn = (instant(t.finishedAt) ?? instant(t.bornAt) ?? scope.now()).toISOString().slice(0, 10)
    // An entry holds a day at most.
    return Array.from({ length: Math.ceil(t.spentMinutes / day) }, (_, i) => ({
      sourceId: `${t.id}/${i}`,
      taskId,
      memberId,
      workedOn,
      values: { minutes: Math.min(day, t.spentMinutes - i * day) },
    }))
  })
  const note = scope.workspace.locale === 'fr' ? 'Total repris à l’import' : 'Total brought by the import'
  await sources.carryMany(
    'time',
    'timeEntry',
    found,
    async (fresh) =>
      idsOf(
        await createMany(
          scope,
          timeNoun,
          fresh.map(({ taskId, memberId, workedOn, values }) => ({
            projectId,
            taskId,
            memberId,
            workedOn,
            ...values,
            source: 'import' as const,
            note,
            loggedAt: scope.now(),
          })),
        ),
      ),
    (id, { values }) => change(scope, timeNoun, id, values),
  )
}
