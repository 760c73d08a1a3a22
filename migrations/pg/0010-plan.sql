-- work: what a schedule needs. Wall-clock instants are text, « 2026-05-04T08:00 », in the workspace's own time: no time zone.
alter table tasks
  drop constraint tasks_kind_check,
  add constraint tasks_kind_check check (kind in ('task', 'milestone', 'deliverable', 'approval')),
  add column mode text not null default 'manual' check (mode in ('manual', 'auto')),
  add column start_minute int check (start_minute between 0 and 1440),
  add column due_minute int check (due_minute between 0 and 1440),
  -- Working minutes; null: what lies between the two dates.
  add column duration_minutes int check (duration_minutes >= 0),
  add column elapsed boolean not null default false,
  add column constraint_kind text not null default 'asap'
    check (constraint_kind in ('asap', 'alap', 'mso', 'mfo', 'snet', 'snlt', 'fnet', 'fnlt')),
  add column constraint_at text check (constraint_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  add column deadline_on date,
  add column progress int not null default 0 check (progress between 0 and 100),
  add column actual_start text check (actual_start ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  add column actual_finish text check (actual_finish ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  add column calendar_id uuid,
  add column ignores_person_calendar boolean not null default false,
  add column follower_ids uuid[] not null default '{}',
  -- Values of custom fields, by the id of the field.
  add column fields jsonb not null default '{}',
  -- Kept by a trigger on time entries.
  add column spent_minutes int not null default 0,
  add column recurrence_id uuid;
update tasks set progress = 100 where completed_at is not null;
create index on tasks (parent_id) where parent_id is not null;
create index on tasks (workspace_id, due_on) where deleted_at is null and archived_at is null;

create table calendars (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  name text not null check (name <> ''),
  -- The one that projects and people follow unless they say otherwise.
  is_default boolean not null default false,
  -- Public holidays that count as days off: FR, FR-AM (Alsace-Moselle), BE, CH, CA, LU…; null: none.
  holidays text,
  -- Seven lists of [from, to] minutes, Monday first.
  week jsonb not null,
  -- [{ from, to, name, periods: [[from, to]] }], days inclusive; no period: a day off.
  exceptions jsonb not null default '[]',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index on calendars (workspace_id) where is_default and deleted_at is null;
call pupitre.protect('calendars');
alter table tasks add constraint tasks_calendar_id_fkey foreign key (calendar_id) references calendars on delete set null;

create table task_links (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  from_id uuid not null references tasks on delete cascade,
  to_id uuid not null references tasks on delete cascade,
  kind text not null default 'fs' check (kind in ('fs', 'ss', 'ff', 'sf')),
  -- Minutes, or hundredths of a percent of the predecessor's duration; negative: a lead.
  lag int not null default 0,
  lag_unit text not null default 'work' check (lag_unit in ('work', 'elapsed', 'percent')),
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (from_id <> to_id)
);
create unique index on task_links (from_id, to_id) where deleted_at is null;
create index on task_links (project_id);
create index on task_links (to_id);
call pupitre.protect('task_links');

-- How a project is planned; a project without a row follows the workspace.
create table project_plans (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  calendar_id uuid references calendars on delete set null,
  -- The milestone that everything leads to: the launch.
  launch_task_id uuid references tasks on delete set null,
  status_on date,
  critical_slack_minutes int not null default 0,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index on project_plans (project_id) where deleted_at is null;
call pupitre.protect('project_plans');

create table baselines (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  name text not null check (name <> ''),
  -- The number a project file knows it by, 0 to 10.
  number int,
  taken_at timestamptz not null default now(),
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on baselines (project_id);
call pupitre.protect('baselines');

create table baseline_tasks (
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  baseline_id uuid not null references baselines on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  starts_on date,
  start_minute int,
  due_on date,
  due_minute int,
  duration_minutes int,
  estimate_minutes int,
  primary key (baseline_id, task_id)
);
create index on baseline_tasks (task_id);
call pupitre.protect('baseline_tasks');
