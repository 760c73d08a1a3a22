import type { Matched } from '#platform/i18n.ts'

/** Words of tasks that go to another project, or are made once more. */
const all = {
  fr: {
    'menu.project': 'Projet',
    'menu.move': 'Déplacer vers un autre projet…',
    'menu.copyTo': 'Copier vers un autre projet…',
    'menu.duplicate': 'Dupliquer',
    'title.move': 'Déplacer {count, plural, one {« {title} »} many {# tâches} other {# tâches}}',
    'title.copy': 'Copier {count, plural, one {« {title} »} many {# tâches} other {# tâches}}',
    project: 'Vers le projet',
    'project.choose': 'Choisir un projet',
    'project.none': 'Vous ne contribuez à aucun autre projet.',
    move: 'Déplacer',
    copy: 'Copier',
    along:
      '{count, plural, one {La tâche part avec ses commentaires, ses fichiers et son temps passé.} many {# tâches partent, sous-tâches comprises.} other {# tâches partent, sous-tâches comprises, avec leurs commentaires, leurs fichiers, leur temps passé et les liens entre elles.}}',
    copies:
      '{count, plural, one {La tâche est copiée avec ses dates et ses listes à cocher.} many {# tâches sont copiées, sous-tâches comprises.} other {# tâches sont copiées, sous-tâches comprises, avec leurs dates, leurs listes à cocher et les liens entre elles.}} La copie reste à faire.',
    'loses.nothing': 'Rien ne se perd.',
    loses: 'Ce qui ne suit pas',
    'lost.column': 'Colonne « {from} » : deviendra « {to} »',
    'lost.labels':
      '{count, plural, one {Étiquette absente} many {Étiquettes absentes} other {Étiquettes absentes}} là-bas : {names}',
    'lost.fields':
      '{count, plural, one {Champ absent} many {Champs absents} other {Champs absents}} là-bas : {names}',
    'lost.people': 'Sans accès à ce projet, ne s’en chargera plus : {names}',
    'lost.links': '{count, plural, one {1 lien} many {# liens} other {# liens}} avec des tâches qui restent',
    'lost.parents':
      '{count, plural, one {1 tâche quitte} many {# tâches quittent} other {# tâches quittent}} celle dont elle dépendait',
    'lost.actions':
      '{count, plural, one {1 tâche ne sert} many {# tâches ne servent} other {# tâches ne servent}} plus d’action du plan',
    'lost.recurrences':
      '{count, plural, one {1 tâche quitte} many {# tâches quittent} other {# tâches quittent}} sa série',
    'lost.comments':
      '{count, plural, one {1 commentaire reste} many {# commentaires restent} other {# commentaires restent}} sur l’original',
    'lost.files':
      '{count, plural, one {1 fichier reste} many {# fichiers restent} other {# fichiers restent}} sur l’original',
    'done.move':
      '{count, plural, one {Tâche déplacée} many {# tâches déplacées} other {# tâches déplacées}} vers {project}',
    'done.copy':
      '{count, plural, one {Tâche copiée} many {# tâches copiées} other {# tâches copiées}} vers {project}',
    'done.duplicate':
      '{count, plural, one {Tâche dupliquée} many {# tâches dupliquées} other {# tâches dupliquées}}',
  },
  en: {
    'menu.project': 'Project',
    'menu.move': 'Move to another project…',
    'menu.copyTo': 'Copy to another project…',
    'menu.duplicate': 'Duplicate',
    'title.move': 'Move {count, plural, one {“{title}”} other {# tasks}}',
    'title.copy': 'Copy {count, plural, one {“{title}”} other {# tasks}}',
    project: 'To the project',
    'project.choose': 'Choose a project',
    'project.none': 'You contribute to no other project.',
    move: 'Move',
    copy: 'Copy',
    along:
      '{count, plural, one {The task goes with its comments, files and time spent.} other {# tasks go, subtasks included, with their comments, files, time spent and the links among them.}}',
    copies:
      '{count, plural, one {The task is copied with its dates and checklists.} other {# tasks are copied, subtasks included, with their dates, checklists and the links among them.}} The copy is still to be done.',
    'loses.nothing': 'Nothing is lost.',
    loses: 'What does not come along',
    'lost.column': 'Column “{from}”: becomes “{to}”',
    'lost.labels': '{count, plural, one {Label} other {Labels}} missing there: {names}',
    'lost.fields': '{count, plural, one {Field} other {Fields}} missing there: {names}',
    'lost.people': 'Without access to that project, no longer in charge: {names}',
    'lost.links': '{count, plural, one {1 link} other {# links}} to tasks that stay',
    'lost.parents': '{count, plural, one {1 task leaves} other {# tasks leave}} the one it was under',
    'lost.actions':
      '{count, plural, one {1 task serves} other {# tasks serve}} no action of the plan any more',
    'lost.recurrences': '{count, plural, one {1 task leaves} other {# tasks leave}} its series',
    'lost.comments': '{count, plural, one {1 comment stays} other {# comments stay}} on the original',
    'lost.files': '{count, plural, one {1 file stays} other {# files stay}} on the original',
    'done.move': '{count, plural, one {Task moved} other {# tasks moved}} to {project}',
    'done.copy': '{count, plural, one {Task copied} other {# tasks copied}} to {project}',
    'done.duplicate': '{count, plural, one {Task duplicated} other {# tasks duplicated}}',
  },
}
export const transferMessages: Matched<typeof all> = all
