-- governance: one approval for everything that needs a yes.
create table approvals (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  subject_noun text not null,
  subject_id uuid not null,
  round int not null default 1,
  title text not null,
  message text not null default '',
  -- What was submitted, as it was: the approved version stays the reference.
  snapshot jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'changes', 'refused', 'withdrawn')),
  due_on date,
  decided_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on approvals (project_id, created_at desc);
call pupitre.protect('approvals');

create table approvers (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  approval_id uuid not null references approvals on delete cascade,
  member_id uuid references members on delete set null,
  name text not null,
  email text not null,
  locale text not null default 'fr' check (locale in ('fr', 'en')),
  door_id uuid references doors on delete set null,
  -- The link's key is made again from it, the approver's id and the installation's secret: it can be copied and sent again, and is kept nowhere.
  link_nonce text not null default '',
  decision text check (decision in ('approved', 'changes', 'refused')),
  comment text not null default '',
  identified_by text not null default '',
  decided_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on approvers (approval_id);
call pupitre.protect('approvers');

-- files: the digest as text, like every other column that travels; who reads a file is found from the file.
alter table files alter column sha256 type text using encode(sha256, 'hex');
create index on files (project_id, id desc);
call pupitre.open_to('files', 'pupitre_auth', 'select');
call pupitre.open_to('files', 'pupitre_worker', 'select, delete');

-- What the workspace holds, also for somebody who sees only one of its projects.
create function pupitre.stored_bytes() returns bigint stable security definer set search_path = public language sql
  as 'select coalesce(sum(size), 0)::bigint from files where workspace_id = pupitre.workspace() and deleted_at is null';
