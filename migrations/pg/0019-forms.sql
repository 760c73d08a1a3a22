-- work: what others ask for, by a form; each request becomes a task, and whoever asked follows it by a link of their own.
create table forms (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  name text not null check (name <> ''),
  intro text not null default '',
  thanks text not null default '',
  -- Open to anyone who has the link; otherwise to members only.
  public boolean not null default false,
  closed_at timestamptz,
  -- [{ key, kind, label, help, required, options, fieldId, when }]
  questions jsonb not null,
  -- Where requests land: { statusId, assigneeIds, labelIds, actionId }.
  into_task jsonb not null default '{}',
  door_id uuid references doors on delete set null,
  link_nonce text not null default '',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on forms (project_id);
call pupitre.protect('forms');

create table requests (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  form_id uuid not null references forms on delete cascade,
  task_id uuid references tasks on delete set null,
  title text not null,
  requester_name text not null,
  requester_email text not null default '',
  member_id uuid references members on delete set null,
  locale text not null default 'fr' check (locale in ('fr', 'en')),
  answers jsonb not null,
  state text not null default 'new' check (state in ('new', 'accepted', 'declined')),
  answer text not null default '',
  door_id uuid references doors on delete set null,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on requests (project_id, created_at desc);
create index on requests (form_id, created_at desc);
create index on requests (task_id);
call pupitre.protect('requests');

-- What the team and whoever asked say to each other; comments on the task stay inside.
create table request_words (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  request_id uuid not null references requests on delete cascade,
  author_id uuid references members on delete set null,
  author_name text not null,
  text text not null check (text <> ''),
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on request_words (request_id, created_at);
call pupitre.protect('request_words');
