-- work: projects and tasks kept as models. The body holds roles instead of people and working days instead of dates.
create table templates (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  name text not null check (name <> ''),
  description text not null default '',
  kind text not null check (kind in ('project', 'task')),
  body jsonb not null,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index on templates (workspace_id, kind, lower(name)) where deleted_at is null;
call pupitre.protect('templates');
