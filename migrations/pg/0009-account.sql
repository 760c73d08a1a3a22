-- A single sign-on provider belongs to a workspace and outlives the account of who set it up.
alter table auth."ssoProvider" alter column "userId" drop not null;
alter table auth."ssoProvider" drop constraint "ssoProvider_userId_fkey";
alter table auth."ssoProvider" add foreign key ("userId") references auth."user" on delete set null;
alter table auth."ssoProvider" add column "role" text not null default 'member' check ("role" in ('manager', 'member', 'guest'));
create index on auth."ssoProvider" ("organizationId");
create index on auth."ssoProvider" (lower("domain"));

-- Takes a person out: what they did stays in the workspaces, under « Ancien membre »; who they were does not.
-- Runs as the owner, because history is closed to changes by anybody else.
create function pupitre.forget_person(person uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  mine uuid[] := array(select id from members where user_id = person);
  addresses text[] := array(select lower(email) from members where user_id = person and email <> ''
    union select lower(email) from auth."user" where id = person);
begin
  update history h set actor_name = pupitre.former(h.workspace_id) where h.actor_id = any (mine);
  update history h set label = pupitre.former(h.workspace_id),
      before = before - '{name,email,title,preferences,userId,locale,timezone}'::text[],
      after = after - '{name,email,title,preferences,userId,locale,timezone}'::text[]
    where h.noun = 'member' and h.row_id = any (mine);
  update api_keys set revoked_at = coalesce(revoked_at, now()), name = '' where member_id = any (mine);
  update approvers a set name = pupitre.former(a.workspace_id), email = '' where member_id = any (mine);
  delete from notifications where member_id = any (mine);
  delete from idempotency_keys where member_id = any (mine);
  delete from project_members where member_id = any (mine);
  delete from invitations where lower(email) = any (addresses);
  update mails set to_address = '', to_name = '', subject = '', html = '', text = '' where lower(to_address) = any (addresses);
  update members m set user_id = null, name = pupitre.former(m.workspace_id), email = '', title = '', locale = null, timezone = null,
      preferences = '{}', deactivated_at = coalesce(deactivated_at, now()), deleted_at = coalesce(deleted_at, now()), version = version + 1
    where user_id = person;
  delete from auth."verification" where "value" = person::text or exists (select from unnest(addresses) a where "identifier" like '%' || a || '%' or "value" like '%' || a || '%');
  delete from auth."user" where id = person;
end $$;

create function pupitre.former(workspace uuid) returns text stable language sql set search_path = public, pg_temp as
  $$ select case (select locale from workspaces where id = workspace) when 'en' then 'Former member' else 'Ancien membre' end $$;

revoke execute on function pupitre.forget_person(uuid), pupitre.former(uuid) from public;
grant execute on function pupitre.forget_person(uuid) to pupitre_auth;
