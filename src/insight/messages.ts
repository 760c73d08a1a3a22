import type { Matched } from '#platform/i18n.ts'
import { documentMessages } from './document/messages.ts'

const pages = {
  fr: {
    'page.title': 'Bilan',
  },
  en: {
    'page.title': 'Review',
  },
}

const all = { fr: { ...documentMessages.fr, ...pages.fr }, en: { ...documentMessages.en, ...pages.en } }
export const messages: Matched<typeof all> = all
