import { dayOf } from '#platform/formats.ts'
import type { LabelColour } from '../model.ts'
import type { TrelloBoard, TrelloCard } from './board.ts'
import type { ForeignField, ForeignValue } from './foreign.ts'

const colours: Record<string, LabelColour> = {
  green: 'green',
  yellow: 'brass',
  orange: 'amber',
  red: 'vermilion',
  purple: 'violet',
  blue: 'blue',
  sky: 'teal',
  lime: 'lime',
  pink: 'pink',
  black: 'grey',
}
const colourNames: Record<'fr' | 'en', Record<string, string>> = {
  fr: {
    green: 'Vert',
    yellow: 'Jaune',
    orange: 'Orange',
    red: 'Rouge',
    purple: 'Violet',
    blue: 'Bleu',
    sky: 'Ciel',
    lime: 'Citron',
    pink: 'Rose',
    black: 'Noir',
  },
  en: {
    green: 'Green',
    yellow: 'Yellow',
    orange: 'Orange',
    red: 'Red',
    purple: 'Purple',
    blue: 'Blue',
    sky: 'Sky',
    lime: 'Lime',
    pink: 'Pink',
    black: 'Black',
  },
}

export type Tag = { key: string; name: string; colour: LabelColour }
/** `green_dark` and `green_light` came in 2022. */
const plain = (colour: string) => colour.replace(/_(dark|light)$/, '')

/** The labels of a board. Exports before 2015-05 have none at the root: only the names of the ten colours, and what cards carry. */
export function labelsOf(board: TrelloBoard, locale: 'fr' | 'en'): Tag[] {
  const tags = new Map<string, Tag>()
  const add = (key: string, name: string, colour: string) => {
    if (!tags.has(key))
      tags.set(key, {
        key,
        name: name.trim().slice(0, 60) || colourNames[locale][plain(colour)] || '–',
        colour: colours[plain(colour)] ?? 'grey',
      })
  }
  for (const l of board.labels) add(l.id, l.name, l.color)
  if (board.labels.length) return [...tags.values()]
  for (const c of board.cards) for (const l of c.labels) add(labelKey(l), l.name, l.color)
  const used = new Set([...tags.values()].map((t) => t.key))
  for (const [colour, name] of Object.entries(board.labelNames ?? {}))
    if (name && ![...used].some((k) => k === colour || sameColour(board, k, colour)))
      add(colour, name, colour)
  return [...tags.values()]
}
const labelKey = (l: { id?: string | undefined; color: string; name: string }) => l.id ?? (l.color || l.name)
const sameColour = (board: TrelloBoard, key: string, colour: string) =>
  board.cards.some((c) => c.labels.some((l) => labelKey(l) === key && l.color === colour))

export const labelKeysOf = (card: TrelloCard): string[] =>
  [...new Set([...card.idLabels, ...card.labels.map(labelKey)])].sort()

/** The checklists of a card: at the root of a board export, inside the card in others. */
export function checklistsOf(board: TrelloBoard): Map<string, TrelloBoard['checklists']> {
  const byCard = new Map<string, TrelloBoard['checklists']>()
  const add = (card: string, l: TrelloBoard['checklists'][number]) =>
    byCard.set(card, [...(byCard.get(card) ?? []), l])
  for (const l of board.checklists) if (l.idCard) add(l.idCard, l)
  for (const c of board.cards)
    for (const l of c.checklists) if (!byCard.get(c.id)?.some((k) => k.id === l.id)) add(c.id, l)
  return byCard
}

export type TrelloComment = TrelloBoard['actions'][number] & { cardId: string; text: string }
const isComment = (a: { type: string }) => a.type === 'commentCard' || a.type === 'copyCommentCard'
export const commentsOf = (board: TrelloBoard): TrelloComment[] =>
  board.actions
    .filter((a) => isComment(a) && a.data?.card && a.data.text.trim())
    .map((a) => ({ ...a, cardId: a.data!.card!.id, text: a.data!.text }))
    .reverse()

/** The custom fields of a board. A box that is ticked or not is a choice of one word. */
export const fieldsIn = (board: TrelloBoard): ForeignField[] =>
  board.customFields.map((f) => ({
    id: f.id,
    name: f.name,
    kind:
      f.type === 'list' || f.type === 'checkbox'
        ? 'choice'
        : f.type === 'number'
          ? 'number'
          : f.type === 'date'
            ? 'day'
            : 'text',
    options: f.type === 'checkbox' ? ['✓'] : f.options.flatMap((o) => o.value?.text || []),
  }))

/** A value of a card; undefined when its field or its option is not in the file. */
export function valueIn(
  board: TrelloBoard,
  item: TrelloCard['customFieldItems'][number],
): ForeignValue | undefined {
  const field = board.customFields.find((f) => f.id === item.idCustomField)
  if (!field) return undefined
  if (item.idValue) {
    const option = field.options.find((o) => o.id === item.idValue)?.value?.text
    return option ? [option] : undefined
  }
  const raw = Object.values(item.value ?? {})[0]
  if (raw === undefined || raw === null) return undefined
  const text = String(raw)
  if (field.type === 'checkbox') return text === 'true' ? ['✓'] : []
  if (field.type === 'date') return text.slice(0, 10)
  if (field.type === 'number') return Number.isFinite(Number(text)) ? Number(text) : undefined
  return text
}

/** The minute of the day in a time zone. */
function minuteOf(at: string, timezone: string): number {
  const there = Temporal.Instant.from(at).toZonedDateTimeISO(timezone)
  return there.hour * 60 + there.minute
}

export const maxTitle = 500
export const maxText = 100_000

/** A card in our words, as far as the file alone says. */
export function cardValues(board: TrelloBoard, card: TrelloCard, timezone: string, archived: boolean) {
  const dueOn = card.due ? dayOf(card.due, timezone) : null
  const startsOn = card.start ? dayOf(card.start, timezone) : null
  return {
    title: card.name.trim().slice(0, maxTitle) || '–',
    description: card.desc.trim().slice(0, maxText),
    list: card.idList,
    position: card.pos,
    labels: labelKeysOf(card),
    members: card.idMembers,
    startsOn: startsOn && dueOn && startsOn > dueOn ? dueOn : startsOn,
    dueOn,
    startMinute: card.start ? minuteOf(card.start, timezone) : null,
    dueMinute: card.due ? minuteOf(card.due, timezone) : null,
    fields: card.customFieldItems.map((i) => [i.idCustomField, valueIn(board, i)]),
    done: card.dueComplete === true,
    archived,
  }
}
export type CardValues = ReturnType<typeof cardValues>

/** When the card entered its list, if the journal still knows; else when something last happened to it. */
export function settledAt(board: TrelloBoard, card: TrelloCard): Date | null {
  const moved = board.actions.find(
    (a) => a.type === 'updateCard' && a.data?.card?.id === card.id && a.data.listAfter?.id === card.idList,
  )
  const at = moved?.date ?? card.dateLastActivity
  return at ? new Date(at) : null
}

/** Trello's ids begin with the second they were made in (eight hexadecimal digits). */
export function bornAt(id: string): Date | null {
  if (!/^[0-9a-f]{24}$/.test(id)) return null
  const at = new Date(Number.parseInt(id.slice(0, 8), 16) * 1000)
  return at.getTime() > Date.UTC(2011, 0) && at.getTime() < Date.now() ? at : null
}
