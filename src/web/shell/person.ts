import type { Locale } from '#platform/i18n.ts'
import { api, queries } from '../api.ts'
import { hereQuery, lastWorkspace } from '../session.tsx'

/** Leaves nothing of the person behind in this browser but their language and theme. */
export async function signOut(next = '') {
  const { auth } = await import('../auth.ts')
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
