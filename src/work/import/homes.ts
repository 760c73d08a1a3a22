import { fold, type ImportOptions } from './model.ts'

type Board = { id: string; name: string }
type Chosen = Pick<ImportOptions, 'boards' | 'destinations'>
/** How a file is read: all that comes, or only what goes to one of its projects. */
export type ReadOptions = ImportOptions & { group?: string }

/** Which of the boards of a file come, as one said: by id or by name; none named: all. */
export const isChosen = (o: Pick<ImportOptions, 'boards'>, b: Board): boolean =>
  !o.boards.length || o.boards.some((c) => c === b.id || fold(c) === fold(b.name))

export const destinationOf = (o: Chosen, b: Board): string =>
  o.destinations[b.id] ??
  Object.entries(o.destinations).find(([k]) => fold(k) === fold(b.name))?.[1] ??
  'here'

/** Boards that go to one project together. A project made for a board is its own. */
export const groupOf = (o: Chosen, b: Board): string => {
  const to = destinationOf(o, b)
  return to === 'new' ? `new ${b.id}` : to
}

/** The boards of a file by the project they go to, in the order of the file. */
export function groupsOf<B extends Board>(o: Chosen, boards: readonly B[]): B[][] {
  return [
    ...Map.groupBy(
      boards.filter((b) => isChosen(o, b)),
      (b) => groupOf(o, b),
    ).values(),
  ]
}

/**
 * Where a task that belongs to several boards lives: in the first of them that comes. One that belongs to none goes with the
 * main board of the file. Undefined: nowhere, its boards were not chosen.
 */
export function homeOf<B extends Board>(o: Chosen, own: readonly B[], main: B | undefined): B | undefined {
  if (!own.length) return main && isChosen(o, main) ? main : undefined
  return own.find((b) => isChosen(o, b))
}
