import { z } from 'zod'
import { may } from '../rpc.ts'
import {
  invite,
  listInvitations,
  listKeys,
  makeKey,
  revokeKey,
  withdrawInvitation,
} from '../tenancy/accounts.ts'
import {
  Id,
  Member,
  Organisation,
  OrganisationDraft,
  organisationKinds,
  Project,
  ProjectDraft,
  projectRoles,
  roles,
  Version,
} from '../tenancy/model.ts'
import * as tenancy from '../tenancy/service.ts'

const ok = () => ({ ok: true as const })
const Done = z.object({ ok: z.literal(true) })

export const tenancyProcedures = {
  members: {
    list: may('see')
      .route({ method: 'GET', path: '/members', tags: ['members'], summary: 'Members of the workspace' })
      .output(z.array(Member))
      .handler(({ context }) => tenancy.listMembers(context.scope)),
    setRole: may('administer')
      .route({ method: 'PUT', path: '/members/{id}/role', tags: ['members'], summary: 'Change a role' })
      .input(z.object({ id: Id, role: z.enum(roles) }))
      .output(Done)
      .handler(({ input, context }) => tenancy.setRole(context.scope, input.id, input.role).then(ok)),
    setActive: may('administer')
      .route({
        method: 'PUT',
        path: '/members/{id}/active',
        tags: ['members'],
        summary: 'Close or reopen a member’s access',
      })
      .input(z.object({ id: Id, active: z.boolean() }))
      .output(Done)
      .handler(({ input, context }) => tenancy.setActive(context.scope, input.id, input.active).then(ok)),
  },
  invitations: {
    list: may('conduct')
      .route({ method: 'GET', path: '/invitations', tags: ['invitations'], summary: 'Open invitations' })
      .output(
        z.array(
          z.object({
            id: Id,
            email: z.string(),
            role: z.enum(roles),
            project: z.string().nullable(),
            expiresAt: z.date(),
            createdAt: z.date(),
          }),
        ),
      )
      .handler(({ context }) => listInvitations(context.scope)),
    create: may('conduct')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/invitations',
        tags: ['invitations'],
        summary: 'Invite somebody, with a role, into one project if wanted',
      })
      .input(
        z.object({
          email: z.email(),
          role: z.enum(['admin', 'manager', 'member', 'guest']),
          projectId: Id.nullable().optional(),
          projectRole: z.enum(projectRoles).nullable().optional(),
        }),
      )
      .output(z.object({ id: Id, url: z.string(), mailed: z.boolean() }))
      .handler(({ input, context }) => invite(context.scope, input)),
    withdraw: may('conduct')
      .route({
        method: 'DELETE',
        path: '/invitations/{id}',
        tags: ['invitations'],
        summary: 'Withdraw an invitation',
      })
      .input(z.object({ id: Id }))
      .output(Done)
      .handler(({ input, context }) => withdrawInvitation(context.scope, input.id).then(ok)),
  },
  keys: {
    list: may('contribute')
      .route({ method: 'GET', path: '/keys', tags: ['keys'], summary: 'API keys' })
      .output(
        z.array(
          z.object({
            id: Id,
            name: z.string(),
            hint: z.string(),
            access: z.enum(['read', 'write', 'admin']),
            member: z.string(),
            expiresAt: z.date().nullable(),
            lastUsedAt: z.date().nullable(),
            createdAt: z.date(),
          }),
        ),
      )
      .handler(({ context }) => listKeys(context.scope)),
    create: may('contribute')
      .route({ method: 'POST', path: '/keys', tags: ['keys'], summary: 'Make an API key, shown once' })
      .input(
        z.object({
          name: z.string().trim().min(1).max(100),
          access: z.enum(['read', 'write', 'admin']),
          expiresAt: z.date().nullable().optional(),
        }),
      )
      .output(z.object({ id: Id, key: z.string() }))
      .handler(({ input, context }) => makeKey(context.scope, input)),
    revoke: may('contribute')
      .route({ method: 'DELETE', path: '/keys/{id}', tags: ['keys'], summary: 'Revoke an API key' })
      .input(z.object({ id: Id }))
      .output(Done)
      .handler(({ input, context }) => revokeKey(context.scope, input.id).then(ok)),
  },
  organisations: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/organisations',
        tags: ['organisations'],
        summary: 'Clients and suppliers',
      })
      .input(z.object({ kind: z.enum(organisationKinds).optional() }))
      .output(z.array(Organisation))
      .handler(({ input, context }) => tenancy.listOrganisations(context.scope, input.kind)),
    get: may('see')
      .route({
        method: 'GET',
        path: '/organisations/{id}',
        tags: ['organisations'],
        summary: 'One client or supplier',
      })
      .input(z.object({ id: Id }))
      .output(Organisation)
      .handler(({ input, context }) => tenancy.getOrganisation(context.scope, input.id)),
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/organisations',
        successStatus: 201,
        tags: ['organisations'],
        summary: 'Add a client or a supplier',
      })
      .input(OrganisationDraft)
      .output(Organisation)
      .handler(({ input, context }) => tenancy.createOrganisation(context.scope, input)),
    amend: may('contribute')
      .route({
        method: 'PATCH',
        path: '/organisations/{id}',
        tags: ['organisations'],
        summary: 'Change a client or a supplier',
      })
      .input(
        OrganisationDraft.partial().extend({
          id: Id,
          version: Version.optional(),
          logoFileId: Id.nullable().optional(),
        }),
      )
      .output(Organisation)
      .handler(({ input: { id, version, ...patch }, context }) =>
        tenancy.amendOrganisation(context.scope, id, patch, version),
      ),
    discard: may('conduct')
      .route({
        method: 'DELETE',
        path: '/organisations/{id}',
        tags: ['organisations'],
        summary: 'Bin a client or a supplier',
      })
      .input(z.object({ id: Id, version: Version.optional() }))
      .output(Done)
      .handler(({ input, context }) =>
        tenancy.discardOrganisation(context.scope, input.id, input.version).then(ok),
      ),
  },
  projects: {
    list: may('see')
      .route({ method: 'GET', path: '/projects', tags: ['projects'], summary: 'Projects one can see' })
      .output(z.array(Project))
      .handler(({ context }) => tenancy.listProjects(context.scope)),
    get: may('see')
      .route({
        method: 'GET',
        path: '/projects/{id}',
        tags: ['projects'],
        summary: 'One project, by id or slug',
      })
      .input(z.object({ id: z.string().max(64) }))
      .output(Project)
      .handler(({ input, context }) => tenancy.getProject(context.scope, input.id)),
    create: may('conduct')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/projects',
        successStatus: 201,
        tags: ['projects'],
        summary: 'Open a project',
      })
      .input(ProjectDraft)
      .output(Project)
      .handler(({ input, context }) => tenancy.createProject(context.scope, input)),
    amend: may('conduct')
      .route({ method: 'PATCH', path: '/projects/{id}', tags: ['projects'], summary: 'Change a project' })
      .input(ProjectDraft.partial().extend({ id: Id, version: Version.optional() }))
      .output(Project)
      .handler(({ input: { id, version, ...patch }, context }) =>
        tenancy.amendProject(context.scope, id, patch, version),
      ),
    discard: may('conduct')
      .route({ method: 'DELETE', path: '/projects/{id}', tags: ['projects'], summary: 'Bin a project' })
      .input(z.object({ id: Id, version: Version.optional() }))
      .output(Done)
      .handler(({ input, context }) =>
        tenancy.discardProject(context.scope, input.id, input.version).then(ok),
      ),
    members: may('see')
      .route({
        method: 'GET',
        path: '/projects/{id}/members',
        tags: ['projects'],
        summary: 'Who has a role of their own in a project',
      })
      .input(z.object({ id: Id }))
      .output(z.array(z.object({ memberId: Id, name: z.string(), role: z.enum(projectRoles) })))
      .handler(({ input, context }) => tenancy.listProjectMembers(context.scope, input.id)),
    setMember: may('conduct')
      .route({
        method: 'PUT',
        path: '/projects/{id}/members/{memberId}',
        tags: ['projects'],
        summary: 'Give, change or take a role in a project',
      })
      .input(z.object({ id: Id, memberId: Id, role: z.enum(projectRoles).nullable() }))
      .output(Done)
      .handler(({ input, context }) =>
        tenancy.setProjectMember(context.scope, input.id, input.memberId, input.role).then(ok),
      ),
  },
}
