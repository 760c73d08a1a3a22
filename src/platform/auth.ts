import { passkey } from '@better-auth/passkey'
import { sso } from '@better-auth/sso'
import { betterAuth } from 'better-auth'
import { magicLink, twoFactor } from 'better-auth/plugins'
import { formatter } from './i18n.ts'
import { sendFromHouse } from './mail.ts'
import { messages } from './messages.ts'
import { judgePassword } from './passwords.ts'
import type { Platform } from './platform.ts'
import type { Locale } from './scope.ts'

const localeOf = (request: Request | undefined): Locale =>
  /^en/i.test(request?.headers.get('accept-language') ?? '') ? 'en' : 'fr'

/** Sign-in, by better-auth: its tables live in the schema `auth`, which the application's role cannot read. */
export function openAuth(platform: Platform) {
  const { config, pools, secret } = platform
  const host = new URL(config.publicUrl).hostname
  const letter = async (
    request: Request | undefined,
    to: string,
    template: 'magic' | 'reset',
    url: string,
  ) => {
    const locale = localeOf(request)
    const t = formatter(messages, locale)
    await sendFromHouse(platform, {
      to: { address: to },
      locale,
      template: template === 'magic' ? 'magic-link' : 'reset-password',
      subject: t(`mail.${template}.subject`),
      paragraphs: [t(`mail.${template}.body`)],
      button: { label: t(`mail.${template}.button`), url },
      note: t('mail.ignore'),
    })
  }
  return betterAuth({
    appName: 'Pupitre',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret,
    database: pools.auth,
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      database: { generateId: 'uuid' },
      cookiePrefix: 'pupitre',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-pupitre-address'] },
    },
    session: { expiresIn: 30 * 24 * 3600, updateAge: 24 * 3600, cookieCache: { enabled: true, maxAge: 60 } },
    user: {
      deleteUser: { enabled: false },
      additionalFields: {
        locale: { type: 'string', required: false },
        timezone: { type: 'string', required: false },
      },
    },
    emailAndPassword: {
      enabled: true,
      // Accounts are made by the first run, an invitation or the command line: nobody lets themselves in.
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 256,
      sendResetPassword: async ({ user, url }, request) => letter(request, user.email, 'reset', url),
      revokeSessionsOnPasswordReset: true,
    },
    hooks: { before: judgePassword(config) },
    // Per address and path; the password route is slowed for the attacker's address, never locked for the account.
    rateLimit: {
      enabled: true,
      window: 60,
      max: 120,
      storage: 'database',
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/sign-in/magic-link': { window: 60, max: 5 },
        '/two-factor/*': { window: 60, max: 10 },
        '/request-password-reset': { window: 60, max: 5 },
      },
    },
    trustedOrigins: [config.publicUrl, ...(config.dev ? ['http://localhost:5173'] : [])],
    plugins: [
      twoFactor({ issuer: 'Pupitre' }),
      magicLink({
        expiresIn: 900,
        disableSignUp: true,
        sendMagicLink: async ({ email, url }, ctx) => letter(ctx?.request, email, 'magic', url),
      }),
      passkey({ rpID: host, rpName: 'Pupitre', origin: config.publicUrl }),
      sso({ providersLimit: 0, disableImplicitSignUp: true }),
    ],
  })
}

export type Auth = ReturnType<typeof openAuth>
