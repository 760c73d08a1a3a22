/** The table and what it says. */
export const tableMessages = {
  fr: {
    'table.number': 'N°',
    'table.total': 'Total',
    'table.add': 'Ajouter une colonne',
    'table.newField': 'Nouveau champ…',
    'table.width': 'Largeur de la colonne « {name} »',
    'table.select': 'Choisir « {title} »',
    'table.subtasks': 'Sous-tâches de « {title} »',
    'table.addIn': 'Ajouter une tâche dans « {name} »',
    'table.type': 'Chercher',
    'table.none': 'Aucun choix',
    'table.formulaFault': 'La formule ne peut pas être calculée pour cette tâche.',
    'table.copied':
      '{count, plural, one {Cellule copiée} many {# de cellules copiées} other {# cellules copiées}}',
    'table.refused':
      '{count, plural, one {# cellule n’a pas pu être écrite} many {# de cellules n’ont pas pu être écrites} other {# cellules n’ont pas pu être écrites}} : la colonne n’attend pas cela.',
    'table.keys':
      'Au clavier : flèches pour parcourir, Entrée pour écrire, Tab pour continuer, o ouvre, x choisit, f termine, Ctrl-C et Ctrl-V copient et collent, Ctrl-D remplit les lignes choisies, Ctrl-Z annule.',
  },
  en: {
    'table.number': 'No.',
    'table.total': 'Total',
    'table.add': 'Add a column',
    'table.newField': 'New field…',
    'table.width': 'Width of the column "{name}"',
    'table.select': 'Select "{title}"',
    'table.subtasks': 'Subtasks of "{title}"',
    'table.addIn': 'Add a task in "{name}"',
    'table.type': 'Search',
    'table.none': 'No choice',
    'table.formulaFault': 'The formula cannot be worked out for this task.',
    'table.copied': '{count, plural, one {Cell copied} other {# cells copied}}',
    'table.refused':
      '{count, plural, one {# cell could not be written} other {# cells could not be written}}: the column expects something else.',
    'table.keys':
      'By keyboard: arrows walk, Enter writes, Tab goes on, o opens, x selects, f finishes, Ctrl-C and Ctrl-V copy and paste, Ctrl-D fills the selected lines, Ctrl-Z undoes.',
  },
}
