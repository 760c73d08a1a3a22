-- work: threads, reactions and pins on what is shown; versions of a file and the word on each; what each has read.
alter table comments
  -- The first of its thread; null: it is the first.
  add column parent_id uuid references comments on delete cascade,
  add column edited_at timestamptz,
  add column resolved_at timestamptz,
  add column resolved_by uuid references members on delete set null,
  -- Pinned on a file: { version, page?, time?, x, y }, places between 0 and 1 of its width and height, time in seconds.
  add column attachment_id uuid references attachments on delete cascade,
  add column pin jsonb;
update comments set edited_at = updated_at where version > 1;
create index on comments (parent_id) where parent_id is not null;
create index on comments (attachment_id) where attachment_id is not null;

create table comment_reactions (
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  comment_id uuid not null references comments on delete cascade,
  member_id uuid not null references members on delete cascade,
  shape text not null check (shape in ('yes', 'thanks', 'bravo', 'idea', 'look', 'doubt')),
  given_at timestamptz not null default now(),
  primary key (comment_id, member_id, shape)
);
call pupitre.protect('comment_reactions');

-- Up to when somebody has read a task's comments.
create table task_reads (
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  member_id uuid not null references members on delete cascade,
  read_at timestamptz not null default now(),
  primary key (task_id, member_id)
);
call pupitre.protect('task_reads');

create table attachment_versions (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces on delete cascade,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  attachment_id uuid not null references attachments on delete cascade,
  number int not null check (number > 0),
  -- Null: the file itself was removed for good, its place in the row of versions stays.
  file_id uuid references files on delete set null,
  name text not null,
  note text not null default '',
  decision text check (decision in ('revise', 'approved')),
  decision_note text not null default '',
  decided_by uuid references members on delete set null,
  decided_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (attachment_id, number)
);
create index on attachment_versions (task_id);
create index on attachment_versions (file_id);
call pupitre.protect('attachment_versions');
insert into attachment_versions (workspace_id, project_id, task_id, attachment_id, number, file_id, name, created_by, created_at)
  select workspace_id, project_id, task_id, id, 1, file_id, name, created_by, created_at from attachments where file_id is not null;

-- The order of subtasks under their task; null: as they were added.
alter table tasks add column outline double precision;

-- A file binned on its own and emptied with the bin leaves the name of what was attached.
alter table attachments
  drop constraint attachments_check,
  drop constraint attachments_file_id_fkey,
  add constraint attachments_file_id_fkey foreign key (file_id) references files on delete set null;
create index on attachments (file_id);

-- What the bin shows and what empties it.
create index on history (workspace_id, at desc, id desc) where verb = 'removed';
create index on tasks (workspace_id, deleted_at) where deleted_at is not null;

-- Who leaves takes their name along, also from what they wrote.
create function pupitre.forget_author() returns trigger language plpgsql as $$
begin
  update comments set author_name = new.name where author_id = new.id;
  return null;
end $$;
create trigger forget_author after update of user_id on members for each row
  when (old.user_id is not null and new.user_id is null) execute function pupitre.forget_author();
