/** The table and what it says. */
export const tableMessages = {
  fr: {
    'table.label': 'Tâches',
  },
  en: {
    'table.label': 'Tasks',
  },
}
