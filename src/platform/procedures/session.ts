import { z } from 'zod'
import type { Auth } from '../auth.ts'
import { anyone, may, signedIn } from '../rpc.ts'
import { mayJoin } from '../sso/trust.ts'
import {
  acceptInvitation,
  boundToProvider,
  isNew,
  join,
  makeWorkspace,
  openHouse,
  readInvitation,
  workspacesOf,
} from '../tenancy/accounts.ts'
import { roles, Workspace } from '../tenancy/model.ts'
import { accountProcedures } from './account.ts'

const Mine = Workspace.extend({ role: z.enum(roles) })

/** Signing in itself is at /api/auth; here is what the app asks around it. */
export const sessionProcedures = (auth: Auth) => ({
  ...accountProcedures(auth),
  setup: {
    status: anyone
      .route({ method: 'GET', path: '/setup', tags: ['setup'], summary: 'Is this installation new?' })
      .output(z.object({ isNew: z.boolean(), mail: z.boolean(), sso: z.boolean() }))
      .handler(async ({ context }) => {
        const { rowCount } = await context.platform.pools.auth.query('select from auth."ssoProvider" limit 1')
        return {
          isNew: await isNew(context.platform),
          mail: Boolean(context.platform.config.smtpUrl),
          sso: Boolean(rowCount),
        }
      }),
    create: anyone
      .route({
        method: 'POST',
        path: '/setup',
        tags: ['setup'],
        summary: 'Make the first account and its workspace',
      })
      .input(
        z.object({
          workspace: z.string().trim().min(1).max(100),
          name: z.string().trim().min(1).max(100),
          email: z.email(),
          password: z.string().max(256),
          locale: z.enum(['fr', 'en']).default('fr'),
          timezone: z.string().max(64).default('Europe/Paris'),
        }),
      )
      .output(z.object({ slug: z.string() }))
      .handler(async ({ input, context }) => {
        const ws = await openHouse(context.platform, auth, input)
        return { slug: ws.slug }
      }),
  },
  session: {
    me: signedIn
      .route({
        method: 'GET',
        path: '/me',
        tags: ['session'],
        summary: 'Who is signed in, and their workspaces',
      })
      .output(
        z.object({
          userId: z.uuid(),
          sessionId: z.string(),
          name: z.string(),
          email: z.string(),
          workspaces: z.array(Mine),
        }),
      )
      .handler(async ({ context }) => ({
        ...context.user,
        workspaces: await workspacesOf(context.platform, context.user.userId),
      })),
    here: may('see')
      .route({
        method: 'GET',
        path: '/me/here',
        tags: ['session'],
        summary: 'Who the reader is in this workspace',
      })
      .output(
        z.object({
          memberId: z.uuid().nullable(),
          name: z.string(),
          role: z.enum(roles),
          locale: z.enum(['fr', 'en']),
          timezone: z.string(),
          preferences: z.record(z.string(), z.unknown()),
        }),
      )
      .handler(async ({ context: { scope } }) => {
        const { rows } = await scope.sql<{ preferences: Record<string, unknown> }>(
          'select preferences from members where id = $1',
          [scope.actor.id],
        )
        return {
          memberId: scope.actor.id,
          name: scope.actor.name,
          role: scope.role,
          locale: scope.locale,
          timezone: scope.timezone,
          preferences: rows[0]?.preferences ?? {},
        }
      }),
    setPreferences: may('see')
      .route({
        method: 'PATCH',
        path: '/me/here',
        tags: ['session'],
        summary: 'Change one’s own name, language, time zone, preferences',
      })
      .input(
        z.object({
          name: z.string().trim().min(1).max(100).optional(),
          title: z.string().max(100).optional(),
          locale: z.enum(['fr', 'en']).optional(),
          timezone: z
            .string()
            .max(64)
            .refine((tz) => Intl.supportedValuesOf('timeZone').includes(tz) || tz === 'UTC')
            .optional(),
          preferences: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .output(z.object({ ok: z.literal(true) }))
      .handler(async ({ input, context: { scope } }) => {
        await scope.sql(
          'update members set name = coalesce($2, name), title = coalesce($3, title), locale = coalesce($4, locale), timezone = coalesce($5, timezone), preferences = preferences || coalesce($6, $7)::jsonb where id = $1',
          [
            scope.actor.id,
            input.name ?? null,
            input.title ?? null,
            input.locale ?? null,
            input.timezone ?? null,
            input.preferences ?? null,
            {},
          ],
        )
        return { ok: true as const }
      }),
  },
  workspaces: {
    list: signedIn
      .route({ method: 'GET', path: '/workspaces', tags: ['workspaces'], summary: 'One’s workspaces' })
      .output(z.array(Mine))
      .handler(({ context }) => workspacesOf(context.platform, context.user.userId)),
    create: signedIn
      .route({
        method: 'POST',
        path: '/workspaces',
        tags: ['workspaces'],
        summary: 'Make a workspace, of which one is the owner',
      })
      .input(
        z.object({
          name: z.string().trim().min(1).max(100),
          locale: z.enum(['fr', 'en']).default('fr'),
          timezone: z.string().max(64).default('Europe/Paris'),
          currency: z
            .string()
            .regex(/^[A-Z]{3}$/)
            .default('EUR'),
        }),
      )
      .output(z.object({ id: z.uuid(), slug: z.string() }))
      .handler(async ({ input, context }) => {
        if (!(await mayJoin(context.platform, context.user.userId, null))) throw boundToProvider()
        const ws = await makeWorkspace(context.platform, input)
        await join(context.platform, {
          workspaceId: ws.id,
          userId: context.user.userId,
          name: context.user.name,
          email: context.user.email,
          role: 'owner',
        })
        return ws
      }),
    amend: may('administer')
      .route({
        method: 'PATCH',
        path: '/workspaces/current',
        tags: ['workspaces'],
        summary: 'Change the workspace',
      })
      .input(
        z.object({
          name: z.string().trim().min(1).max(100).optional(),
          locale: z.enum(['fr', 'en']).optional(),
          timezone: z.string().max(64).optional(),
          currency: z
            .string()
            .regex(/^[A-Z]{3}$/)
            .optional(),
        }),
      )
      .output(z.object({ ok: z.literal(true) }))
      .handler(async ({ input, context: { scope } }) => {
        await scope.sql(
          'update workspaces set name = coalesce($2, name), locale = coalesce($3, locale), timezone = coalesce($4, timezone), currency = coalesce($5, currency), version = version + 1, updated_at = $6 where id = $1',
          [
            scope.workspace.id,
            input.name ?? null,
            input.locale ?? null,
            input.timezone ?? null,
            input.currency ?? null,
            scope.now(),
          ],
        )
        return { ok: true as const }
      }),
  },
  invitation: {
    read: anyone
      .route({
        method: 'GET',
        path: '/invitations/by-key/{key}',
        tags: ['invitations'],
        summary: 'What an invitation offers',
      })
      .input(z.object({ key: z.string().max(100) }))
      .output(
        z.object({
          workspace: z.string(),
          slug: z.string(),
          email: z.string(),
          role: z.enum(roles),
          project: z.string().nullable(),
          inviter: z.string().nullable(),
          known: z.boolean(),
        }),
      )
      .handler(async ({ input, context }) => {
        const { workspace, slug, email, role, project, inviter, known } = await readInvitation(
          context.platform,
          input.key,
        )
        return { workspace, slug, email, role, project, inviter, known }
      }),
    accept: anyone
      .route({
        method: 'POST',
        path: '/invitations/by-key/{key}',
        tags: ['invitations'],
        summary: 'Accept with a new account',
      })
      .input(
        z.object({
          key: z.string().max(100),
          name: z.string().trim().min(1).max(100),
          password: z.string().max(256),
        }),
      )
      .output(z.object({ slug: z.string(), email: z.string() }))
      .handler(({ input, context }) => acceptInvitation(context.platform, auth, input.key, input)),
    acceptSignedIn: signedIn
      .route({
        method: 'POST',
        path: '/invitations/by-key/{key}/mine',
        tags: ['invitations'],
        summary: 'Accept with one’s account',
      })
      .input(z.object({ key: z.string().max(100) }))
      .output(z.object({ slug: z.string(), email: z.string() }))
      .handler(({ input, context }) => acceptInvitation(context.platform, auth, input.key, context.user)),
  },
})
