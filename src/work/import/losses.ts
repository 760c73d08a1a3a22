import type { TrelloBoard } from './board.ts'
import { type Loss, type LossKind, losses } from './model.ts'
import { checklistsOf, commentsOf, maxText, maxTitle } from './shape.ts'

/** Counts what the file holds and Pupitre does not take, so that what came and what did not add up to the file. */
export function countLosses(
  board: TrelloBoard,
  carried: ReadonlySet<string>,
  o: {
    archived: boolean
    placeholders: number
    unknownMembers: number
    badLinks: number
    cardLinks: number
    badValues: number
    droppedValues: number
  },
): Loss[] {
  const count = new Map<LossKind, number>()
  const lose = (kind: LossKind, n: number) => void count.set(kind, (count.get(kind) ?? 0) + n)
  const listIds = new Set(board.lists.map((l) => l.id))
  const inFile = new Set(board.cards.map((c) => c.id))
  const comments = commentsOf(board)
  const lists = checklistsOf(board)
  const commentsByCard = Map.groupBy(comments, (c) => c.cardId)

  if (!o.archived) lose('archivedLists', board.lists.filter((l) => l.closed).length)
  for (const c of board.cards) {
    if (!carried.has(c.id)) {
      lose(listIds.has(c.idList) ? 'archivedCards' : 'homelessCards', 1)
      lose(
        'onArchivedCards',
        Math.max(c.badges?.comments ?? 0, commentsByCard.get(c.id)?.length ?? 0) +
          (lists.get(c.id)?.length ?? 0) +
          c.attachments.length,
      )
      continue
    }
    lose('missingComments', Math.max(0, (c.badges?.comments ?? 0) - (commentsByCard.get(c.id)?.length ?? 0)))
    lose('uploadedFiles', c.attachments.filter((a) => a.isUpload).length)
    lose('cardAddresses', c.email ? 1 : 0)
    lose('votes', c.idMembersVoted.length || (c.badges?.votes ?? 0))
    lose('stickers', c.stickers.length)
    lose(
      'covers',
      c.cover?.idAttachment || c.cover?.color || c.cover?.idUploadedBackground || c.idAttachmentCover ? 1 : 0,
    )
    lose('places', c.coordinates ? 1 : 0)
    lose('powerUps', c.pluginData.length)
    lose('cutTexts', (c.name.trim().length > maxTitle ? 1 : 0) + (c.desc.length > maxText ? 1 : 0))
    lose(
      'itemDetails',
      (lists.get(c.id) ?? []).flatMap((l) => l.checkItems).filter((i) => i.idMember || i.due).length,
    )
  }
  lose('orphanComments', comments.filter((c) => !inFile.has(c.cardId)).length)
  lose('activity', board.actions.length - comments.length)
  lose('powerUps', board.powerUps.length + board.pluginData.length)
  lose('access', o.placeholders)
  lose('unknownMembers', o.unknownMembers)
  lose('badLinks', o.badLinks)
  lose('cardLinks', o.cardLinks)
  lose('customFields', o.badValues)
  lose('droppedFields', o.droppedValues)
  return losses.flatMap((kind) => (count.get(kind) ? [{ kind, count: count.get(kind) as number }] : []))
}
