import { and, asc, eq, isNull } from 'drizzle-orm'
import { forbidden, invalid } from '../errors.ts'
import { gatesChanged } from '../gates/changed.ts'
import { amend, create, discard, find, get } from '../ledger.ts'
import { type ProjectRole, rightInProject } from '../rights.ts'
import { demand, type Scope } from '../scope.ts'
import type { Member, Organisation, OrganisationDraft, Project, ProjectDraft } from './model.ts'
import { slugOf } from './model.ts'
import { memberNoun, members, organisationNoun, organisations, projectNoun, projects } from './tables.ts'

type ProjectRow = typeof projects.$inferSelect

const shownProject = (scope: Scope, p: ProjectRow, clientName: string | null): Project => ({
  id: p.id,
  slug: p.slug,
  name: p.name,
  summary: p.summary,
  clientId: p.clientId,
  clientName,
  stage: p.stage,
  visibility: p.visibility,
  leadId: p.leadId,
  startsOn: p.startsOn,
  endsOn: p.endsOn,
  budgetCents: p.budgetCents,
  colour: p.colour,
  right:
    scope.actor.kind === 'system'
      ? 'own'
      : scope.actor.kind === 'outsider'
        ? 'see'
        : rightInProject(scope.role, scope.projectRoles[p.id], scope.keyAccess),
  version: p.version,
})

export async function listProjects(scope: Scope): Promise<Project[]> {
  const rows = await scope.db
    .select({ p: projects, client: organisations.name })
    .from(projects)
    .leftJoin(organisations, eq(organisations.id, projects.clientId))
    .where(isNull(projects.deletedAt))
    .orderBy(asc(projects.name))
  return rows.map((r) => shownProject(scope, r.p, r.client))
}

/** By id or by slug. @throws NOT_FOUND when it does not exist or is out of sight. */
export async function getProject(scope: Scope, which: string): Promise<Project> {
  const row =
    (await find(scope, projectNoun, which)) ??
    (await bySlug(scope, which)) ??
    (await get(scope, projectNoun, which))
  const client = row.clientId
    ? await find(scope, organisationNoun, row.clientId, { removed: true })
    : undefined
  return shownProject(scope, row, client?.name ?? null)
}

const bySlug = async (scope: Scope, slug: string) =>
  (
    await scope.db
      .select()
      .from(projects)
      .where(and(eq(projects.slug, slug), isNull(projects.deletedAt)))
  )[0]

/** A free address: `brume`, `brume-2`, `brume-3`… Binned projects keep theirs, and so do those one cannot see. */
async function freeSlug(scope: Scope, name: string): Promise<string> {
  const base = slugOf(name)
  const { rows } = await scope.sql<{ slug: string }>('select slug from pupitre.slugs_like($1) as slug', [
    base,
  ])
  const taken = new Set(rows.map((r) => r.slug))
  if (!taken.has(base)) return base
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`
}

export async function createProject(scope: Scope, draft: ProjectDraft): Promise<Project> {
  demand(scope, 'conduct')
  if (draft.startsOn && draft.endsOn && draft.endsOn < draft.startsOn) throw endsBeforeStart()
  const leadId = draft.leadId === undefined ? scope.actor.id : draft.leadId
  const row = await create(scope, projectNoun, { ...draft, leadId, slug: await freeSlug(scope, draft.name) })
  if (draft.visibility === 'private') {
    if (scope.actor.id) await setProjectMember(scope, row.id, scope.actor.id, 'lead')
    await gatesChanged(scope)
  }
  return getProject(scope, row.id)
}

const endsBeforeStart = () =>
  invalid({
    fr: 'La fin tombe avant le début : corrigez l’une des deux dates.',
    en: 'The end falls before the start: correct one of the two dates.',
  })

export async function amendProject(
  scope: Scope,
  id: string,
  patch: Partial<ProjectDraft>,
  version?: number,
): Promise<Project> {
  demand(scope, 'conduct', id)
  const before = await get(scope, projectNoun, id)
  const startsOn = patch.startsOn === undefined ? before.startsOn : patch.startsOn
  const endsOn = patch.endsOn === undefined ? before.endsOn : patch.endsOn
  if (startsOn && endsOn && endsOn < startsOn) throw endsBeforeStart()
  await amend(scope, projectNoun, id, patch, version)
  if (patch.visibility) await gatesChanged(scope)
  return getProject(scope, id)
}

export async function discardProject(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'conduct', id)
  await discard(scope, projectNoun, id, version)
}

export async function listProjectMembers(
  scope: Scope,
  projectId: string,
): Promise<{ memberId: string; name: string; role: ProjectRole }[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<{ memberId: string; name: string; role: ProjectRole }>(
    'select pm.member_id as "memberId", m.name, pm.role from project_members pm join members m on m.id = pm.member_id where pm.project_id = $1 order by m.name',
    [projectId],
  )
  return rows
}

/** `role` null takes the member out of the project. */
export async function setProjectMember(
  scope: Scope,
  projectId: string,
  memberId: string,
  role: ProjectRole | null,
): Promise<void> {
  demand(scope, 'conduct', projectId)
  await get(scope, projectNoun, projectId)
  await get(scope, memberNoun, memberId)
  if (role === null)
    await scope.sql('delete from project_members where project_id = $1 and member_id = $2', [
      projectId,
      memberId,
    ])
  else
    await scope.sql(
      `insert into project_members (workspace_id, project_id, member_id, role) values ($1, $2, $3, $4)
       on conflict (project_id, member_id) do update set role = excluded.role`,
      [scope.workspace.id, projectId, memberId, role],
    )
  await gatesChanged(scope)
}

/** The people of the workspace. A guest sees the house and those let into the same projects, not the guests of others. */
export async function listMembers(scope: Scope): Promise<Member[]> {
  const rows = await scope.db
    .select()
    .from(members)
    .where(isNull(members.deletedAt))
    .orderBy(asc(members.name))
  const seesAddresses = scope.role !== 'guest'
  const here = seesAddresses ? undefined : await besideMe(scope)
  const shown = here ? rows.filter((m) => m.role !== 'guest' || here.has(m.id)) : rows
  return shown.map((m) => ({
    id: m.id,
    name: m.name,
    email: seesAddresses ? m.email : '',
    role: m.role,
    title: m.title,
    active: !m.deactivatedAt,
    version: m.version,
  }))
}

/** Who was let into the projects that one may see oneself. */
async function besideMe(scope: Scope): Promise<Set<string>> {
  const { rows } = await scope.sql<{ id: string }>('select distinct member_id as id from project_members')
  return new Set([...rows.map((r) => r.id), ...(scope.actor.id ? [scope.actor.id] : [])])
}

const shownOrganisation = (o: typeof organisations.$inferSelect): Organisation => o

export async function listOrganisations(scope: Scope, kind?: 'client' | 'supplier'): Promise<Organisation[]> {
  if (scope.projects !== '*') {
    // Who sees only some projects sees only the clients of those.
    const { rows } = await scope.sql<{ id: string }>(
      'select distinct client_id as id from projects where client_id is not null',
    )
    const ids = new Set(rows.map((r) => r.id))
    return (await allOrganisations(scope, kind)).filter((o) => ids.has(o.id))
  }
  return allOrganisations(scope, kind)
}

const allOrganisations = async (scope: Scope, kind?: 'client' | 'supplier') =>
  (
    await scope.db
      .select()
      .from(organisations)
      .where(and(isNull(organisations.deletedAt), kind ? eq(organisations.kind, kind) : undefined))
      .orderBy(asc(organisations.name))
  ).map(shownOrganisation)

export async function getOrganisation(scope: Scope, id: string): Promise<Organisation> {
  const found = (await listOrganisations(scope)).find((o) => o.id === id)
  return found ?? shownOrganisation(await get(scope, organisationNoun, '-'))
}

export async function createOrganisation(scope: Scope, draft: OrganisationDraft): Promise<Organisation> {
  demand(scope, 'contribute')
  return shownOrganisation(await create(scope, organisationNoun, draft))
}

export async function amendOrganisation(
  scope: Scope,
  id: string,
  patch: Partial<OrganisationDraft> & { logoFileId?: string | null },
  version?: number,
): Promise<Organisation> {
  demand(scope, 'contribute')
  return shownOrganisation(await amend(scope, organisationNoun, id, patch, version))
}

export async function discardOrganisation(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'conduct')
  const { rowCount } = await scope.sql(
    'select from projects where client_id = $1 and deleted_at is null limit 1',
    [id],
  )
  if (rowCount)
    throw invalid({
      fr: 'Ce client a encore des projets. Rattachez-les à un autre client, ou mettez-les à la corbeille d’abord.',
      en: 'This client still has projects. Give them another client, or bin them first.',
    })
  await discard(scope, organisationNoun, id, version)
}

/** Changes a member's role. The last owner stays. */
export async function setRole(scope: Scope, memberId: string, role: Member['role']): Promise<void> {
  demand(scope, 'administer')
  const member = await get(scope, memberNoun, memberId)
  const was = member.role
  if ((was === 'owner' || role === 'owner') && scope.role !== 'owner' && scope.actor.kind !== 'system')
    throw forbidden('own')
  if (was === 'owner' && role !== 'owner') await keepAnOwner(scope, memberId)
  await amend(scope, memberNoun, memberId, { role })
  await gatesChanged(scope)
}

async function keepAnOwner(scope: Scope, memberId: string): Promise<void> {
  const { rowCount } = await scope.sql(
    "select from members where role = 'owner' and id <> $1 and deactivated_at is null and deleted_at is null",
    [memberId],
  )
  if (!rowCount)
    throw invalid({
      fr: 'Un espace garde au moins un propriétaire. Nommez-en un autre d’abord.',
      en: 'A workspace keeps at least one owner. Name another first.',
    })
}

/** A deactivated member keeps their name on what they did, and can no longer enter. */
export async function setActive(scope: Scope, memberId: string, active: boolean): Promise<void> {
  demand(scope, 'administer')
  const member = await get(scope, memberNoun, memberId)
  if (!active && member.role === 'owner') await keepAnOwner(scope, memberId)
  await amend(scope, memberNoun, memberId, { deactivatedAt: active ? null : scope.now() })
  if (!active)
    await scope.sql('update api_keys set revoked_at = $2 where member_id = $1 and revoked_at is null', [
      memberId,
      scope.now(),
    ])
  await gatesChanged(scope)
}
