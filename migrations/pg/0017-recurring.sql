-- work: tasks that come back, by a rule of RFC 5545 or some days after the last one was finished.
create table recurrences (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  title text not null,
  -- « FREQ=WEEKLY;BYDAY=MO », without DTSTART; null: `after_days` after the last one was finished.
  rule text,
  after_days int check (after_days between 1 and 3660),
  starts_on date not null,
  -- A day off is moved to the working day before it, after it, or left alone.
  shift text not null default 'after' check (shift in ('none', 'before', 'after')),
  -- Occurrences are made this many days ahead; there is always at least the next one.
  ahead_days int not null default 14 check (ahead_days between 0 and 366),
  -- What each occurrence is made like: see the model.
  pattern jsonb not null,
  -- The last day an occurrence was made for, and its task.
  made_until date,
  last_task_id uuid references tasks on delete set null,
  paused_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check ((rule is null) <> (after_days is null))
);
create index on recurrences (project_id);
call pupitre.protect('recurrences');

-- The day the rule named, wherever the task was moved since. A binned occurrence stays known: it is skipped, not made again.
alter table tasks
  add column occurrence_on date,
  add constraint tasks_recurrence_id_fkey foreign key (recurrence_id) references recurrences on delete set null;
create unique index tasks_occurrence on tasks (recurrence_id, occurrence_on) where recurrence_id is not null;

