-- work: what comes in from other tools, and the calendars that others read.
-- How a file of this shape was matched last time: its columns, states, people.
create table import_mappings (
  workspace_id uuid not null references workspaces on delete cascade,
  source text not null,
  -- The headings of a table, or the board itself.
  signature text not null,
  options jsonb not null,
  used_at timestamptz not null default now(),
  primary key (workspace_id, source, signature)
);
call pupitre.protect('import_mappings');

-- An address that calendar programs read; the key is that of a door of kind « calendar ».
create table calendar_feeds (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  -- Whose eyes it reads with: what this member may no longer see leaves the calendar.
  member_id uuid not null references members on delete cascade,
  door_id uuid not null unique references doors on delete cascade,
  name text not null check (name <> ''),
  -- One project or one saved view; neither: one's own tasks.
  of_project_id uuid references projects on delete cascade,
  of_view_id uuid references saved_views on delete cascade,
  -- Also as things to do (VTODO), for programs that show them.
  todos boolean not null default false,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index on calendar_feeds (member_id);
call pupitre.protect('calendar_feeds');
