import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Platform } from '../platform.ts'

/** One thing shown to whoever holds its address, until `expires` (epoch seconds). */
export type Signed = { what: string; id: string; expires: number }

const mac = (secret: string, { what, id, expires }: Signed) =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['signed', what, id, expires]))
    .digest()

export const signatureOf = (platform: Pick<Platform, 'secret'>, s: Signed): string =>
  mac(platform.secret, s).toString('base64url')

/** True for our own signature that has not expired; compared in constant time. */
export function isSigned(
  platform: Pick<Platform, 'secret' | 'clock'>,
  s: Signed,
  signature: string,
): boolean {
  const given = Buffer.from(signature, 'base64url')
  const right = mac(platform.secret, s)
  return (
    Number.isSafeInteger(s.expires) &&
    s.expires * 1000 > platform.clock.now().getTime() &&
    given.length === right.length &&
    timingSafeEqual(given, right)
  )
}
