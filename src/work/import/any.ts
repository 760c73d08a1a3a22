import type { Refusal } from '#platform/errors.ts'
import type { Scope } from '#platform/scope.ts'
import { readTrello } from './board.ts'
import { bringBoard } from './bring/board.ts'
import type { Found, ImportOptions, Source, TableSeen } from './model.ts'
import { readForeign } from './read.ts'
import { signatureOf } from './remembered.ts'
import { importTrello } from './trello.ts'

type Progress = (done: number, total: number) => Promise<void>
export type Ready = {
  /** What a file of the same shape has too. */
  signature: string
  /** What the board is known by, to find again the project it came to. */
  boardId: string
  /** Writes it into a project, in the transaction of the scope. */
  bring(scope: Scope, projectId: string, progress?: Progress): Promise<Found>
}

/** Reads a file outside of any transaction; what is left to do is to write it. */
export async function readyToImport(
  source: Source,
  bytes: Uint8Array,
  fileName: string,
  o: ImportOptions,
  w: { timezone: string; locale: 'fr' | 'en' },
): Promise<Ready> {
  if (source === 'trello') {
    const board = readTrello(bytes)
    return {
      signature: signatureOf(source, board.id, null),
      boardId: board.id,
      bring: (scope, project, progress) => importTrello(scope, board, project, o, progress),
    }
  }
  const board = await readForeign(source, bytes, fileName, o, w)
  return {
    signature: signatureOf(source, board.id, board.table),
    boardId: board.id,
    bring: (scope, project, progress) => bringBoard(scope, board, project, o, progress),
  }
}

/** How far a refused table was understood, if it was one. */
export const tableOf = (e: Refusal): TableSeen | null => (e as Refusal & { table?: TableSeen }).table ?? null
