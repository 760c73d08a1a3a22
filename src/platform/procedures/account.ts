import { z } from 'zod'
import { exportPerson, PersonalExport } from '../account/export.ts'
import { removeAccount } from '../account/remove.ts'
import type { Auth } from '../auth.ts'
import { may, signedIn } from '../rpc.ts'
import { listProviders, Provider, ProviderDraft, removeProvider, saveProvider } from '../sso/providers.ts'

const done = { ok: true as const }
const Done = z.object({ ok: z.literal(true) })

/** One's own account, and the way in by a provider of the organisation's. */
export const accountProcedures = (auth: Auth) => ({
  account: {
    export: signedIn
      .route({
        method: 'GET',
        path: '/account/export',
        tags: ['account'],
        summary: 'Everything Pupitre holds about oneself',
      })
      .output(PersonalExport)
      .handler(({ context }) => exportPerson(context.platform, context.user.userId)),
    remove: signedIn
      .route({
        method: 'POST',
        path: '/account/remove',
        tags: ['account'],
        summary: 'Delete one’s account, with the password or just after signing in',
      })
      .input(z.object({ password: z.string().max(256).optional() }))
      .output(Done)
      .handler(async ({ input, context }) => {
        await removeAccount(context.platform, auth, context.user, input.password)
        return done
      }),
  },
  sso: {
    list: may('administer')
      .route({
        method: 'GET',
        path: '/sso',
        tags: ['sso'],
        summary: 'Single sign-on providers of the workspace',
      })
      .output(z.array(Provider))
      .handler(({ context }) => listProviders(context.scope)),
    save: may('own')
      .route({
        method: 'PUT',
        path: '/sso/{providerId}',
        tags: ['sso'],
        summary: 'Add or change an OpenID Connect provider for an e-mail domain',
      })
      .input(ProviderDraft)
      .output(Provider)
      .handler(({ input, context }) => saveProvider(context.scope, input)),
    remove: may('own')
      .route({ method: 'DELETE', path: '/sso/{providerId}', tags: ['sso'], summary: 'Remove a provider' })
      .input(z.object({ providerId: z.string().max(40) }))
      .output(Done)
      .handler(async ({ input, context }) => {
        await removeProvider(context.scope, input.providerId)
        return done
      }),
  },
})
