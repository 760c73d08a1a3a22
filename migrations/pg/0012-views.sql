-- work: saved views, and the links that show one to somebody without an account.
create table saved_views (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  -- null: a view of the portfolio, over all projects.
  project_id uuid references projects on delete cascade,
  name text not null check (name <> ''),
  kind text not null check (kind in ('table', 'board', 'gantt', 'calendar', 'timeline', 'matrix', 'mine')),
  -- Whose it is alone; null: everybody's who sees the project.
  member_id uuid references members on delete cascade,
  -- What opens when the page is opened without saying which view.
  is_default boolean not null default false,
  position double precision not null default 0,
  spec jsonb not null,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on saved_views (project_id, position) where deleted_at is null;
create index on saved_views (workspace_id, position) where deleted_at is null and project_id is null;
call pupitre.protect('saved_views');

-- What a public link asks for and leaves out; the link itself is a door of kind « view ».
create table view_links (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  view_id uuid not null references saved_views on delete cascade,
  door_id uuid not null unique references doors on delete cascade,
  -- scrypt, « salt:hash »; null: the address is enough.
  password text,
  -- Columns that never leave the server: who, labels, estimate, field:ID…
  hidden text[] not null default '{}',
  -- On whose behalf « me » is read in the filter.
  member_id uuid references members on delete set null,
  created_at timestamptz not null default now()
);
create index on view_links (view_id);
call pupitre.protect('view_links');

-- A deed is taken back by its reference.
create index on history (request_id) where request_id <> '';

-- Lists in every order look at one project's open tasks only.
create index tasks_by_number on tasks (project_id, number, id) where deleted_at is null and archived_at is null;
create index tasks_by_due on tasks (project_id, (coalesce(due_on, 'infinity'::date)), id) where deleted_at is null and archived_at is null;
create index tasks_by_title on tasks (project_id, lower(title), id) where deleted_at is null and archived_at is null;
create index tasks_by_priority on tasks (project_id, (importance * 4 + urgency), id) where deleted_at is null and archived_at is null;
create index tasks_left on tasks (project_id, due_on) where deleted_at is null and archived_at is null and completed_at is null;
create index tasks_in_column on tasks (status_id, position) where deleted_at is null;
