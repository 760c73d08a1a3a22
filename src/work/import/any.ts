import type { Refusal } from '#platform/errors.ts'
import type { Scope } from '#platform/scope.ts'
import { readTrello } from './board.ts'
import { bringBoard } from './bring/board.ts'
import { groupOf, groupsOf } from './homes.ts'
import type { Found, Hands, ImportOptions, Source, TableSeen } from './model.ts'
import { readForeign } from './read.ts'
import { signatureOf } from './remembered.ts'
import { importTrello } from './trello.ts'

type Progress = (done: number, total: number) => Promise<void>
export type Board = { id: string; name: string; tasks: number }
/** What goes to one project, in one transaction. */
export type Delivery = {
  /** `here`, `new …`, or the project it goes to. */
  group: string
  /** What the boards are known by, to find again the project they came to. */
  boards: readonly { id: string; name: string }[]
  /** Writes it into a project, in the transaction of the scope. `others`: where what came before went. */
  bring(scope: Scope, projectId: string, progress: Progress, others: readonly string[]): Promise<Found>
}
export type Ready = {
  /** What a file of the same shape has too. */
  signature: string
  /** The boards of the file, the largest first; none: it does not say. */
  boards: readonly Board[]
  /** How many tasks the file holds. */
  tasks: number
  deliveries: readonly Delivery[]
}

/** Reads a file outside of any transaction; what is left to do is to write it. */
export async function readyToImport(
  source: Source,
  bytes: Uint8Array,
  fileName: string,
  o: ImportOptions & { hands?: Hands },
  w: { timezone: string; locale: 'fr' | 'en' },
): Promise<Ready> {
  if (source === 'trello') {
    const board = readTrello(bytes)
    const { id, name, cards } = board
    return {
      signature: signatureOf(source, id, null),
      boards: [],
      tasks: cards.length,
      deliveries: [
        {
          group: 'here',
          boards: [{ id, name }],
          bring: (scope, project, progress) => importTrello(scope, board, project, o, progress),
        },
      ],
    }
  }
  const whole = await readForeign(source, bytes, fileName, o, w)
  const groups = groupsOf(o, whole.boards)
  const ready = {
    signature: signatureOf(source, whole.boards[0]?.id ?? whole.id, whole.table),
    boards: whole.boards,
  }
  if (groups.length < 2) {
    const boards = groups[0] ?? [{ id: whole.id, name: whole.name }]
    const group = groups[0]?.[0] ? groupOf(o, groups[0][0]) : 'here'
    return {
      ...ready,
      tasks: whole.tasks.length,
      deliveries: [
        {
          group,
          boards,
          bring: (scope, project, progress) => bringBoard(scope, whole, project, o, progress),
        },
      ],
    }
  }
  return {
    ...ready,
    tasks: whole.tasks.length,
    deliveries: groups.map((boards, i) => {
      const group = groupOf(o, boards[0]!)
      return {
        group,
        boards,
        bring: async (scope, project, progress, others) => {
          const part = await readForeign(source, bytes, fileName, { ...o, group }, w)
          // What the file as a whole cannot say is told once.
          if (i > 0) part.lost = []
          return bringBoard(scope, part, project, o, progress, group, others)
        },
      }
    }),
  }
}

/** How far a refused table was understood, if it was one. */
export const tableOf = (e: Refusal): TableSeen | null => (e as Refusal & { table?: TableSeen }).table ?? null
