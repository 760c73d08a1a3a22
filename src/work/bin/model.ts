import { z } from 'zod'
import { Id } from '#platform/tenancy/model.ts'

/** How long what was binned can come back. After that its rows are erased; the history keeps the word. */
export const keptDays = 30
export const keptUntil = (binned: Date) => new Date(binned.getTime() + keptDays * 86_400_000)
export const isKept = (binned: Date, now: Date) => keptUntil(binned).getTime() > now.getTime()

/**
 * What the bin shows and empties, in the order in which it may be erased: nothing goes before what points at it.
 * `on`: without this row it would come back to nowhere.
 */
export const binned = [
  { noun: 'comment', on: { noun: 'task', by: 'taskId' } },
  { noun: 'attachment', on: { noun: 'task', by: 'taskId' } },
  { noun: 'checklistItem', on: { noun: 'checklist', by: 'checklistId' } },
  { noun: 'checklist', on: { noun: 'task', by: 'taskId' } },
  { noun: 'taskLink', on: { noun: 'task', by: 'toId' } },
  { noun: 'task', on: { noun: 'task', by: 'parentId' } },
  { noun: 'label', on: null },
  { noun: 'view', on: null },
  { noun: 'baseline', on: null },
  { noun: 'template', on: null },
] as const
export type BinnedNoun = (typeof binned)[number]['noun']
export const binnedNouns = binned.map((b) => b.noun) as [BinnedNoun, ...BinnedNoun[]]

export const Binned = z.object({
  /** The history's word on it. */
  id: Id,
  noun: z.enum(binnedNouns),
  rowId: Id,
  label: z.string(),
  projectId: Id.nullable(),
  projectName: z.string().nullable(),
  /** The title of the task it was on. */
  taskTitle: z.string().nullable(),
  /** How many tasks went along with it. */
  along: z.int(),
  by: z.string(),
  at: z.date(),
  /** When it is erased. */
  until: z.date(),
  mayRestore: z.boolean(),
})
export type Binned = z.infer<typeof Binned>
