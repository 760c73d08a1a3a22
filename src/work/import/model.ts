import { z } from 'zod'
import { Id } from '#platform/tenancy/model.ts'
import { fieldKinds } from '../fields/model.ts'
import { type Category, categories } from '../model.ts'

export const things = [
  'lists',
  'cards',
  'checklists',
  'checklistItems',
  'comments',
  'members',
  'labels',
  'attachments',
  'tasks',
  'fields',
  'links',
  'relations',
  'time',
  'calendars',
  'baselines',
  'hours',
  'daysOff',
] as const
export type Thing = (typeof things)[number]
export const Counts = z.object(
  Object.fromEntries(things.map((t) => [t, z.int().default(0)])) as Record<Thing, z.ZodDefault<z.ZodInt>>,
)
export type Counts = z.infer<typeof Counts>
export const noCounts = (): Counts => Object.fromEntries(things.map((t) => [t, 0])) as Counts

export const sourceNames = ['trello', 'asana', 'monday', 'msproject', 'csv'] as const
export type Source = (typeof sourceNames)[number]
/** What each source can hold, in the order it is told. */
export const thingsOf = (source: Source): readonly Thing[] =>
  source === 'trello'
    ? things.filter(
        (t) => !['tasks', 'links', 'time', 'calendars', 'baselines', 'hours', 'daysOff'].includes(t),
      )
    : source === 'msproject'
      ? [
          'tasks',
          'links',
          'calendars',
          'baselines',
          'members',
          'hours',
          'daysOff',
          'fields',
          'lists',
          'labels',
        ]
      : [
          'lists',
          'tasks',
          'links',
          'relations',
          'members',
          'labels',
          'fields',
          'comments',
          'attachments',
          'time',
        ]

/** What a thing is called: only Trello has lists. */
export const thingNamed = (source: Source, thing: Thing): Thing | 'columns' =>
  thing === 'lists' && source !== 'trello' ? 'columns' : thing

/** What an export cannot bring over, or brings only in part. The words are in `messages.ts`. */
export const losses = [
  'archivedLists',
  'archivedCards',
  'onArchivedCards',
  'homelessCards',
  'missingComments',
  'orphanComments',
  'activity',
  'uploadedFiles',
  'badLinks',
  'cardLinks',
  'cardAddresses',
  'access',
  'unknownMembers',
  'dueTimes',
  'itemDetails',
  'votes',
  'stickers',
  'covers',
  'places',
  'powerUps',
  'customFields',
  'cutTexts',
  'repeatedLines',
  'namelessLines',
  'otherProjects',
  'otherBoards',
  'linksBetweenBoards',
  'missingParents',
  'ambiguousParents',
  'circularParents',
  'missingLinks',
  'circularLinks',
  'badDates',
  'doubtfulDates',
  'badNumbers',
  'damagedLetters',
  'skippedColumns',
  'droppedFields',
  'ignoredValues',
  'likes',
  'timeSpent',
  'sums',
  'manyPeople',
  'splitTasks',
  'contouredTasks',
  'recurringTasks',
  'externalTasks',
  'costs',
  'materials',
  'assignmentDetails',
  'inactiveTasks',
  'calendarShapes',
  'taskRates',
  'summaryLinks',
  'repeatedLinks',
  'fixedDates',
  'personHours',
  'oddDays',
] as const
export type LossKind = (typeof losses)[number]
export const Loss = z.object({ kind: z.enum(losses), count: z.int() })
export type Loss = z.infer<typeof Loss>

export const placements = [...categories, 'label', 'parent'] as const
/** What a list or a section becomes: a column of the board, a label, or a task that holds the others. */
export type Placement = (typeof placements)[number]

/** What a column of a table is. */
export const targets = [
  'skip',
  'title',
  'description',
  'state',
  'group',
  'people',
  'email',
  'followers',
  'start',
  'due',
  'timeline',
  'deadline',
  'labels',
  'importance',
  'urgency',
  'estimate',
  'spent',
  'progress',
  'kind',
  'done',
  'finishedAt',
  'bornAt',
  'parent',
  'after',
  'before',
  'address',
  'id',
  'board',
  'field',
] as const
export type Target = (typeof targets)[number]

const Key = z.string().max(300)
/** How a table is read; what is left out is found out. */
export const TableOptions = z.object({
  sheet: z.string().max(200).optional(),
  /** The line of the headings, from 1. */
  headerRow: z.int().min(1).max(10_000).optional(),
  separator: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  /** What each column is, by its heading. */
  columns: z.record(Key, z.enum(targets)).default({}),
})
export type TableOptions = z.infer<typeof TableOptions>

export const ImportOptions = z.object({
  /** Also archived lists and cards, which stay archived here. */
  archived: z.boolean().default(false),
  /** What a list, a section or a state means, by its id in the source; proposed from its name otherwise. */
  categories: z.record(Key, z.enum(placements)).default({}),
  /** Who somebody is here, by their id in the source; null keeps the name without access. */
  members: z.record(Key, Id.nullable()).default({}),
  /** Whose hours and days off are taken from the plan, by their id in the source: only who is named. */
  hours: z.record(Key, z.boolean()).default({}),
  /** What becomes of a custom field, by its id in the source. */
  fields: z.record(Key, z.enum(['keep', 'skip'])).default({}),
  /** Which boards of a file that holds several; none named: all. */
  boards: z.array(Key).max(500).default([]),
  /** Where each board goes when they do not all come to this project: here, to a project made for it, or to one that is there. */
  destinations: z.record(Key, z.union([z.enum(['here', 'new']), Id])).default({}),
  table: TableOptions.default({ columns: {} }),
})
export type ImportOptions = z.infer<typeof ImportOptions>
/** Whose hours whoever asks may change. */
export type Hands = readonly string[] | '*'

export const TableSeen = z.object({
  sheets: z.array(z.string()),
  sheet: z.string(),
  headerRow: z.int(),
  separator: z.string().nullable(),
  encoding: z.string().nullable(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']),
  /** Days that read both ways, with nothing in the file to settle it. */
  dateDoubt: z.boolean(),
  rows: z.int(),
  columns: z.array(
    z.object({
      heading: z.string(),
      target: z.enum(targets),
      samples: z.array(z.string()),
      /** The samples of a date, as they were read. */
      read: z.array(z.string().nullable()),
    }),
  ),
})
export type TableSeen = z.infer<typeof TableSeen>

/** One board of a file in one project: what one transaction wrote. */
export const Part = z.object({
  board: z.string(),
  /** Null: a project that the trial made, and took back. */
  projectId: Id.nullable(),
  projectName: z.string(),
  projectSlug: z.string(),
  isNew: z.boolean(),
  tasks: z.int(),
})
export type Part = z.infer<typeof Part>

export const Report = z.object({
  source: z.enum(sourceNames).default('trello'),
  board: z.string(),
  projectId: Id,
  dryRun: z.boolean(),
  created: Counts,
  updated: Counts,
  unchanged: Counts,
  lost: z.array(Loss),
  lists: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      category: z.enum(placements),
      /** Whether it may also become a label or a parent. */
      isGroup: z.boolean().default(false),
      cards: z.int(),
      archived: z.boolean(),
    }),
  ),
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string().default(''),
      memberId: z.string().nullable(),
      /** What the plan says of their hours. */
      hours: z
        .object({
          calendar: z.string().nullable(),
          weeklyMinutes: z.int().nullable(),
          daysOff: z.int(),
          /** Whether who imports may change the hours of this person. */
          may: z.boolean(),
          applied: z.boolean(),
        })
        .nullable()
        .default(null),
    }),
  ),
  fields: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(fieldKinds),
        values: z.int(),
        kept: z.boolean(),
      }),
    )
    .default([]),
  boards: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        tasks: z.int(),
        chosen: z.boolean(),
        destination: z.union([z.enum(['here', 'new']), Id]).default('here'),
      }),
    )
    .default([]),
  /** The projects it went to, or would go to. */
  parts: z.array(Part).default([]),
  /** By which it can be taken back; null for a trial. */
  importId: Id.nullable().default(null),
  table: TableSeen.nullable().default(null),
  /** How the file was read: as was asked, or as one of its shape was last time. */
  options: ImportOptions.default(() => ImportOptions.parse({})),
  remembered: z.boolean().default(false),
})
export type Report = z.infer<typeof Report>
export const PastImport = z
  .object({
    id: Id,
    source: z.enum(sourceNames),
    name: z.string(),
    by: z.string(),
    at: z.date(),
    tasks: z.int(),
    projects: z.array(z.object({ name: z.string(), slug: z.string() })),
    undoneAt: z.date().nullable(),
  })
  .meta({ id: 'PastImport' })
export type PastImport = z.infer<typeof PastImport>
/** What one run found, before it is told how it was asked. */
export type Found = Omit<Report, 'dryRun' | 'options' | 'remembered' | 'parts' | 'importId'>
/** What taking an import back did: rows gone, rows left because somebody worked on them since. */
export const TakenBack = z.object({ undone: z.int(), kept: z.int() })
export type TakenBack = z.infer<typeof TakenBack>
/** A file that could not be read says why, in both languages. */
export const Outcome = z.union([
  Report,
  TakenBack,
  z.object({
    refused: z.object({ fr: z.string(), en: z.string() }),
    /** How the table was understood, when saying what its columns are would mend it. */
    table: TableSeen.nullable().default(null),
  }),
])
export type Outcome = z.infer<typeof Outcome>

export const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()

// Names teams give to the columns of a board, in the languages we have met. Order counts: « to be done » is not done.
const names: readonly (readonly [Category, RegExp])[] = [
  [
    'todo',
    /\bto ?-?do\b|to be done|a faire|backlog|idee|\bidea|stock|next up|\bprochain|por hacer|pendiente|da fare|te doen|a fazer|zu erledigen|\boffen\b|やること|やりたい|未着手|未対応|待办/,
  ],
  [
    'doing',
    /doing|progress|en ?cours|\bwip\b|review|relecture|a valider|validation|a tester|\btest|bloque|blocked|attente|waiting|bearbeitung|en curso|haciendo|in corso|\bbezig|em andamento|作業中|進行中|処理中|対応中|レビュー|进行中/,
  ],
  [
    'done',
    /\bdone\b|termine|\bfait|\bfini|complet|finish|closed?\b|shipped|released|livre|publie|\bvalide|approuve|erledigt|fertig|abgeschlossen|hecho|terminad|fatto|conclu|feito|gedaan|klaar|完了|完成|終了|済|クローズ|リリース/,
  ],
]

/** What a name alone says of a state, if anything. */
export const namedCategory = (name: string): Category | undefined =>
  names.find(([, pattern]) => pattern.test(fold(name)))?.[0]

/** What each list most likely means: by its name; else the last one is what is done, the first what is to do, the rest what is being done. */
export function proposeCategories(
  lists: readonly { id: string; name: string; closed: boolean }[],
): Record<string, Category> {
  const named = new Map<string, Category>()
  for (const l of lists) {
    const found = namedCategory(l.name)
    if (found) named.set(l.id, found)
  }
  const open = lists.filter((l) => !l.closed)
  const last = open.at(-1)
  const doneIsNamed = open.some((l) => named.get(l.id) === 'done')
  // « En cours » may well stand last: its name says more than its place.
  if (last && open.length > 1 && !doneIsNamed && !named.has(last.id)) named.set(last.id, 'done')
  return Object.fromEntries(
    lists.map((l) => [l.id, named.get(l.id) ?? (l.closed || l === open[0] ? 'todo' : 'doing')]),
  )
}

/**
 * What sections most likely are. When at least half are named like states they all are, as on a board; else they are
 * labels: « Planning », « Design » say what a task is about, not how far it is.
 */
export function proposePlacements(
  groups: readonly { id: string; name: string }[],
): Record<string, Placement> {
  const named = groups.filter((g) => namedCategory(g.name)).length
  if (named * 2 >= groups.length && named > 0)
    return proposeCategories(groups.map((g) => ({ ...g, closed: false })))
  return Object.fromEntries(groups.map((g) => [g.id, 'label']))
}
