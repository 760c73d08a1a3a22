import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '#platform/errors.ts'
import { rateLimiter } from '#platform/ratelimit.ts'

const hash = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>
const length = 32

export async function sealed(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `${salt.toString('base64url')}:${(await hash(password, salt, length)).toString('base64url')}`
}

export async function fits(password: string, kept: string): Promise<boolean> {
  const [salt = '', right = ''] = kept.split(':')
  const given = await hash(password, Buffer.from(salt, 'base64url'), length)
  const wanted = Buffer.from(right, 'base64url')
  return wanted.length === given.length && timingSafeEqual(given, wanted)
}

/** Passwords tried on one link: eight at once from an address, then one a minute; sixty from all addresses, then six. */
const fromOne = rateLimiter(8, 1 / 60)
const fromAll = rateLimiter(60, 0.1)

/** Counted before the password is looked at, so that parallel guesses cannot slip through. */
export function countGuess(linkId: string, address: string): void {
  if (!fromOne(`${linkId} ${address}`) && !fromAll(linkId)) return
  throw new Refusal('TOO_MANY', {
    fr: 'Trop de mots de passe essayés. Attendez une minute avant le suivant.',
    en: 'Too many passwords tried. Wait a minute before the next one.',
  })
}
