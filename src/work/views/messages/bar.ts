/** The bar over every view: filters, grouping, sort, saved views, sharing. */
export const barMessages = {
  fr: {
    'bar.label': 'Ce que montre la vue',
    'bar.search': 'Chercher',
  },
  en: {
    'bar.label': 'What the view shows',
    'bar.search': 'Search',
  },
}
