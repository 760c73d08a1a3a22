import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { magicLink, twoFactor } from 'better-auth/plugins'
import { type Config, localHost } from './config.ts'
import { countAttempts, forgiveAttempts } from './gates/attempts.ts'
import { forgetSessions } from './gates/sessions.ts'
import { formatter, localeIn } from './i18n.ts'
import { sendFromHouse } from './mail.ts'
import { messages } from './messages.ts'
import { examinePassword } from './passwords.ts'
import type { Platform } from './platform.ts'
import { singleSignOn, trustedIssuers } from './sso/signon.ts'

/** Asked for by nobody here: accounts and providers are made by our own procedures, under our rights. */
const closed = [
  '/sign-up/email',
  '/sign-in/social',
  '/link-social',
  '/unlink-account',
  '/account-info',
  '/get-access-token',
  '/refresh-token',
  '/change-email',
  '/delete-user',
  '/delete-user/callback',
  '/send-verification-email',
  '/verify-email',
  '/two-factor/send-otp',
  '/two-factor/verify-otp',
  '/sso/register',
  '/sso/providers',
  '/sso/get-provider',
  '/sso/update-provider',
  '/sso/delete-provider',
  '/sso/saml2/sp/metadata',
  '/sso/saml2/sp/acs/:providerId',
  '/sso/saml2/sp/slo/:providerId',
  '/sso/saml2/logout/:providerId',
]

/** Without PUBLIC_URL, Pupitre is opened under any name of the machine (127.0.0.1, its name on the network): the page's own. */
const sameHost = (config: Config, request: Request | undefined): string[] => {
  const host = request?.headers.get('host')
  return host && localHost(config.publicUrl) ? [`http://${host}`] : []
}

const endsSessions = /^\/(revoke-|sign-out|reset-password|change-password)/

/** Sign-in, by better-auth: its tables live in the schema `auth`, which the application's role cannot read. */
export function openAuth(platform: Platform) {
  const { config, pools, secret } = platform
  const host = new URL(config.publicUrl).hostname
  const letter = async (headers: Headers | undefined, to: string, kind: 'magic' | 'reset', url: string) => {
    const locale = localeIn(headers?.get('accept-language'))
    const t = formatter(messages, locale)
    await sendFromHouse(platform, {
      to: { address: to },
      locale,
      template: kind === 'magic' ? 'magic-link' : 'reset-password',
      subject: t(`mail.${kind}.subject`),
      paragraphs: [t(`mail.${kind}.body`)],
      button: { label: t(`mail.${kind}.button`), url },
      note: t('mail.ignore'),
    })
  }
  const examine = examinePassword(config)
  const count = countAttempts(platform)
  const forgive = forgiveAttempts(platform)
  // What a provider hands out beside the identity is of no use here: it is not kept.
  const withoutTokens = async <A extends object>(account: A) => ({
    data: { ...account, accessToken: null, refreshToken: null, idToken: null },
  })
  return betterAuth({
    appName: 'Pupitre',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret,
    database: pools.auth,
    telemetry: { enabled: false },
    logger: { disabled: true },
    disabledPaths: closed,
    onAPIError: { errorURL: `${config.publicUrl}/connexion` },
    advanced: {
      // Said aloud, because the library switches both off by itself when NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: 'uuid' },
      cookiePrefix: 'pupitre',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-pupitre-address'] },
    },
    session: { expiresIn: 30 * 24 * 3600, updateAge: 24 * 3600 },
    user: {
      deleteUser: { enabled: false },
      additionalFields: {
        locale: { type: 'string', required: false },
        timezone: { type: 'string', required: false },
      },
    },
    databaseHooks: { account: { create: { before: withoutTokens }, update: { before: withoutTokens } } },
    emailAndPassword: {
      enabled: true,
      // Accounts are made by the first run, an invitation, a provider or the command line: nobody lets themselves in.
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 256,
      sendResetPassword: async ({ user, url }, request) => letter(request?.headers, user.email, 'reset', url),
      revokeSessionsOnPasswordReset: true,
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => (await count(ctx)) ?? (await examine(ctx))),
      after: createAuthMiddleware(async (ctx) => {
        await forgive(ctx)
        if (endsSessions.test(ctx.path)) {
          forgetSessions(platform)
          const whose = ctx.context.session?.user.id ?? ''
          await pools.auth.query("select pg_notify('pupitre_gates', $1)", [whose])
        } else if (ctx.path === '/update-user') forgetSessions(platform)
      }),
    },
    // Against floods, per address and path; passwords have limits of their own (gates/attempts.ts).
    rateLimit: {
      enabled: true,
      window: 60,
      max: 240,
      storage: 'database',
      customRules: {
        '/sign-in/email': { window: 60, max: 60 },
        '/sign-in/magic-link': { window: 60, max: 10 },
        // Left out, the library allows three in ten seconds: fewer than an office at nine o’clock.
        '/sign-in/sso': { window: 60, max: 60 },
        '/change-password': { window: 60, max: 10 },
        '/two-factor/*': { window: 60, max: 20 },
        '/request-password-reset': { window: 60, max: 10 },
      },
    },
    trustedOrigins: async (request) => [
      config.publicUrl,
      ...sameHost(config, request),
      ...(config.dev ? ['http://localhost:5173'] : []),
      ...(await trustedIssuers(platform)),
    ],
    plugins: [
      twoFactor({ issuer: 'Pupitre' }),
      magicLink({
        expiresIn: 900,
        disableSignUp: true,
        // An address without an account is not told so, and gets no letter.
        sendMagicLink: async ({ email, url }, ctx) => {
          const { rowCount } = await pools.auth.query('select from auth."user" where email = $1', [
            email.toLowerCase(),
          ])
          if (rowCount) await letter(ctx?.headers, email, 'magic', url)
        },
      }),
      passkey({ rpID: host, rpName: 'Pupitre', origin: config.publicUrl }),
      singleSignOn(platform),
    ],
  })
}

export type Auth = ReturnType<typeof openAuth>
