import type { Auth } from '../auth.ts'
import type { Platform } from '../platform.ts'

export type Session = { userId: string; sessionId: string; email: string; name: string; since: Date }

/**
 * A page makes several calls at once: who its cookie belongs to is kept for some seconds. Revoking a session, signing out,
 * a new password forget everything, at once here and by notification in the other processes.
 */
type Memory = { known: Map<string, { session: Session; until: number }>; generation: number }
const memories = new WeakMap<Platform, Memory>()
const keepMs = 10_000
const cookie = /(?:^|;\s*)(?:__Secure-)?pupitre\.session_token=([^;]+)/

const memoryOf = (platform: Platform): Memory => {
  const m = memories.get(platform) ?? { known: new Map(), generation: 0 }
  memories.set(platform, m)
  return m
}

export function forgetSessions(platform: Platform): void {
  const m = memoryOf(platform)
  m.generation += 1
  m.known.clear()
}

/** Does the request carry a session cookie, whatever it is worth? */
export const bearsSession = (cookies: string | null | undefined) => cookie.test(cookies ?? '')

/** The session of a request's cookie. A cookie to be renewed is handed to `renew`. */
export async function readSession(
  platform: Platform,
  auth: Auth,
  headers: Headers,
  renew: (setCookie: string) => void,
): Promise<Session | undefined> {
  const token = cookie.exec(headers.get('cookie') ?? '')?.[1]
  if (!token) return undefined
  const m = memoryOf(platform)
  const known = m.known.get(token)
  if (known && known.until > Date.now()) return known.session
  const { generation } = m
  const { response: s, headers: answer } = await auth.api.getSession({ headers, returnHeaders: true })
  for (const c of answer?.getSetCookie() ?? []) renew(c)
  if (!s) return undefined
  const session: Session = {
    userId: s.user.id,
    sessionId: s.session.id,
    email: s.user.email,
    name: s.user.name,
    since: new Date(s.session.createdAt),
  }
  if (m.known.size > 5_000) m.known.clear()
  // Forgotten while it was being read: it may be the very one that was revoked.
  if (m.generation === generation)
    m.known.set(token, {
      session,
      until: Math.min(Date.now() + keepMs, new Date(s.session.expiresAt).getTime()),
    })
  return session
}
