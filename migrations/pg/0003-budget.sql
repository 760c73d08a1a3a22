-- budget: lines, and what is committed and spent on them. Money is whole cents, before tax unless said.
create table budget_lines (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  label text not null check (label <> ''),
  category text not null default '',
  channel text not null default '',
  supplier_id uuid references organisations,
  planned_cents bigint not null default 0 check (planned_cents >= 0),
  currency text not null default 'EUR',
  starts_on date,
  ends_on date,
  notes text not null default '',
  position double precision not null default 0,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on budget_lines (project_id, position);
call pupitre.protect('budget_lines');

-- A commitment (quote signed, order placed) or an expense (invoice). An expense may settle a commitment.
create table budget_entries (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  line_id uuid not null references budget_lines on delete cascade,
  action_id uuid,
  kind text not null check (kind in ('committed', 'spent')),
  label text not null default '',
  amount_cents bigint not null,
  vat_rate numeric(5, 2) not null default 20,
  supplier_id uuid references organisations,
  reference text not null default '',
  dated_on date not null,
  settles_id uuid references budget_entries,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on budget_entries (line_id, dated_on);
create index on budget_entries (project_id, action_id);
call pupitre.protect('budget_entries');
