import type { Matched } from '#platform/i18n.ts'
import { boardMessages } from './messages/board.ts'
import { tableMessages } from './messages/table.ts'
import { taskMessages } from './messages/task.ts'
import { viewMessages } from './messages/views.ts'

const all = {
  fr: {
    ...taskMessages.fr,
    ...boardMessages.fr,
    ...viewMessages.fr,
    ...tableMessages.fr,
    'notice.assigned': '{who} vous a confié une tâche',
    'notice.mentioned': '{who} vous a cité dans un commentaire',
    'notice.commented': '{who} a commenté une de vos tâches',
  },
  en: {
    ...taskMessages.en,
    ...boardMessages.en,
    ...viewMessages.en,
    ...tableMessages.en,
    'notice.assigned': '{who} gave you a task',
    'notice.mentioned': '{who} mentioned you in a comment',
    'notice.commented': '{who} commented on one of your tasks',
  },
}
export const messages: Matched<typeof all> = all
