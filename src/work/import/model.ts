import { z } from 'zod'
import { Id } from '#platform/tenancy/model.ts'
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
] as const
export type Thing = (typeof things)[number]
export const Counts = z.object(Object.fromEntries(things.map((t) => [t, z.int()])) as Record<Thing, z.ZodInt>)
export type Counts = z.infer<typeof Counts>
export const noCounts = (): Counts => Object.fromEntries(things.map((t) => [t, 0])) as Counts

/** What a Trello export cannot bring over, or brings only in part. The words are in `messages.ts`. */
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
] as const
export type LossKind = (typeof losses)[number]
export const Loss = z.object({ kind: z.enum(losses), count: z.int() })
export type Loss = z.infer<typeof Loss>

export const TrelloOptions = z.object({
  /** Also archived lists and cards, which stay archived here. */
  archived: z.boolean().default(false),
  /** What a list means, by its Trello id; proposed from its name otherwise. */
  categories: z.record(z.string().max(100), z.enum(categories)).default({}),
  /** Who a Trello member is here, by their Trello id; null keeps the name without access. */
  members: z.record(z.string().max(100), Id.nullable()).default({}),
})
export type TrelloOptions = z.infer<typeof TrelloOptions>

export const Report = z.object({
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
      category: z.enum(categories),
      cards: z.int(),
      archived: z.boolean(),
    }),
  ),
  members: z.array(z.object({ id: z.string(), name: z.string(), memberId: z.string().nullable() })),
})
export type Report = z.infer<typeof Report>
/** A file that could not be read says why, in both languages. */
export const Outcome = z.union([Report, z.object({ refused: z.object({ fr: z.string(), en: z.string() }) })])
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

/** What each list most likely means: by its name; else the last one is what is done, the first what is to do, the rest what is being done. */
export function proposeCategories(
  lists: readonly { id: string; name: string; closed: boolean }[],
): Record<string, Category> {
  const named = new Map<string, Category>()
  for (const l of lists) {
    const found = names.find(([, pattern]) => pattern.test(fold(l.name)))
    if (found) named.set(l.id, found[0])
  }
  const open = lists.filter((l) => !l.closed)
  const last = open.at(-1)
  const doneIsNamed = open.some((l) => named.get(l.id) === 'done')
  if (last && open.length > 1 && !doneIsNamed && named.get(last.id) !== 'todo') named.set(last.id, 'done')
  return Object.fromEntries(
    lists.map((l) => [l.id, named.get(l.id) ?? (l.closed || l === open[0] ? 'todo' : 'doing')]),
  )
}
