import { store } from '#web/store.ts'
import type { Outcome } from '../model.ts'

/** What one did since the page was opened, in any view: Ctrl-Z takes the last back, Ctrl-Shift-Z does it again. */
export type Done = {
  label: string
  change: string
  /** Where no reference is kept: how it is taken back. */
  back?: () => Promise<Outcome>
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
