import { passkeyClient } from '@better-auth/passkey/client'
import { ssoClient } from '@better-auth/sso/client'
import { createAuthClient } from 'better-auth/client'
import { magicLinkClient, twoFactorClient } from 'better-auth/client/plugins'
import { speech } from './i18n.tsx'

/** Signing in, second factors, passkeys, sessions: loaded only by the pages that need it. */
export const auth = createAuthClient({
  basePath: '/api/auth',
  plugins: [twoFactorClient(), magicLinkClient(), passkeyClient(), ssoClient()],
  fetchOptions: { onRequest: (context) => context.headers.set('accept-language', speech.get().locale) },
})
