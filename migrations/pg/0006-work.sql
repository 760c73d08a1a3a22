-- work: tasks on a board, their checklists, comments and labels.
create table statuses (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  name text not null check (name <> ''),
  category text not null check (category in ('todo', 'doing', 'done')),
  position double precision not null default 0,
  wip_limit int,
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
