import { notFound } from '../platform/errors.ts'
import { withPlatform } from './open.ts'
import { print } from './terminal.ts'

/**
 * Shows the last letter of the house to somebody (sign-in link, new password). Without SMTP it is kept and never leaves,
 * and no page shows it: whoever read it could enter as that person, so only the keeper of the server may.
 */
export async function showLetter(o: { email: string; json?: boolean }): Promise<void> {
  const letter = await withPlatform(async (platform) => {
    const { rows } = await platform.pools.auth.query<{ subject: string; text: string; at: Date }>(
      'select subject, text, created_at as at from mails where workspace_id is null and lower(to_address) = lower($1) order by created_at desc limit 1',
      [o.email],
    )
    if (!rows[0]) throw notFound('letter')
    return rows[0]
  })
  print(o.json, letter, { fr: letter.text, en: letter.text })
}
