-- strategy: the brief, SMART objectives, and the actions of the plan.
create table briefs (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null unique references projects on delete cascade,
  context text not null default '',
  audience text not null default '',
  message text not null default '',
  deliverables text not null default '',
  constraints text not null default '',
  success text not null default '',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
call pupitre.protect('briefs');

create table objectives (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  title text not null check (title <> ''),
  why text not null default '',
  -- A key of the metric catalogue, or 'hand' for a figure no source gives, named and typed by people.
  metric text not null default '',
  hand_name text not null default '',
  hand_unit text not null default '',
  goal_id uuid references goals on delete set null,
  baseline double precision,
  target double precision,
  starts_on date,
  due_on date,
  owner_id uuid references members on delete set null,
  achievable text not null default '',
  relevant text not null default '',
  position double precision not null default 0,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on objectives (project_id, position);
call pupitre.protect('objectives');

-- A reading typed by hand, for the few metrics that no source measures; always shown as such.
create table check_ins (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  objective_id uuid not null references objectives on delete cascade,
  value double precision not null,
  note text not null default '',
  read_on date not null,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on check_ins (objective_id, read_on desc);
call pupitre.protect('check_ins');

create table actions (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  code text not null,
  title text not null check (title <> ''),
  description text not null default '',
  channel text not null default 'other',
  persona text not null default '',
  status text not null default 'planned' check (status in ('planned', 'running', 'done', 'cancelled')),
  starts_on date,
  ends_on date,
  owner_id uuid references members on delete set null,
  objective_id uuid references objectives on delete set null,
  budget_line_id uuid references budget_lines on delete set null,
  -- Unlinked visits this action accounts for: {"channel": "organic-search"} or {"referrer": "example.org"} or {"path": "/offre"}.
  captures jsonb,
  position double precision not null default 0,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (project_id, code)
);
create index on actions (project_id, position);
call pupitre.protect('actions');
