import type { Locale } from '#platform/i18n.ts'
import { api, queries } from '../api.ts'
import { hereQuery, lastWorkspace } from '../session.tsx'

/** Leaves nothing of the person behind in this browser but their language and theme. */
export async function signOut(next = '') {
  const { auth } = await import('../auth.ts')
  // Nobody is told on a browser they have left; one that does not answer is not waited for.
  const { forget } = await import('#platform/notices/pieces/device.ts')
  await Promise.race([forget().catch(() => {}), new Promise((done) => setTimeout(done, 1500))])
  await auth.signOut()
  lastWorkspace.set('')
  queries.clear()
  location.assign(next ? `/connexion?suite=${encodeURIComponent(next)}` : '/connexion')
}

/** The language follows the person to their other screens, and into their e-mails. */
export async function chooseLocale(locale: Locale) {
  await api.session.setPreferences({ locale })
  await queries.invalidateQueries({ queryKey: hereQuery().queryKey })
}
