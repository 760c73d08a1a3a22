import { api } from './api.ts'
import { store } from './store.ts'

/**
 * What one did since the page was opened, where it is known here before the server says so: cards drawn at once. The rest
 * (a budget line, an objective, a comment) is the server’s to know.
 */
export type Done = {
  label: string
  /** Empty where the screen keeps no reference, and only `back` takes it back. */
  change: string
  /** How it is taken back, where the screen has something to put back in place at once. */
  back?: (() => Promise<{ change: string }>) | undefined
}
type Past = { done: readonly Done[]; undone: readonly Done[] }
export const past = store<Past>({ done: [], undone: [] })
const most = 200

export const remember = (deed: Done) =>
  past.set(({ done }) => ({ done: [...done.slice(1 - most), deed], undone: [] }))

/** Takes a deed out of the list of what was done; what it becomes goes on the other. */
export const wasTakenBack = (deed: Done, change: string) =>
  past.set(({ done, undone }) => ({
    done: done.filter((d) => d !== deed),
    undone: [...undone, { label: deed.label, change }],
  }))
export const wasDoneAgain = (deed: Done, change: string) =>
  past.set(({ done, undone }) => ({
    done: [...done, { ...deed, change }],
    undone: undone.filter((d) => d !== deed),
  }))
/** It cannot be taken back any more: forget it, or Ctrl-Z would stumble on it for ever. */
export const forget = (deed: Done) =>
  past.set(({ done, undone }) => ({
    done: done.filter((d) => d !== deed),
    undone: undone.filter((d) => d !== deed),
  }))

type Where = { projectId: string | null }
/** How a screen takes a turn back: one that draws cards puts them back in place at once. */
type Back = (turn: Done) => Promise<{ change: string }>
const of = ({ projectId }: Where) => (projectId ? { projectId } : {})
const plain: Back = (turn) => turn.back?.() ?? api.history.takeBack({ change: turn.change })

/** What refused to be taken back: the next Ctrl-Z looks behind it. */
let stuck: string | undefined

/** The last thing one did where one is, whatever the page: taken back. @returns what it was; null: there is nothing. */
export async function undoLast(where: Where, back: Back = plain): Promise<string | null> {
  const mine = past.get().done.at(-1)
  const later =
    mine?.change === ''
      ? null
      : await api.history.lastTurn({
          ...of(where),
          ...(mine && { since: mine.change }),
          ...(stuck && { before: stuck }),
        })
  const turn: Done | undefined = later ?? mine
  if (!turn) return null
  try {
    wasTakenBack(turn, (await back(turn)).change)
    stuck = undefined
    return turn.label
  } catch (error) {
    forget(turn)
    if (later) stuck = later.change
    throw error
  }
}

/** Does again what was taken back last. @returns what it was; null: there is nothing. */
export async function redoLast(where: Where, back: Back = plain): Promise<string | null> {
  const turn: Done | null =
    past.get().undone.at(-1) ?? (await api.history.lastTurn({ ...of(where), again: true }))
  if (!turn) return null
  try {
    wasDoneAgain(turn, (await back(turn)).change)
    return turn.label
  } catch (error) {
    forget(turn)
    throw error
  }
}
