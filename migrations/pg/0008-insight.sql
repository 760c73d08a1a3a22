-- insight: a review (bilan) keeps what people wrote; its figures are computed from the facts each time it is read.
create table reviews (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  title text not null,
  from_on date not null,
  to_on date not null,
  -- Texts edited by hand, by section: they survive a refresh of the figures.
  texts jsonb not null default '{}',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on reviews (project_id, created_at desc);
call pupitre.protect('reviews');
