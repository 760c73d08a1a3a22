import type { Matched } from '#platform/i18n.ts'
import { barMessages } from './messages/bar.ts'
import { tableMessages } from './messages/table.ts'
import { wordMessages } from './messages/words.ts'

const all = {
  fr: { ...wordMessages.fr, ...barMessages.fr, ...tableMessages.fr },
  en: { ...wordMessages.en, ...barMessages.en, ...tableMessages.en },
}
export const messages: Matched<typeof all> = all
