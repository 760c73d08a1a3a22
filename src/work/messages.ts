import type { Matched } from '#platform/i18n.ts'

const all = {
  fr: {
    'notice.assigned': '{who} vous a confié une tâche',
    'notice.mentioned': '{who} vous a cité dans un commentaire',
    'notice.commented': '{who} a commenté une de vos tâches',
  },
  en: {
    'notice.assigned': '{who} gave you a task',
    'notice.mentioned': '{who} mentioned you in a comment',
    'notice.commented': '{who} commented on one of your tasks',
  },
}
export const messages: Matched<typeof all> = all
