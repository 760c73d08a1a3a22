import type { Matched } from '#platform/i18n.ts'

const all = {
  fr: {
    title: 'Liée à',
    add: 'Lier à une autre tâche',
    placeholder: 'Numéro ou titre d’une tâche, de tout projet',
    added: 'Liée à « {title} »',
    remove: 'Ne plus lier à « {title} »',
    removed: 'Lien retiré',
    done: 'terminée',
  },
  en: {
    title: 'Related to',
    add: 'Relate to another task',
    placeholder: 'Number or title of a task, of any project',
    added: 'Related to “{title}”',
    remove: 'No longer relate to “{title}”',
    removed: 'Relation removed',
    done: 'done',
  },
}
export const relationMessages: Matched<typeof all> = all
