-- work: tasks on a board, their checklists, comments and labels.
create table statuses (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  name text not null check (name <> ''),
  category text not null check (category in ('todo', 'doing', 'done')),
  position double precision not null default 0,
  wip_limit int,
  -- A list that was archived where it came from: it keeps its tasks and leaves the board.
  archived_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on statuses (project_id, position);
call pupitre.protect('statuses');

create table labels (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  name text not null,
  colour text not null default 'green',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
call pupitre.protect('labels');

create table tasks (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  number int not null,
  action_id uuid references actions on delete set null,
  parent_id uuid references tasks on delete cascade,
  status_id uuid not null references statuses,
  kind text not null default 'task' check (kind in ('task', 'milestone', 'deliverable')),
  title text not null check (title <> ''),
  description text not null default '',
  assignee_ids uuid[] not null default '{}',
  label_ids uuid[] not null default '{}',
  starts_on date,
  due_on date,
  estimate_minutes int,
  importance int not null default 0 check (importance between 0 and 3),
  urgency int not null default 0 check (urgency between 0 and 3),
  position double precision not null default 0,
  completed_at timestamptz,
  archived_at timestamptz,
  -- Kept by triggers, so that a list of tasks is one look at one table.
  item_count int not null default 0,
  item_done int not null default 0,
  comment_count int not null default 0,
  attachment_count int not null default 0,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (project_id, number)
);
create index on tasks (project_id, position) where deleted_at is null and archived_at is null;
create index on tasks (workspace_id, id);
create index on tasks (action_id);
create index on tasks using gin (assignee_ids);
call pupitre.protect('tasks');

create table checklists (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  name text not null,
  position double precision not null default 0,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on checklists (task_id);
call pupitre.protect('checklists');

create table checklist_items (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  checklist_id uuid not null references checklists on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  text text not null,
  done boolean not null default false,
  position double precision not null default 0,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on checklist_items (task_id);
call pupitre.protect('checklist_items');

create table comments (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  author_id uuid references members on delete set null,
  author_name text not null,
  text text not null check (text <> ''),
  mention_ids uuid[] not null default '{}',
  written_at timestamptz not null default now(),
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on comments (task_id, written_at);
call pupitre.protect('comments');

-- A link or a file on a task. Trello's uploaded files stay at their address: they need an authenticated download.
create table attachments (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  file_id uuid references files,
  url text,
  name text not null,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (file_id is not null or url is not null)
);
create index on attachments (task_id);
call pupitre.protect('attachments');

create function pupitre.count_on_task() returns trigger language plpgsql as $$
declare t uuid := coalesce(new.task_id, old.task_id);
begin
  if tg_table_name in ('checklists', 'checklist_items') then
    update tasks set item_count = n.total, item_done = n.done from
      (select count(*) as total, count(*) filter (where i.done) as done from checklist_items i join checklists c on c.id = i.checklist_id
       where i.task_id = t and i.deleted_at is null and c.deleted_at is null) n
    where id = t;
  elsif tg_table_name = 'comments' then
    update tasks set comment_count = (select count(*) from comments where task_id = t and deleted_at is null) where id = t;
  else
    update tasks set attachment_count = (select count(*) from attachments where task_id = t and deleted_at is null) where id = t;
  end if;
  return null;
end $$;
create trigger count_items after insert or update or delete on checklist_items for each row execute function pupitre.count_on_task();
create trigger count_checklists after update of deleted_at on checklists for each row execute function pupitre.count_on_task();
create trigger count_comments after insert or update of deleted_at or delete on comments for each row execute function pupitre.count_on_task();
create trigger count_attachments after insert or update of deleted_at or delete on attachments for each row execute function pupitre.count_on_task();
