-- platform: whether a change was taken back is asked of every line of a history.
create index on history (undo_of) where undo_of is not null;

-- work: what hangs on a task is of the project the task is of, also when it goes to another one and comes back.
create function pupitre.follow_task() returns trigger language plpgsql as $$
begin
  update checklists set project_id = new.project_id where task_id = new.id;
  update checklist_items set project_id = new.project_id where task_id = new.id;
  update comments set project_id = new.project_id where task_id = new.id;
  update comment_reactions set project_id = new.project_id where comment_id in (select id from comments where task_id = new.id);
  update attachments set project_id = new.project_id where task_id = new.id;
  update attachment_versions set project_id = new.project_id where task_id = new.id;
  update files set project_id = new.project_id where noun = 'task' and row_id = new.id and project_id is not null;
  update task_reads set project_id = new.project_id where task_id = new.id;
  update time_entries set project_id = new.project_id where task_id = new.id;
  update task_relations set project_id = new.project_id where from_id = new.id;
  -- A link is of both its ends: it goes along when the second one has gone too.
  update task_links l set project_id = new.project_id from tasks a, tasks b
    where (l.from_id = new.id or l.to_id = new.id) and a.id = l.from_id and b.id = l.to_id
      and a.project_id = new.project_id and b.project_id = new.project_id;
  return null;
end $$;
create trigger follow_task after update of project_id on tasks for each row
  when (old.project_id is distinct from new.project_id) execute function pupitre.follow_task();

-- Where a task was before it went to another project: what names it there still finds it, and its number is not given again.
create table task_addresses (
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  number int not null,
  task_id uuid not null references tasks on delete cascade,
  primary key (project_id, number)
);
create index on task_addresses (task_id);
call pupitre.protect('task_addresses');
