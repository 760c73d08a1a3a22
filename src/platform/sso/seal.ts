import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const keys = new Map<string, Buffer>()
const keyOf = (secret: string) => {
  const key = keys.get(secret) ?? Buffer.from(hkdfSync('sha256', secret, '', 'pupitre sso', 32))
  keys.set(secret, key)
  return key
}

/** AES-256-GCM under a key derived from the installation's secret (HKDF, RFC 5869). */
export function seal(secret: string, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `sealed:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** @throws when the secret is another, or the text was tampered with. */
export function unseal(secret: string, sealed: string): string {
  const bytes = Buffer.from(sealed.slice('sealed:'.length), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

export const isSealed = (text: string) => text.startsWith('sealed:')
