-- A public link to a view over several projects: those its maker conducted when it was made, as far as they see them today.
-- The projects are not named `project_id`: who opens the link is in no project, and reads this row before anything else.
create table portfolio_view_links (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  view_id uuid not null references saved_views on delete cascade,
  door_id uuid not null unique references doors on delete cascade,
  -- With whose eyes it is read; when they leave, it closes.
  member_id uuid not null references members on delete cascade,
  of_project_ids uuid[] not null,
  password text,
  hidden text[] not null default '{}',
  created_at timestamptz not null default now()
);
create index on portfolio_view_links (view_id);
call pupitre.protect('portfolio_view_links');
