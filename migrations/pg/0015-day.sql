-- work: time spent, one's day, stand-ups; and how each member wants to be told.
create table time_entries (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  -- Without a task: time of the project itself. The action and the client follow from the task and the project when asked.
  task_id uuid references tasks on delete cascade,
  member_id uuid not null references members on delete cascade,
  -- The day of the work; logged_at is when somebody said so.
  worked_on date not null,
  minutes int not null check (minutes between 1 and 1440),
  note text not null default '',
  billable boolean not null default true,
  source text not null default 'typed' check (source in ('typed', 'timer', 'import')),
  logged_at timestamptz not null default now(),
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on time_entries (member_id, worked_on) where deleted_at is null;
create index on time_entries (project_id, worked_on) where deleted_at is null;
create index on time_entries (task_id) where deleted_at is null;
call pupitre.protect('time_entries');

create function pupitre.sum_time() returns trigger language plpgsql as $$
declare t uuid;
begin
  foreach t in array array_remove(array[case when tg_op <> 'DELETE' then new.task_id end, case when tg_op <> 'INSERT' then old.task_id end], null) loop
    update tasks set spent_minutes = (select coalesce(sum(minutes), 0) from time_entries where task_id = t and deleted_at is null) where id = t;
  end loop;
  return null;
end $$;
create trigger sum_time after insert or update of minutes, task_id, deleted_at or delete on time_entries for each row execute function pupitre.sum_time();

-- One running timer per member, on whatever device they look.
create table timers (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null unique references members on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  note text not null default '',
  begun_at timestamptz not null,
  -- Since when it runs; null while it is paused.
  running_since timestamptz,
  -- What ran before the last pause.
  seconds int not null default 0,
  -- When we asked whether it had been forgotten.
  asked_at timestamptz
);
call pupitre.protect('timers');

-- What one has put on the hours of a day. One's own: no project shows it, no history keeps it.
create table day_blocks (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null references members on delete cascade,
  task_id uuid references tasks on delete cascade,
  title text not null default '',
  day date not null,
  from_minute int not null check (from_minute between 0 and 1439),
  to_minute int not null check (to_minute between 1 and 1440),
  created_at timestamptz not null default now(),
  check (to_minute > from_minute),
  check (task_id is not null or title <> '')
);
create index on day_blocks (member_id, day);
call pupitre.protect('day_blocks');

-- Out of my sight until a day; the due date stays what the team agreed on.
create table day_snoozes (
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null references members on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  until_on date not null,
  primary key (member_id, task_id)
);
call pupitre.protect('day_snoozes');

create table standups (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  -- Null: the stand-up of the whole team.
  project_id uuid references projects on delete cascade,
  name text not null check (name <> ''),
  -- Who takes part; empty: everybody who contributes.
  member_ids uuid[] not null default '{}',
  -- 0 is Monday.
  weekdays int[] not null default '{0,1,2,3,4}',
  -- When each is asked, in their own time zone; `hours` holds those who chose another minute.
  ask_minute int not null default 555 check (ask_minute between 0 and 1439),
  hours jsonb not null default '{}',
  -- When the digest leaves, in the workspace's time zone; null: only when somebody closes the round.
  digest_minute int default 660 check (digest_minute between 0 and 1439),
  seconds_each int not null default 120 check (seconds_each between 15 and 1800),
  -- The next moment there is something to do.
  next_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index standup_of_project on standups (project_id) where deleted_at is null and project_id is not null;
create unique index standup_of_team on standups (workspace_id) where deleted_at is null and project_id is null;
create index standups_due on standups (next_at) where deleted_at is null;
call pupitre.protect('standups');
call pupitre.open_to('standups', 'pupitre_worker', 'select');

create table checkins (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid references projects on delete cascade,
  standup_id uuid not null references standups on delete cascade,
  member_id uuid not null references members on delete cascade,
  day date not null,
  -- Lists of { text, taskId }.
  done jsonb not null default '[]',
  next jsonb not null default '[]',
  blocked jsonb not null default '[]',
  note text not null default '',
  -- Null: still being written, seen by its author alone.
  sent_at timestamptz,
  version int not null default 1,
  updated_at timestamptz not null default now(),
  unique (standup_id, day, member_id)
);
call pupitre.protect('checkins');

-- What happened to a day of a stand-up: the live round, the digest.
create table standup_days (
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid references projects on delete cascade,
  standup_id uuid not null references standups on delete cascade,
  day date not null,
  turn_ids uuid[] not null default '{}',
  turn int not null default 0,
  turn_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  digested_at timestamptz,
  primary key (standup_id, day)
);
call pupitre.protect('standup_days');

-- The platform: how a member wants to be told.
create table notice_settings (
  member_id uuid primary key references members on delete cascade,
  workspace_id uuid not null references workspaces on delete cascade,
  -- By family of notices: which of app, mail, digest, push. What is not said follows the house.
  channels jsonb not null default '{}',
  digest_minutes int[] not null default '{510}',
  quiet_from int default 1140 check (quiet_from between 0 and 1439),
  quiet_to int default 480 check (quiet_to between 0 and 1439),
  quiet_days int[] not null default '{5,6}',
  away_until date,
  muted_project_ids uuid[] not null default '{}'
);
call pupitre.protect('notice_settings');

alter table notifications
  -- Shown in the list; false for those who asked for letters only.
  add column in_app boolean not null default true,
  add column digest_at timestamptz,
  add column digested_at timestamptz;
create index notifications_digest on notifications (member_id, digest_at) where digest_at is not null and digested_at is null;

-- A browser of a member that agreed to be woken (RFC 8030). Keys are bytes: they stay out of personal exports.
create table push_subscriptions (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null references members on delete cascade,
  endpoint text not null,
  p256dh bytea not null,
  auth bytea not null,
  device text not null default '',
  created_at timestamptz not null default now(),
  last_told_at timestamptz,
  unique (member_id, endpoint)
);
call pupitre.protect('push_subscriptions');
-- A browser that changes hands stops telling the one who used it before, in any workspace.
call pupitre.open_to('push_subscriptions', 'pupitre_auth', 'select, delete');

-- The house's own pair of keys (RFC 8292); the private one is sealed under the installation's secret.
create table push_keys (
  one boolean primary key default true check (one),
  public_key text not null,
  private_key text not null,
  created_at timestamptz not null default now()
);
alter table push_keys enable row level security;
alter table push_keys force row level security;
do $$ begin execute format('create policy owner on push_keys to %I using (true) with check (true)', current_user); end $$;
call pupitre.open_to('push_keys', 'pupitre_auth', 'select, insert, update');

-- Who leaves takes along what was theirs alone; who is shut out is told nothing any more.
create function pupitre.leave_the_day() returns trigger language plpgsql as $$
begin
  delete from push_subscriptions where member_id = new.id;
  delete from timers where member_id = new.id;
  if new.deleted_at is not null then
    delete from notice_settings where member_id = new.id;
    delete from day_blocks where member_id = new.id;
    delete from day_snoozes where member_id = new.id;
  end if;
  return null;
end $$;
create trigger leave_the_day after update of deactivated_at, deleted_at on members for each row
  when (new.deactivated_at is not null or new.deleted_at is not null) execute function pupitre.leave_the_day();
