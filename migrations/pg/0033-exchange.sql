-- work: tasks that belong together without waiting for each other; imports, so that one can be taken back; files sent with a form.
create table task_relations (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  -- Of the task it was drawn from; the other may be of another project.
  project_id uuid not null references projects on delete cascade,
  from_id uuid not null references tasks on delete cascade,
  to_id uuid not null references tasks on delete cascade,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (from_id <> to_id)
);
-- Said from either side, it is the same one.
create unique index on task_relations (least(from_id, to_id), greatest(from_id, to_id)) where deleted_at is null;
create index on task_relations (from_id);
create index on task_relations (to_id);
call pupitre.protect('task_relations');

create table imports (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  -- Where it was asked for.
  project_id uuid not null references projects on delete cascade,
  source text not null,
  name text not null,
  -- [{ board, projectId, request, isNew, tasks }]: the history knows each transaction by its request.
  parts jsonb not null,
  -- The job that did it.
  job_id uuid,
  by_name text not null default '',
  created_by uuid,
  created_at timestamptz not null default now(),
  undone_at timestamptz
);
create index on imports (project_id, created_at desc);
create unique index on imports (job_id) where job_id is not null;
call pupitre.protect('imports');
