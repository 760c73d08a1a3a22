import type { Matched } from '#platform/i18n.ts'
import { barMessages } from './messages/bar.ts'
import { wordMessages } from './messages/words.ts'

const all = {
  fr: { ...wordMessages.fr, ...barMessages.fr },
  en: { ...wordMessages.en, ...barMessages.en },
}
export const messages: Matched<typeof all> = all
