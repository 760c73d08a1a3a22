-- platform: addresses of projects are unique in a workspace, also beside the private ones that whoever makes another cannot see.
create function pupitre.slugs_like(base text) returns setof text stable security definer set search_path = public, pg_temp language sql as $$
  select slug from projects where workspace_id = pupitre.workspace() and pupitre.sees_all() and (slug = base or slug ~ ('^' || base || '-\d+$'))
$$;
revoke execute on function pupitre.slugs_like(text) from public;
grant execute on function pupitre.slugs_like(text) to pupitre_app;
