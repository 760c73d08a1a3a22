import { openDemo } from '../demo/service.ts'
import { openAuth } from '../platform/auth.ts'
import { withPlatform } from './open.ts'
import { lineFromStdin, print } from './terminal.ts'

/** Makes the demo workspace, also beside real work: whoever is at the terminal is at home. */
export async function demo(o: { email?: string; passwordStdin?: boolean; json?: boolean }): Promise<void> {
  const password = o.passwordStdin ? await lineFromStdin() : undefined
  const made = await withPlatform((platform) =>
    openDemo(platform, openAuth(platform), {
      beside: true,
      ...(o.email && { email: o.email }),
      ...(password && { password }),
    }),
  )
  print(o.json, made, {
    fr: made.made
      ? `La démonstration est prête, espace « ${made.slug} ». Pour y entrer : ${made.email}, mot de passe ${made.password}`
      : `La démonstration existait déjà, espace « ${made.slug} ».`,
    en: made.made
      ? `The demo is ready, workspace "${made.slug}". To enter: ${made.email}, password ${made.password}`
      : `The demo was already there, workspace "${made.slug}".`,
  })
}
