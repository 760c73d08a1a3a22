import { z } from 'zod'
import { invalid } from '#platform/errors.ts'
import { isNestedTooDeep } from './reading/json.ts'

/** No board is larger: 50 MB is some 20,000 cards with their comments. */
export const maxBytes = 50 * 1024 * 1024
const deepest = 64

const Text = z
  .string()
  .nullish()
  .transform((s) => (s ?? '').replaceAll('\0', '').toWellFormed())
const Ref = z.string().min(1).max(100)
const Pos = z.number().catch(0)
const Instant = z.iso.datetime({ offset: true }).nullish().catch(null)
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((l) => l ?? [])
const Count = z.number().catch(0)

const LabelOf = z.object({ id: Ref.optional(), name: Text, color: Text })
const CheckItem = z.object({ id: Ref, name: Text, state: Text, pos: Pos, idMember: Text, due: Text })
const CheckList = z.object({
  id: Ref,
  idCard: z.string().nullish(),
  name: Text,
  pos: Pos,
  checkItems: list(CheckItem),
})
const Person = z.object({ id: Ref, fullName: Text, username: Text })

const CardOf = z.object({
  id: Ref,
  /** The part of a card's address that names it. */
  shortLink: Text,
  name: Text,
  desc: Text,
  closed: z.boolean().catch(false),
  idList: Ref,
  idShort: z.number().catch(0),
  pos: Pos,
  due: Instant,
  start: Instant,
  dueComplete: z.boolean().nullish(),
  dateLastActivity: Instant,
  idMembers: list(Ref),
  idLabels: list(Ref),
  labels: list(LabelOf),
  checklists: list(CheckList),
  attachments: list(z.object({ id: Ref, name: Text, url: Text, isUpload: z.boolean().nullish() })),
  customFieldItems: list(
    z.object({
      idCustomField: Ref,
      idValue: z.string().nullish(),
      value: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
  email: Text,
  idMembersVoted: list(z.string()),
  badges: z.object({ comments: Count, votes: Count }).nullish(),
  stickers: list(z.unknown()),
  cover: z
    .object({
      idAttachment: z.string().nullish(),
      color: z.string().nullish(),
      idUploadedBackground: z.string().nullish(),
    })
    .nullish(),
  idAttachmentCover: Text,
  coordinates: z.unknown().optional(),
  pluginData: list(z.unknown()),
})

/** A board export as Trello writes it, from 2015 to now. What it holds beyond this is ignored or counted as lost. */
export const TrelloBoard = z.object({
  id: Ref,
  name: Text,
  lists: z.array(z.object({ id: Ref, name: Text, closed: z.boolean().catch(false), pos: Pos })),
  cards: z.array(CardOf),
  labels: list(LabelOf.extend({ id: Ref })),
  labelNames: z.record(z.string(), z.string().nullable()).nullish(),
  members: list(Person),
  checklists: list(CheckList),
  customFields: list(
    z.object({
      id: Ref,
      name: Text,
      type: Text,
      options: list(z.object({ id: Ref, value: z.object({ text: Text }).nullish() })),
    }),
  ),
  actions: list(
    z.object({
      id: Ref,
      type: z.string(),
      date: Instant,
      idMemberCreator: z.string().nullish(),
      memberCreator: Person.nullish().catch(null),
      data: z
        .object({
          text: Text,
          card: z.object({ id: z.string() }).nullish().catch(null),
          listAfter: z.object({ id: z.string() }).nullish().catch(null),
        })
        .nullish()
        .catch(null),
    }),
  ),
  powerUps: list(z.unknown()),
  pluginData: list(z.unknown()),
})
export type TrelloBoard = z.infer<typeof TrelloBoard>
export type TrelloCard = TrelloBoard['cards'][number]

const notTrello = (fr: string, en: string) =>
  invalid({
    fr: `Ce fichier n’est pas un export de tableau Trello : ${fr}. Dans Trello : menu du tableau, « Imprimer, exporter et partager », « Exporter en JSON ».`,
    en: `This file is not a Trello board export: ${en}. In Trello: board menu, "Print, export, and share", "Export as JSON".`,
  })

/** Reads a board export. @throws INVALID or TOO_LARGE with a sentence that says what is wrong with the file. */
export function readTrello(bytes: Uint8Array): TrelloBoard {
  if (bytes.length > maxBytes)
    throw invalid({
      fr: 'Ce fichier dépasse 50 Mo. Archivez d’anciennes cartes dans Trello, ou coupez le tableau en deux.',
      en: 'This file is over 50 MB. Archive old cards in Trello, or split the board in two.',
    })
  if (bytes.length === 0) throw notTrello('il est vide', 'it is empty')
  let text: string
  try {
    // As a stream: a file cut in the middle of a letter is cut, not badly encoded.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    throw invalid({
      fr: 'Ce fichier n’est pas écrit en UTF-8 : il a sans doute été réenregistré par un autre programme. Reprenez l’export tel que Trello le donne.',
      en: 'This file is not written in UTF-8: another program probably saved it again. Use the export as Trello gives it.',
    })
  }
  if (isNestedTooDeep(bytes, deepest)) throw notTrello('il est imbriqué sans fin', 'it is nested without end')
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw /^\s*\{/.test(text)
      ? invalid({
          fr: 'Ce fichier est coupé ou abîmé : il s’arrête avant la fin. Téléchargez à nouveau l’export.',
          en: 'This file is cut short or damaged: it stops before its end. Download the export again.',
        })
      : notTrello('ce n’est pas du JSON', 'it is not JSON')
  }
  const found = TrelloBoard.safeParse(data)
  if (found.success) return found.data
  const { path } = found.error.issues[0]!
  const where = path.slice(0, 3).join('.') || 'racine'
  throw notTrello(
    `« ${where} » n’y est pas, ou pas sous la forme attendue`,
    `"${where}" is missing, or not in the expected form`,
  )
}
