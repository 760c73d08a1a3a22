-- measure: sites, goals, tracked links. Visits themselves live in the fact log (migrations/ch).
create table sites (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  host text not null,
  name text not null default '',
  site_key text not null unique,
  timezone text not null default 'Europe/Paris',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on sites (workspace_id, host);
call pupitre.protect('sites');

-- What a visitor's daily hash is salted with, the same in every process. Forgotten after two days, and the visitor with it.
create table visitor_salts (
  workspace_id uuid not null references workspaces on delete cascade,
  site_id uuid not null,
  day date not null,
  salt bytea not null,
  primary key (site_id, day)
);
call pupitre.protect('visitor_salts');
call pupitre.open_to('visitor_salts', 'pupitre_worker', 'select, delete');

create table goals (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  site_id uuid not null references sites on delete cascade,
  name text not null check (name <> ''),
  kind text not null check (kind in ('page', 'event')),
  pattern text not null,
  value_cents bigint not null default 0 check (value_cents >= 0),
  value_from_event boolean not null default false,
  once_per_visit boolean not null default true,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on goals (project_id);
call pupitre.protect('goals');

create table links (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  action_id uuid,
  objective_id uuid,
  budget_line_id uuid,
  code text not null unique,
  target_url text not null,
  utm_source text not null,
  utm_medium text not null,
  utm_campaign text not null,
  utm_content text not null default '',
  utm_term text not null default '',
  placement text not null default '',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on links (project_id, action_id);
call pupitre.protect('links');

create table weblog_imports (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  site_id uuid not null references sites on delete cascade,
  file_name text not null,
  sha256 bytea not null,
  lines bigint not null default 0,
  imported bigint not null default 0,
  report jsonb not null default '{}',
  job_id uuid,
  finished_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  unique (site_id, sha256)
);
call pupitre.protect('weblog_imports');

-- The goals counted on a site, for every project whose links lead to it: a reader of one project may see what it brought
-- in on a site set up in another.
create function pupitre.goals_on(site_ids uuid[]) returns setof goals stable security definer set search_path = public language sql as $$
  select * from goals where workspace_id = pupitre.workspace() and site_id = any (site_ids) and deleted_at is null order by name, id
$$;
grant execute on function pupitre.goals_on(uuid[]) to pupitre_app;
