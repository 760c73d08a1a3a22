/**
 * What waits for one's word on a task `t`, $1 being who reads: a comment that names one and that one has not answered; a
 * file to approve, or one that one asked to have changed, of which a new version has come.
 */
export const waitsForMe = `t.id in (
  select c.task_id from comments c where c.deleted_at is null and c.resolved_at is null and c.mention_ids @> array[$1::uuid]
    and not exists (select from comments r where r.id = c.parent_id and r.resolved_at is not null)
    and not exists (select from comments mine where mine.task_id = c.task_id and mine.author_id = $1 and mine.deleted_at is null and (mine.written_at, mine.id) > (c.written_at, c.id))
  union all
  select v.task_id from attachment_versions v join attachments a on a.id = v.attachment_id and a.deleted_at is null join tasks of on of.id = v.task_id
  where v.deleted_at is null and v.decision is null and v.created_by is distinct from $1
    and not exists (select from attachment_versions n where n.attachment_id = v.attachment_id and n.number > v.number and n.deleted_at is null)
    and ((of.kind = 'approval' and of.assignee_ids @> array[$1::uuid])
      or exists (select from attachment_versions o where o.attachment_id = v.attachment_id and o.decided_by = $1 and o.decision = 'revise' and o.deleted_at is null)))`
