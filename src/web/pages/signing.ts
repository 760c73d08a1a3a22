import { queries } from '../api.ts'
import { useT } from '../i18n.tsx'
import { messages } from './doorway-messages.ts'

export type AuthFault = {
  code?: string | undefined
  message?: string | undefined
  status?: number | undefined
}

const known: Record<string, keyof (typeof messages)['fr']> = {
  INVALID_EMAIL_OR_PASSWORD: 'error.INVALID_EMAIL_OR_PASSWORD',
  INVALID_EMAIL: 'error.INVALID_EMAIL_OR_PASSWORD',
  INVALID_CODE: 'error.INVALID_CODE',
  OTP_HAS_EXPIRED: 'error.INVALID_CODE',
  INVALID_BACKUP_CODE: 'error.INVALID_BACKUP_CODE',
  INVALID_TWO_FACTOR_COOKIE: 'error.INVALID_TWO_FACTOR_COOKIE',
  INVALID_PASSWORD: 'error.INVALID_PASSWORD',
  INVALID_TOKEN: 'error.INVALID_TOKEN',
  AUTH_CANCELLED: 'error.PASSKEY',
  PASSKEY_NOT_FOUND: 'error.PASSKEY',
  AUTHENTICATION_FAILED: 'error.PASSKEY',
  NO_PROVIDER: 'error.NO_PROVIDER',
}

/** Refusals of our own server, that come already explained in the reader's language. */
const explained = new Set(['WEAK_PASSWORD', 'BREACHED_PASSWORD', 'TOO_MANY', 'TOLD'])

/** What the sign-in library refused, in the reader's words. */
export function useFault(): (fault: AuthFault | null | undefined) => string {
  const t = useT(messages)
  return (fault) => {
    if (!fault) return ''
    if (fault.message && explained.has(fault.code ?? '')) return fault.message
    if (fault.status === 429) return t('error.TOO_MANY')
    const key = known[fault.code ?? '']
    if (key) return t(key)
    return fault.status ? t('error.OTHER') : t('error.NETWORK')
  }
}

/** What `?error=` on the sign-in page means. Links that are no longer good come with several codes, and are the rest. */
const refusals: Record<string, keyof (typeof messages)['fr']> = {
  sso_other_domain: 'refused.sso_other_domain',
  sso_email_unverified: 'refused.sso_email_unverified',
  sso_account_elsewhere: 'refused.sso_account_elsewhere',
  sso_access_closed: 'refused.sso_access_closed',
  sso_provider_gone: 'refused.sso_provider_gone',
  access_denied: 'refused.cancelled',
}
const links = new Set(['INVALID_TOKEN', 'EXPIRED_TOKEN', 'ATTEMPTS_EXCEEDED'])

/** Why one was sent back to the sign-in page. */
export const refusal = (error: unknown): keyof (typeof messages)['fr'] | undefined => {
  if (!error) return undefined
  const code = String(error)
  if (Object.hasOwn(refusals, code)) return refusals[code]
  return links.has(code.toUpperCase()) ? 'in.expired' : 'refused.other'
}

/** Only an address of this app may be gone on to. */
export const safeNext = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'

/** A full load: nothing of whoever was here before stays in memory. */
export function enter(next: unknown) {
  queries.clear()
  location.assign(safeNext(next))
}
