-- The house: roles, row-level security, tenancy, and what every room stands on.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

do $$
declare r text;
begin
  foreach r in array array['pupitre_app', 'pupitre_auth', 'pupitre_worker'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin nosuperuser nobypassrls noinherit', r);
    end if;
    execute format('grant %I to current_user', r);
  end loop;
end $$;

create schema pupitre;
create schema auth;
grant usage on schema pupitre, public to pupitre_app, pupitre_auth, pupitre_worker;
grant usage on schema auth to pupitre_auth;

-- French full-text search without accents: « ete reussi » finds « les étés réussis ».
create text search configuration pupitre.fr (copy = french);
alter text search configuration pupitre.fr alter mapping for hword, hword_part, word with unaccent, french_stem;

-- The same without endings, for words as one types them: « lancem » finds « Lancement ».
create text search configuration pupitre.plain (copy = simple);
alter text search configuration pupitre.plain alter mapping for hword, hword_part, word with unaccent, simple;

-- Set by the scope at the start of every transaction. Unset means nothing is visible.
create function pupitre.workspace() returns uuid stable language sql
  return nullif(current_setting('app.workspace', true), '')::uuid;
create function pupitre.sees_all() returns boolean stable language sql
  return coalesce(current_setting('app.projects', true), '') = '*';
create function pupitre.projects() returns uuid[] stable language sql
  return case when coalesce(current_setting('app.projects', true), '') in ('', '*') then '{}'::uuid[]
    else string_to_array(current_setting('app.projects', true), ',')::uuid[] end;
-- Who sees all of a workspace still does not see the private projects of others.
create function pupitre.hidden() returns uuid[] stable language sql
  return coalesce(string_to_array(nullif(current_setting('app.hidden', true), ''), ',')::uuid[], '{}');

-- Every table of a workspace passes through here: row-level security, one policy, grants for the application's role.
-- A table with a project_id shows a guest, a client or an outsider nothing but the projects opened to them.
create procedure pupitre.protect(t regclass) language plpgsql as $$
declare
  by_project boolean := exists (select from pg_attribute where attrelid = t and attname = 'project_id' and not attisdropped);
  rule text := 'workspace_id = (select pupitre.workspace())';
begin
  if by_project then
    rule := rule || ' and (((select pupitre.sees_all()) and (project_id is null or project_id <> all ((select pupitre.hidden())::uuid[]))) or project_id = any ((select pupitre.projects())::uuid[]))';
  end if;
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy workspace on %s to pupitre_app using (%s) with check (%s)', t, rule, rule);
  execute format('grant select, insert, update, delete on %s to pupitre_app', t);
  -- Backups and migrations run as the owner and must see every row.
  execute format('create policy owner on %s to %I using (true) with check (true)', t, current_user);
end $$;

-- Lets a gate or the worker read across workspaces, on the few tables where that is their task.
create procedure pupitre.open_to(t regclass, r text, verbs text) language plpgsql as $$
begin
  execute format('create policy %I on %s to %I using (true) with check (true)', r, t, r);
  execute format('grant %s on %s to %I', verbs, t, r);
end $$;

create table workspaces (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,47}$'),
  name text not null,
  locale text not null default 'fr' check (locale in ('fr', 'en')),
  timezone text not null default 'Europe/Paris',
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  settings jsonb not null default '{}',
  demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table workspaces enable row level security;
alter table workspaces force row level security;
create policy workspace on workspaces to pupitre_app using (id = (select pupitre.workspace())) with check (id = (select pupitre.workspace()));
do $$ begin execute format('create policy owner on workspaces to %I using (true) with check (true)', current_user); end $$;
grant select, update, delete on workspaces to pupitre_app;
call pupitre.open_to('workspaces', 'pupitre_auth', 'select, insert, update, delete');
call pupitre.open_to('workspaces', 'pupitre_worker', 'select');

create table members (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid,
  name text not null,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'member', 'guest')),
  title text not null default '',
  locale text check (locale in ('fr', 'en')),
  timezone text,
  preferences jsonb not null default '{}',
  created_by uuid,
  deactivated_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (workspace_id, user_id)
);
create unique index members_email on members (workspace_id, lower(email)) where deleted_at is null;
call pupitre.protect('members');
call pupitre.open_to('members', 'pupitre_auth', 'select, insert, update, delete');

create table organisations (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  kind text not null check (kind in ('client', 'supplier')),
  name text not null check (name <> ''),
  sector text not null default '',
  contact_name text not null default '',
  contact_email text not null default '',
  phone text not null default '',
  website text not null default '',
  colour text not null default '#1F5B4C' check (colour ~ '^#[0-9A-Fa-f]{6}$'),
  accent text not null default '#A87614' check (accent ~ '^#[0-9A-Fa-f]{6}$'),
  logo_file_id uuid,
  notes text not null default '',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on organisations (workspace_id, kind, name);
call pupitre.protect('organisations');

create table projects (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  client_id uuid references organisations,
  slug text not null,
  name text not null check (name <> ''),
  summary text not null default '',
  stage text not null default 'brief' check (stage in ('brief', 'plan', 'running', 'review', 'closed')),
  visibility text not null default 'workspace' check (visibility in ('workspace', 'private')),
  lead_id uuid references members,
  starts_on date,
  ends_on date,
  budget_cents bigint,
  colour text not null default '#1F5B4C',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (workspace_id, slug)
);
-- Its own project: the row's id is the project a guest may or may not see.
alter table projects add column project_id uuid generated always as (id) stored;
call pupitre.protect('projects');
call pupitre.open_to('projects', 'pupitre_auth', 'select');

create table project_members (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  member_id uuid not null references members on delete cascade,
  role text not null check (role in ('lead', 'contributor', 'reader')),
  created_at timestamptz not null default now(),
  unique (project_id, member_id)
);
call pupitre.protect('project_members');
call pupitre.open_to('project_members', 'pupitre_auth', 'select, insert');

create table invitations (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  email text not null,
  role text not null check (role in ('admin', 'manager', 'member', 'guest')),
  project_id uuid references projects on delete cascade,
  project_role text check (project_role in ('lead', 'contributor', 'reader')),
  key_hash bytea not null unique,
  invited_by uuid references members on delete set null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
call pupitre.protect('invitations');
call pupitre.open_to('invitations', 'pupitre_auth', 'select, update');

create table api_keys (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null references members on delete cascade,
  name text not null,
  hint text not null,
  key_hash bytea not null unique,
  access text not null check (access in ('read', 'write', 'admin')),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
call pupitre.protect('api_keys');
call pupitre.open_to('api_keys', 'pupitre_auth', 'select, update');

-- A door lets somebody without an account in, to one thing: an approval, a shared review, a tracked link, a site's tracker.
create table doors (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid references projects on delete cascade,
  kind text not null,
  row_id uuid not null,
  key_hash bytea not null unique,
  label text not null default '',
  email text not null default '',
  expires_at timestamptz,
  revoked_at timestamptz,
  opened_at timestamptz,
  opens int not null default 0,
  created_by uuid,
  created_at timestamptz not null default now()
);
create index on doors (workspace_id, kind, row_id);
call pupitre.protect('doors');
call pupitre.open_to('doors', 'pupitre_auth', 'select, update');

create table history (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid,
  noun text not null,
  row_id uuid not null,
  verb text not null check (verb in ('created', 'changed', 'removed', 'restored')),
  label text not null default '',
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  before jsonb,
  after jsonb,
  undo_of uuid references history,
  request_id text not null default '',
  at timestamptz not null default now()
);
create index on history (workspace_id, at desc);
create index on history (workspace_id, project_id, at desc);
create index on history (noun, row_id, at desc);
call pupitre.protect('history');
revoke update, delete on history from pupitre_app;

create table search_documents (
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid,
  noun text not null,
  row_id uuid not null,
  title text not null,
  body text not null default '',
  words tsvector generated always as (
    setweight(to_tsvector('pupitre.fr', title) || to_tsvector('pupitre.plain', title), 'A')
    || setweight(to_tsvector('pupitre.fr', body) || to_tsvector('pupitre.plain', body), 'B')) stored,
  updated_at timestamptz not null default now(),
  primary key (noun, row_id)
);
create index on search_documents using gin (words);
create index on search_documents using gin (title gin_trgm_ops);
create index on search_documents (workspace_id);
call pupitre.protect('search_documents');

-- Facts announced in the transaction of the change; a forwarder carries them to the fact log, a batch at a time.
create table fact_batches (
  id uuid primary key default uuidv7(),
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
alter table fact_batches enable row level security;
alter table fact_batches force row level security;
do $$ begin execute format('create policy owner on fact_batches to %I using (true) with check (true)', current_user); end $$;
call pupitre.open_to('fact_batches', 'pupitre_worker', 'select, insert, update, delete');

create table outbox (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  kind text not null,
  at timestamptz not null,
  trail jsonb not null default '{}',
  payload jsonb not null default '{}',
  batch_id uuid references fact_batches
);
create index outbox_waiting on outbox (id) where batch_id is null;
create index outbox_batch on outbox (batch_id);
call pupitre.protect('outbox');
revoke update, delete on outbox from pupitre_app;
call pupitre.open_to('outbox', 'pupitre_worker', 'select, update, delete');

create table jobs (
  id uuid primary key default uuidv7(),
  workspace_id uuid references workspaces on delete cascade,
  project_id uuid,
  kind text not null,
  title text not null default '',
  payload jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  unique_key text unique,
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  max_attempts int not null default 1,
  lease_until timestamptz,
  worker text,
  done_count bigint not null default 0,
  total_count bigint,
  note text not null default '',
  checkpoint jsonb,
  result jsonb,
  error text,
  cancel_requested boolean not null default false,
  visible boolean not null default true,
  created_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index jobs_due on jobs (run_at) where state in ('queued', 'running');
create index on jobs (workspace_id, created_at desc);
call pupitre.protect('jobs');
call pupitre.open_to('jobs', 'pupitre_worker', 'select, insert, update, delete');

create table files (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid,
  noun text not null default '',
  row_id uuid,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  storage_key text not null,
  thumbnail_key text,
  width int,
  height int,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on files (workspace_id, noun, row_id);
call pupitre.protect('files');

create table mails (
  id uuid primary key default uuidv7(),
  workspace_id uuid references workspaces on delete cascade,
  to_address text not null,
  to_name text not null default '',
  subject text not null,
  html text not null,
  text text not null,
  template text not null,
  locale text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'kept', 'failed')),
  error text,
  unique_key text unique,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index on mails (workspace_id, created_at desc);
call pupitre.protect('mails');
call pupitre.open_to('mails', 'pupitre_worker', 'select, insert, update');
call pupitre.open_to('mails', 'pupitre_auth', 'insert, select');
call pupitre.open_to('jobs', 'pupitre_auth', 'insert');

create table idempotency_keys (
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null,
  key text not null,
  verb text not null,
  request_hash bytea not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (workspace_id, member_id, key)
);
call pupitre.protect('idempotency_keys');
call pupitre.open_to('idempotency_keys', 'pupitre_worker', 'select, delete');

create table notifications (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid,
  member_id uuid not null references members on delete cascade,
  kind text not null,
  title text not null,
  body text not null default '',
  noun text not null default '',
  row_id uuid,
  path text not null default '',
  unique_key text,
  read_at timestamptz,
  created_at timestamptz not null default now(),
  unique (member_id, unique_key)
);
create index on notifications (member_id, created_at desc);
call pupitre.protect('notifications');

-- What an import brought, by the source's own identifier: a second run finds its rows again.
create table import_sources (
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  source text not null,
  source_id text not null,
  noun text not null,
  row_id uuid not null,
  digest text not null default '',
  imported_at timestamptz not null default now(),
  primary key (workspace_id, project_id, source, noun, source_id)
);
call pupitre.protect('import_sources');
