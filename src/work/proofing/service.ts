import { invalid } from '#platform/errors.ts'
import { amend, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { tellOfFile, versionShown } from '../service/attachments.ts'
import { attachmentNoun, attachmentVersionNoun, taskNoun } from '../tables.ts'
import type { AttachmentVersion, Decision } from './model.ts'

/** Gives one's word on a version, or takes it back; those who look after the task, and who sent the version, are told. */
export async function decide(
  scope: Scope,
  versionId: string,
  decision: Decision | null,
  note = '',
): Promise<AttachmentVersion> {
  const v = await get(scope, attachmentVersionNoun, versionId, { lock: true })
  demand(scope, 'contribute', v.projectId)
  await get(scope, attachmentNoun, v.attachmentId)
  const { rows } = await scope.sql<{ last: number }>(
    'select max(number) as last from attachment_versions where attachment_id = $1 and deleted_at is null',
    [v.attachmentId],
  )
  if (rows[0]?.last !== v.number)
    throw invalid({
      fr: 'Une version plus récente est arrivée : donnez votre avis sur elle.',
      en: 'A newer version has arrived: give your word on that one.',
    })
  await amend(scope, attachmentVersionNoun, v.id, {
    decision,
    decisionNote: decision ? note : '',
    decidedBy: decision ? scope.actor.id : null,
    decidedAt: decision ? scope.now() : null,
  })
  if (decision && decision !== v.decision) {
    const task = await get(scope, taskNoun, v.taskId)
    const words = `${v.name} (v${v.number})${note ? ` : ${note}` : ''}`
    await tellOfFile(scope, task, decision, words, [v.createdBy])
  }
  return versionShown(scope, v.id)
}
