import type { Scope } from '#platform/scope.ts'
import type { Attachment, Checklist, ChecklistItem, Comment, Task } from '../model.ts'
import type { AttachmentVersion } from '../proofing/model.ts'

const commentColumns = `c.id, c.parent_id as "parentId", c.author_id as "authorId", c.author_name as "authorName", c.text, c.written_at as "writtenAt",
  c.edited_at is not null as edited, c.resolved_at as "resolvedAt", r.name as "resolvedByName", c.attachment_id as "attachmentId", c.pin, c.version,
  coalesce((select json_agg(json_build_object('shape', g.shape, 'memberIds', g.members) order by g.first) from
    (select shape, json_agg(member_id order by given_at) as members, min(given_at) as first from comment_reactions where comment_id = c.id group by shape) g), '[]') as reactions`
const commentFrom = 'comments c left join members r on r.id = c.resolved_by'

export async function commentShown(scope: Scope, id: string): Promise<Comment> {
  const { rows } = await scope.sql<Comment>(
    `select ${commentColumns} from ${commentFrom} where c.id = $1`,
    [id],
    'one-comment',
  )
  return rows[0]!
}

export const versionColumns = `v.id, v.number, v.file_id as "fileId", v.name, v.note, f.media_type as "mediaType", f.size, f.width, f.height, v.decision,
  v.decision_note as "decisionNote", coalesce(d.name, '') as "decidedByName", v.decided_at as "decidedAt", v.created_by as "createdBy", v.created_at as "createdAt", v.version`
export const versionFrom =
  'attachment_versions v left join files f on f.id = v.file_id and f.deleted_at is null left join members d on d.id = v.decided_by'

type Parts = Pick<Task, 'checklists' | 'comments' | 'attachments' | 'readAt'>

/** What hangs on a task: its checklists, what is said about it, its files and their versions. */
export async function partsOf(scope: Scope, taskId: string): Promise<Parts> {
  const lists = await scope.sql<Omit<Checklist, 'items'>>(
    'select id, name, position, version from checklists where task_id = $1 and deleted_at is null order by position, id',
    [taskId],
    'task-checklists',
  )
  const items = await scope.sql<ChecklistItem>(
    'select id, checklist_id as "checklistId", text, done, position, version from checklist_items where task_id = $1 and deleted_at is null order by position, id',
    [taskId],
    'task-items',
  )
  const comments = await scope.sql<Comment>(
    `select ${commentColumns} from ${commentFrom} where c.task_id = $1 and c.deleted_at is null order by c.written_at, c.id`,
    [taskId],
    'task-comments',
  )
  const attached = await scope.sql<Omit<Attachment, 'versions'>>(
    `select a.id, a.name, a.url, a.file_id as "fileId", f.media_type as "mediaType", f.size, a.created_at as "createdAt", a.version
     from attachments a left join files f on f.id = a.file_id where a.task_id = $1 and a.deleted_at is null order by a.created_at, a.id`,
    [taskId],
    'task-attachments',
  )
  const versions = await scope.sql<AttachmentVersion & { attachmentId: string }>(
    `select ${versionColumns}, v.attachment_id as "attachmentId" from ${versionFrom} where v.task_id = $1 and v.deleted_at is null order by v.number desc`,
    [taskId],
    'task-versions',
  )
  const read = await scope.sql<{ at: Date }>(
    'select read_at as at from task_reads where task_id = $1 and member_id = $2',
    [taskId, scope.actor.id],
    'task-read',
  )
  return {
    readAt: read.rows[0]?.at ?? null,
    checklists: lists.rows.map((l) => ({ ...l, items: items.rows.filter((i) => i.checklistId === l.id) })),
    comments: comments.rows,
    attachments: attached.rows.map((a) => ({
      ...a,
      versions: versions.rows.filter((v) => v.attachmentId === a.id).map(({ attachmentId: _, ...v }) => v),
    })),
  }
}
