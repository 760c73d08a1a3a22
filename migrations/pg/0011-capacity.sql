-- work: how each person works, when they are away, and what tasks ask of them.
create table member_work (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null references members on delete cascade,
  calendar_id uuid references calendars on delete set null,
  -- Seven lists of [from, to] minutes, Monday first; null: those of the calendar.
  week jsonb,
  percent int not null default 100 check (percent between 1 and 100),
  skills text[] not null default '{}',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index on member_work (member_id) where deleted_at is null;
call pupitre.protect('member_work');

create table days_off (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null references members on delete cascade,
  from_on date not null,
  to_on date not null,
  -- The first day is worked until noon, the last one from noon on.
  from_noon boolean not null default false,
  until_noon boolean not null default false,
  kind text not null default 'leave' check (kind in ('leave', 'trip', 'training', 'away')),
  state text not null default 'agreed' check (state in ('asked', 'agreed', 'refused')),
  note text not null default '',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (from_on <= to_on)
);
create index on days_off (member_id, from_on);
create index on days_off (workspace_id, to_on);
call pupitre.protect('days_off');

-- What an hour of somebody costs. Apart, and without history: every member reads the history, only who conducts reads this.
create table member_costs (
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null references members on delete cascade,
  hourly_cents int not null check (hourly_cents >= 0),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, member_id)
);
call pupitre.protect('member_costs');

-- What the private projects of others ask of people who also work here: minutes and dates, no name, no project. Whoever
-- plans sees that somebody is taken without seeing by what. Guests and outsiders get nothing.
create function pupitre.hidden_work()
  returns table (assignee_ids uuid[], starts_on date, due_on date, estimate_minutes int, duration_minutes int, progress int)
  stable security definer set search_path = public, pg_temp language sql as $$
  select t.assignee_ids, t.starts_on, t.due_on, t.estimate_minutes, t.duration_minutes, t.progress
  from tasks t join projects p on p.id = t.project_id
  where t.workspace_id = pupitre.workspace() and pupitre.sees_all() and t.project_id = any (pupitre.hidden())
    and t.assignee_ids <> '{}' and t.completed_at is null and t.deleted_at is null and t.archived_at is null
    and t.kind <> 'milestone' and p.deleted_at is null and p.stage <> 'closed'
    and not exists (select from tasks c where c.parent_id = t.id and c.deleted_at is null)
  limit 20000
$$;
revoke execute on function pupitre.hidden_work() from public;
grant execute on function pupitre.hidden_work() to pupitre_app;
