import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { inWords, type Words } from '../platform/engines/words.ts'
import { exitCodes, explain } from './terminal.ts'

const about = {
  program: { fr: 'Pupitre, de l’objectif au bilan.', en: 'Pupitre, from the objective to the report.' },
  codes: {
    fr: '\nCodes de sortie : 0 fait, 1 échec, 2 commande mal écrite, 3 introuvable, 4 refusé.\nVariables : PUPITRE_DATA (dossier des données), DATABASE_URL, CLICKHOUSE_URL, LANG (fr ou en).',
    en: '\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 refused.\nVariables: PUPITRE_DATA (data folder), DATABASE_URL, CLICKHOUSE_URL, LANG (fr or en).',
  },
  json: { fr: 'répondre en JSON', en: 'answer in JSON' },
  workspace: { fr: 'adresse ou nom de l’espace', en: 'address or name of the workspace' },
} satisfies Record<string, Words>

const program = new Command('pupitre')
  .description(inWords(about.program))
  .addHelpText('after', inWords(about.codes))
program
  .exitOverride()
  .showHelpAfterError(false)
  .configureOutput({ outputError: (text, write) => write(text) })

/** A command that is loaded when it is called: --help stays instant. */
const command = (parent: Command, name: string, words: Words) =>
  parent.command(name).description(inWords(words)).addHelpText('after', inWords(about.codes))
const withJson = (c: Command) => c.option('--json', inWords(about.json))

const email = (text: string) => {
  if (!/^[^\s@]+@[^\s@]+$/.test(text))
    throw new InvalidArgumentError(
      inWords({ fr: 'ce n’est pas une adresse.', en: 'this is not an address.' }),
    )
  return text.trim()
}
const days = (text: string) => {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new InvalidArgumentError(
      inWords({ fr: 'un nombre de jours est attendu.', en: 'a number of days is expected.' }),
    )
  return Number(text)
}

command(program, 'start', { fr: 'démarrer Pupitre', en: 'start Pupitre' }).action(
  async () => void (await import('../main.ts')),
)

withJson(
  command(program, 'migrate', {
    fr: 'mettre les bases au niveau du programme',
    en: 'bring the databases to the level of the program',
  }),
).action(async (o) => (await import('./migrate.ts')).migrate(o))

const user = command(program, 'user', { fr: 'les comptes', en: 'accounts' })
withJson(
  command(user, 'add', {
    fr: 'créer un compte et lui donner une place dans un espace',
    en: 'make an account and give it a place in a workspace',
  }),
)
  .requiredOption('--email <email>', inWords({ fr: 'adresse', en: 'address' }), email)
  .requiredOption(
    '--workspace <workspace>',
    inWords({
      fr: 'adresse ou nom de l’espace ; créé s’il n’existe pas et que le rôle est owner',
      en: 'address or name of the workspace; made if missing and the role is owner',
    }),
  )
  .addOption(
    new Option('--role <role>', inWords({ fr: 'rôle', en: 'role' }))
      .choices(['owner', 'admin', 'manager', 'member', 'guest'])
      .default('member'),
  )
  .option('--name <name>', inWords({ fr: 'nom affiché', en: 'displayed name' }))
  .option(
    '--password-stdin',
    inWords({
      fr: 'lire le mot de passe sur l’entrée standard ; sans lui, la personne entre par un lien reçu par courriel',
      en: 'read the password from standard input; without it the person enters by a link sent by mail',
    }),
  )
  .action(async (o) => (await import('./user.ts')).addUser(o))

const key = command(program, 'key', { fr: 'les clés d’API', en: 'API keys' })
withJson(
  command(key, 'add', {
    fr: 'créer une clé d’API pour un membre ; elle n’est montrée qu’une fois',
    en: 'make an API key for a member; it is shown only once',
  }),
)
  .requiredOption('--email <email>', inWords({ fr: 'adresse du membre', en: 'address of the member' }), email)
  .option('--workspace <workspace>', inWords(about.workspace))
  .option('--name <name>', inWords({ fr: 'à quoi elle sert', en: 'what it is for' }), 'bin/pupitre')
  .addOption(
    new Option('--access <access>', inWords({ fr: 'ce qu’elle ouvre', en: 'what it opens' }))
      .choices(['read', 'write', 'admin'])
      .default('read'),
  )
  .option('--days <days>', inWords({ fr: 'jours avant expiration', en: 'days before it expires' }), days)
  .action(async (o) => (await import('./key.ts')).addKey(o))

withJson(
  command(program, 'letter', {
    fr: 'lire le dernier lien de connexion ou de mot de passe écrit à une adresse, quand aucun serveur d’envoi n’est configuré',
    en: 'read the last sign-in or password link written to an address, when no mail server is configured',
  }),
)
  .requiredOption('--email <email>', inWords({ fr: 'adresse', en: 'address' }), email)
  .action(async (o) => (await import('./letter.ts')).showLetter(o))

const bring = command(program, 'import', { fr: 'reprendre un autre outil', en: 'bring over another tool' })
const boards = {
  trello: {
    fr: 'importer l’export JSON d’un tableau Trello ; relancé, ne reprend que ce qui a changé',
    en: 'import the JSON export of a Trello board; run again, brings only what changed',
  },
  asana: {
    fr: 'importer l’export CSV ou JSON d’un projet Asana',
    en: 'import the CSV or JSON export of an Asana project',
  },
  monday: {
    fr: 'importer l’export Excel d’un tableau Monday',
    en: 'import the Excel export of a Monday board',
  },
  msproject: {
    fr: 'importer un plan Microsoft Project enregistré en XML',
    en: 'import a Microsoft Project plan saved as XML',
  },
  csv: {
    fr: 'importer un tableau CSV ou Excel quelconque',
    en: 'import any CSV or Excel table',
  },
} as const
for (const [source, words] of Object.entries(boards)) {
  const c = withJson(command(bring, source, words))
    .argument('<file>', inWords({ fr: 'fichier exporté', en: 'exported file' }))
    .option(
      '--project <name>',
      inWords({
        fr: 'projet existant, par son nom ou son adresse',
        en: 'existing project, by name or address',
      }),
    )
    .option('--new-project <name>', inWords({ fr: 'projet à créer', en: 'project to make' }))
    .option('--workspace <workspace>', inWords(about.workspace))
    .option(
      '--mapping <file>',
      inWords({
        fr: 'correspondances en JSON : colonnes, états, personnes, champs',
        en: 'matching in JSON: columns, states, people, fields',
      }),
    )
  if (source === 'asana' || source === 'monday')
    c.option(
      '--project-per-board',
      inWords({
        fr: 'chaque tableau du fichier dans un projet à lui, celui d’un import précédent s’il y en a un',
        en: 'each board of the file in a project of its own, that of an earlier import if there is one',
      }),
    )
  if (source === 'trello')
    c.option(
      '--archived',
      inWords({ fr: 'reprendre aussi les listes et cartes archivées', en: 'also archived lists and cards' }),
    )
  c.option(
    '--dry-run',
    inWords({ fr: 'compter sans rien écrire', en: 'count without writing anything' }),
  ).action(async (file, o) =>
    (await import('./import-board.ts')).importBoard(source as keyof typeof boards, file, o),
  )
}

withJson(
  command(bring, 'weblog', {
    fr: 'lire un journal d’accès de serveur web comme les visites d’un site ; relancé, n’ajoute que ce qui manque',
    en: 'read a web server’s access log as the visits of a site; run again, adds only what is missing',
  }),
)
  .argument(
    '<file>',
    inWords({
      fr: 'journal au format combiné, tel quel ou en .gz',
      en: 'log in combined format, plain or .gz',
    }),
  )
  .requiredOption('--site <host>', inWords({ fr: 'site, par son nom d’hôte', en: 'site, by host name' }))
  .option('--workspace <workspace>', inWords(about.workspace))
  .option('--dry-run', inWords({ fr: 'compter sans rien écrire', en: 'count without writing anything' }))
  .action(async (file, o) => (await import('./import-weblog.ts')).importFromWeblog(file, o))

const out = withJson(
  command(program, 'export', {
    fr: 'écrire un espace en fichiers ouverts : JSON par ligne, et les fichiers joints',
    en: 'write a workspace as open files: JSON lines, and the attached files',
  }),
)
  .argument('<folder>', inWords({ fr: 'dossier à créer', en: 'folder to make' }))
  .option('--workspace <workspace>', inWords(about.workspace))
  .action(async (folder, o) => (await import('./export.ts')).exportTo(folder, o))

withJson(
  command(out, 'tasks', {
    fr: 'écrire les tâches d’un projet, ou de tous, dans un fichier',
    en: 'write the tasks of a project, or of all, to a file',
  }),
)
  .option(
    '--project <name>',
    inWords({ fr: 'projet, par son nom ou son adresse', en: 'project, by name or address' }),
  )
  .addOption(
    new Option('--format <format>', inWords({ fr: 'format du fichier', en: 'format of the file' }))
      .choices(['csv', 'xlsx', 'json', 'mspdi'])
      .default('csv'),
  )
  .requiredOption('--out <file>', inWords({ fr: 'fichier à écrire', en: 'file to write' }))
  .option('--workspace <workspace>', inWords(about.workspace))
  .action(async (_o, c) => (await import('./export-tasks.ts')).exportTasks(c.optsWithGlobals()))

withJson(
  command(program, 'backup', {
    fr: 'tout sauvegarder dans un fichier, même pendant que Pupitre tourne',
    en: 'save everything in one file, also while Pupitre runs',
  }),
)
  .argument(
    '[file]',
    inWords({
      fr: 'fichier .tar.zst (par défaut : daté, dans le dossier courant)',
      en: '.tar.zst file (by default: dated, in the current folder)',
    }),
  )
  .action(async (file, o) => (await import('./backup.ts')).backup(file, o))

withJson(
  command(program, 'restore', {
    fr: 'remettre une sauvegarde dans un Pupitre vide et arrêté',
    en: 'put a backup into an empty, stopped Pupitre',
  }),
)
  .argument('<file>', inWords({ fr: 'fichier .tar.zst', en: '.tar.zst file' }))
  .action(async (file, o) => (await import('./backup.ts')).restore(file, o))

withJson(
  command(program, 'demo', {
    fr: 'préparer l’espace de démonstration',
    en: 'prepare the demo workspace',
  }),
)
  .option(
    '--email <email>',
    inWords({ fr: 'adresse du compte de démonstration', en: 'address of the demo account' }),
    email,
  )
  .option(
    '--password-stdin',
    inWords({
      fr: 'lire son mot de passe sur l’entrée standard',
      en: 'read its password from standard input',
    }),
  )
  .action(async (o) => (await import('./demo.ts')).demo(o))

withJson(
  command(program, 'doctor', {
    fr: 'dire ce qui ne va pas, et quoi faire',
    en: 'say what is wrong, and what to do',
  }),
).action(async (o) => {
  process.exitCode = await (await import('./doctor.ts')).doctor(o)
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  else process.exitCode = explain(error)
}
