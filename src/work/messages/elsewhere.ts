/** The door for who arrives from another tool. */
const fr = {
  line: 'Trello, Asana, Monday, Microsoft Project, ou un tableau CSV ou Excel. Le projet est créé, puis vous y déposez le fichier : un essai à blanc montre tout avant d’écrire.',
  name: 'Nom du projet',
  hint: 'Le même que là-bas, par exemple.',
  next: 'Choisir le fichier',
}
const en: typeof fr = {
  line: 'Trello, Asana, Monday, Microsoft Project, or a CSV or Excel table. The project is made, then you drop the file there: a dry run shows everything before anything is written.',
  name: 'Name of the project',
  hint: 'The one it has over there, for instance.',
  next: 'Choose the file',
}
export const elsewhereMessages = { fr, en }
