-- work: fields that a team adds to its tasks. Values live on the task, by the id of the field.
create table custom_fields (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  -- null: a field of the whole workspace.
  project_id uuid references projects on delete cascade,
  name text not null check (name <> ''),
  kind text not null check (kind in ('text', 'number', 'money', 'day', 'person', 'choice', 'choices', 'url', 'formula')),
  -- [{ id, name, colour }] of a choice.
  options jsonb not null default '[]',
  -- References to fields are written by id, so that a field may change its name.
  formula text not null default '',
  position double precision not null default 0,
  archived_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index on custom_fields (workspace_id, coalesce(project_id, '00000000-0000-0000-0000-000000000000'), lower(name)) where deleted_at is null;
call pupitre.protect('custom_fields');
