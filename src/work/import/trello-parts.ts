import { create } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { safeUrl } from '../service/attachments.ts'
import { attachmentNoun, checklistItemNoun, checklistNoun, commentNoun } from '../tables.ts'
import type { TrelloBoard, TrelloCard } from './board.ts'
import { bringRelation } from './bring/between.ts'
import { change } from './bring/change.ts'
import type { Column } from './bring/columns.ts'
import type { BroughtField } from './bring/fields.ts'
import { checklistsOf, commentsOf } from './shape.ts'
import type { Sources } from './sources.ts'

/** What the steps of one import share. */
export type Run = {
  scope: Scope
  board: TrelloBoard
  projectId: string
  sources: Sources
  columns: ReadonlyMap<string, Column>
  labels: Map<string, string>
  people: ReadonlyMap<string, string>
  fields: ReadonlyMap<string, BroughtField>
  unknownMembers: number
  badLinks: number
  /** Links between cards, by task: drawn once all cards are there. */
  between: { taskId: string; attachmentId: string; url: string; name: string; card: string }[]
  cardLinks: number
  badValues: number
  droppedValues: number
}

export async function bringChecklists(
  { scope, board, projectId, sources }: Run,
  card: TrelloCard,
  taskId: string,
): Promise<void> {
  for (const l of byPlace(cached(board).checklists.get(card.id) ?? [])) {
    const name = l.name.trim().slice(0, 200) || '–'
    const listId = await sources.carry(
      'checklists',
      'checklist',
      l.id,
      { name, position: l.pos },
      async () => (await create(scope, checklistNoun, { projectId, taskId, name, position: l.pos })).id,
      (id) => change(scope, checklistNoun, id, { name, position: l.pos }),
    )
    for (const i of byPlace(l.checkItems)) {
      const values = {
        text: i.name.trim().slice(0, 2_000) || '–',
        done: i.state === 'complete',
        position: i.pos,
      }
      await sources.carry(
        'checklistItems',
        'checklistItem',
        i.id,
        values,
        async () =>
          (await create(scope, checklistItemNoun, { projectId, taskId, checklistId: listId, ...values })).id,
        (id, changed) =>
          change(
            scope,
            checklistItemNoun,
            id,
            Object.fromEntries(Object.entries(values).filter(([k]) => changed.has(k))),
          ),
      )
    }
  }
}

export async function bringAttachments(run: Run, card: TrelloCard, taskId: string): Promise<void> {
  const { sources } = run
  for (const a of card.attachments) {
    const url = safeUrl(a.url)
    if (!url) {
      run.badLinks++
      continue
    }
    const other = a.isUpload ? undefined : cardIn(url)
    if (other) run.between.push({ taskId, attachmentId: a.id, url, name: a.name, card: other })
    else await bringAddress(run, taskId, a.id, url, a.name)
  }
  if (card.shortLink) sources.remember('cardLink', card.shortLink, taskId)
}

async function bringAddress(
  { scope, projectId, sources }: Run,
  taskId: string,
  id: string,
  url: string,
  name: string,
): Promise<void> {
  const values = { url, name: name.trim().slice(0, 300) || url }
  await sources.carry(
    'attachments',
    'attachment',
    id,
    values,
    async () => (await create(scope, attachmentNoun, { projectId, taskId, ...values })).id,
    (row) => change(scope, attachmentNoun, row, values),
  )
}

/** The short name of the card that an address of Trello shows. */
export const cardIn = (url: string): string | undefined =>
  /^https:\/\/(?:www\.)?trello\.com\/c\/([A-Za-z0-9]{4,40})(?:[/?#]|$)/.exec(url)?.[1]

/** A card that points at another is related to it: of this board, or of one brought before. Others keep the address. */
export async function bringBetween(run: Run, made: ReadonlyMap<string, string>): Promise<void> {
  const { scope, board } = run
  if (!run.between.length) return
  const here = new Map(board.cards.flatMap((c) => [[c.id, c.id] as const, [c.shortLink, c.id] as const]))
  const { rows: elsewhere } = await scope.sql<{ card: string; task: string }>(
    `select i.source_id as card, i.row_id as task from import_sources i join tasks t on t.id = i.row_id and t.deleted_at is null
     where i.source = 'trello' and i.noun = 'cardLink' and i.source_id = any ($1) order by i.imported_at`,
    [run.between.map((b) => b.card)],
  )
  const before = new Map(elsewhere.map((r) => [r.card, r.task]))
  const drawn = new Set<string>()
  for (const b of run.between) {
    const other = made.get(here.get(b.card) ?? '') ?? before.get(b.card)
    if (!other) {
      run.cardLinks++
      await bringAddress(run, b.taskId, b.attachmentId, b.url, b.name)
      continue
    }
    const pair = [b.taskId, other].toSorted().join(' ')
    if (other === b.taskId || drawn.has(pair)) continue
    drawn.add(pair)
    await bringRelation(run, b.taskId, other, pair)
  }
}

export async function bringComments(
  { scope, board, projectId, sources, people }: Run,
  made: ReadonlyMap<string, string>,
): Promise<void> {
  const names = new Map(board.members.map((m) => [m.id, m.fullName]))
  for (const c of commentsOf(board)) {
    const taskId = made.get(c.cardId)
    if (!taskId) continue
    const who = c.idMemberCreator ?? ''
    const text = c.text.trim().slice(0, 20_000)
    await sources.carry(
      'comments',
      'comment',
      c.id,
      { text },
      async () =>
        (
          await create(scope, commentNoun, {
            projectId,
            taskId,
            authorId: people.get(who) ?? null,
            authorName: (c.memberCreator?.fullName || names.get(who) || 'Trello').slice(0, 200),
            text,
            writtenAt: c.date ? new Date(c.date) : scope.now(),
          })
        ).id,
      (id) => change(scope, commentNoun, id, { text }),
    )
  }
}

const perBoard = new WeakMap<TrelloBoard, { checklists: ReturnType<typeof checklistsOf> }>()
/** Worked out once per board, not once per card. */
function cached(board: TrelloBoard) {
  const found = perBoard.get(board) ?? { checklists: checklistsOf(board) }
  perBoard.set(board, found)
  return found
}

const byPlace = <T extends { pos: number }>(all: readonly T[]) => all.toSorted((a, b) => a.pos - b.pos)
