import { Refusal } from '../errors.ts'
import { rateLimiter } from '../ratelimit.ts'
import type { Call } from '../rpc.ts'
import type { Scope } from '../scope.ts'
import { type Door, throughDoor } from './door.ts'

/** Wrong keys an address may try: twenty at once, then one every ten seconds. A right one costs nothing. */
const most = 20
const perSecond = 0.1

export const makeKnock = (clock?: () => number) => {
  const wrong = rateLimiter(most, perSecond, clock)
  const shut = new Map<string, number>()
  const now = clock ?? Date.now
  /** Opens the door of a key for a visitor without an account. @throws GONE for a wrong key, TOO_MANY after too many of them. */
  return async function knock<T>(
    call: Call,
    kind: string,
    key: string,
    work: (scope: Scope, door: Door) => Promise<T>,
  ): Promise<T> {
    if ((shut.get(call.address) ?? 0) > now())
      throw new Refusal('TOO_MANY', {
        fr: 'Trop de liens erronés depuis votre réseau. Attendez une minute, puis rouvrez le lien reçu.',
        en: 'Too many wrong links from your network. Wait a minute, then open the link you received again.',
      })
    try {
      return await throughDoor(call.platform, kind, key, work, call.locale)
    } catch (e) {
      if (e instanceof Refusal && e.code === 'GONE' && wrong(call.address) > 0) {
        if (shut.size > 10_000) shut.clear()
        shut.set(call.address, now() + 60_000)
      }
      throw e
    }
  }
}

export const knock = makeKnock()
