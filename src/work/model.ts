import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { AttachmentVersion, Pin } from './proofing/model.ts'

export const kinds = ['task', 'milestone', 'deliverable', 'approval'] as const
export type Kind = (typeof kinds)[number]
/** « manual »: the dates are as typed and nobody moves them. « auto »: they follow links, constraint and duration. */
export const modes = ['manual', 'auto'] as const
export type Mode = (typeof modes)[number]
/** As soon, as late as possible; must start, finish on; start, finish no earlier, no later than. */
export const constraintKinds = ['asap', 'alap', 'mso', 'mfo', 'snet', 'snlt', 'fnet', 'fnlt'] as const
export type ConstraintKind = (typeof constraintKinds)[number]
/** A wall-clock instant of the workspace, « 2026-05-04T08:00 »: no time zone. */
export const WallClock = z.string().regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/)
/** Values of custom fields by the field's id: text, number (money in cents), day, ids of choices or members. */
export const FieldValue = z.union([
  z.string().max(10_000),
  z.number(),
  z.array(z.string().max(200)).max(100),
  z.null(),
])
export type FieldValue = z.infer<typeof FieldValue>
export const FieldValues = z.record(z.string(), FieldValue)
export type FieldValues = z.infer<typeof FieldValues>
/** What a column of the board means, whatever it is called. */
export const categories = ['todo', 'doing', 'done'] as const
export type Category = (typeof categories)[number]

export const labelColours = [
  'green',
  'brass',
  'amber',
  'vermilion',
  'violet',
  'blue',
  'teal',
  'lime',
  'pink',
  'grey',
] as const
export type LabelColour = (typeof labelColours)[number]

export const Status = z
  .object({
    id: Id,
    name: z.string(),
    category: z.enum(categories),
    position: z.number(),
    wipLimit: z.int().nullable(),
    archived: z.boolean(),
    version: Version,
  })
  .meta({ id: 'Status' })
export type Status = z.infer<typeof Status>

export const StatusDraft = z.object({
  name: z.string().trim().min(1).max(80),
  category: z.enum(categories),
  wipLimit: z.int().min(1).max(999).nullable().optional(),
})
export type StatusDraft = z.infer<typeof StatusDraft>

export const Label = z
  .object({ id: Id, name: z.string(), colour: z.enum(labelColours), version: Version })
  .meta({ id: 'Label' })
export type Label = z.infer<typeof Label>

export const LabelDraft = z.object({ name: z.string().trim().min(1).max(60), colour: z.enum(labelColours) })
export type LabelDraft = z.infer<typeof LabelDraft>

/** A task as lists and boards show it: small, whole, read from one table. */
export const Card = z
  .object({
    id: Id,
    projectId: Id,
    number: z.int(),
    title: z.string(),
    statusId: Id,
    parentId: Id.nullable(),
    actionId: Id.nullable(),
    kind: z.enum(kinds),
    assigneeIds: z.array(z.string()),
    labelIds: z.array(z.string()),
    startsOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    startMinute: z.int().nullable(),
    dueMinute: z.int().nullable(),
    deadlineOn: z.string().nullable(),
    mode: z.enum(modes),
    durationMinutes: z.int().nullable(),
    constraintKind: z.enum(constraintKinds),
    constraintAt: z.string().nullable(),
    progress: z.int(),
    estimateMinutes: z.int().nullable(),
    spentMinutes: z.int(),
    fields: FieldValues,
    recurrenceId: Id.nullable(),
    importance: z.int(),
    urgency: z.int(),
    position: z.number(),
    done: z.boolean(),
    itemCount: z.int(),
    itemDone: z.int(),
    commentCount: z.int(),
    attachmentCount: z.int(),
    version: Version,
  })
  .meta({ id: 'TaskCard' })
export type Card = z.infer<typeof Card>

export const ChecklistItem = z.object({
  id: Id,
  checklistId: Id,
  text: z.string(),
  done: z.boolean(),
  position: z.number(),
  version: Version,
})
export type ChecklistItem = z.infer<typeof ChecklistItem>
export const Checklist = z.object({
  id: Id,
  name: z.string(),
  position: z.number(),
  version: Version,
  items: z.array(ChecklistItem),
})
export type Checklist = z.infer<typeof Checklist>
/** What one may answer a comment by, without words. */
export const reactionShapes = ['yes', 'thanks', 'bravo', 'idea', 'look', 'doubt'] as const
export type ReactionShape = (typeof reactionShapes)[number]
export const Comment = z.object({
  id: Id,
  /** The first of its thread; null: it is the first. */
  parentId: Id.nullable(),
  authorId: Id.nullable(),
  authorName: z.string(),
  text: z.string(),
  writtenAt: z.date(),
  edited: z.boolean(),
  resolvedAt: z.date().nullable(),
  resolvedByName: z.string().nullable(),
  /** Where it is pinned, if on a file. */
  attachmentId: Id.nullable(),
  pin: Pin.nullable(),
  reactions: z.array(z.object({ shape: z.enum(reactionShapes), memberIds: z.array(Id) })),
  version: Version,
})
export type Comment = z.infer<typeof Comment>
export const Attachment = z.object({
  id: Id,
  name: z.string(),
  url: z.string().nullable(),
  fileId: Id.nullable(),
  mediaType: z.string().nullable(),
  size: z.number().nullable(),
  createdAt: z.date(),
  version: Version,
  /** Newest first; a link has none. */
  versions: z.array(AttachmentVersion),
})
export type Attachment = z.infer<typeof Attachment>

export const Task = Card.extend({
  elapsed: z.boolean(),
  actualStart: z.string().nullable(),
  actualFinish: z.string().nullable(),
  calendarId: Id.nullable(),
  ignoresPersonCalendar: z.boolean(),
  followerIds: z.array(z.string()),
  description: z.string(),
  completedAt: z.date().nullable(),
  archivedAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  /** Up to when the reader has read its comments; null: never opened. */
  readAt: z.date().nullable(),
  checklists: z.array(Checklist),
  comments: z.array(Comment),
  attachments: z.array(Attachment),
}).meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

const Relative = z.object({ id: Id, number: z.int(), title: z.string() })
/** What a task is part of, from the top down, and what is under it, in order, with its depth. */
export const Family = z.object({
  above: z.array(Relative),
  below: z.array(
    Relative.extend({
      parentId: Id,
      depth: z.int(),
      statusId: Id,
      done: z.boolean(),
      assigneeIds: z.array(z.string()),
      dueOn: z.string().nullable(),
      progress: z.int(),
      version: Version,
    }),
  ),
})
export type Family = z.infer<typeof Family>

/** A task as a text names it: « 12 », or « brume/12 » from another project. */
export const Reference = Relative.extend({
  name: z.string(),
  projectId: Id,
  projectSlug: z.string(),
  done: z.boolean(),
})
export type Reference = z.infer<typeof Reference>

const Level = z.int().min(0).max(3)
export const TaskDraft = z.object({
  title: z.string().trim().min(1).max(500),
  description: z.string().max(100_000).optional(),
  statusId: Id.optional(),
  actionId: Id.nullable().optional(),
  parentId: Id.nullable().optional(),
  kind: z.enum(kinds).optional(),
  assigneeIds: z.array(Id).max(50).optional(),
  labelIds: z.array(Id).max(50).optional(),
  startsOn: Day.nullable().optional(),
  dueOn: Day.nullable().optional(),
  startMinute: z.int().min(0).max(1440).nullable().optional(),
  dueMinute: z.int().min(0).max(1440).nullable().optional(),
  deadlineOn: Day.nullable().optional(),
  mode: z.enum(modes).optional(),
  durationMinutes: z.int().min(0).max(100_000_000).nullable().optional(),
  elapsed: z.boolean().optional(),
  constraintKind: z.enum(constraintKinds).optional(),
  constraintAt: WallClock.nullable().optional(),
  progress: z.int().min(0).max(100).optional(),
  actualStart: WallClock.nullable().optional(),
  actualFinish: WallClock.nullable().optional(),
  calendarId: Id.nullable().optional(),
  ignoresPersonCalendar: z.boolean().optional(),
  followerIds: z.array(Id).max(200).optional(),
  fields: FieldValues.optional(),
  estimateMinutes: z.int().min(0).max(1_000_000).nullable().optional(),
  importance: Level.optional(),
  urgency: Level.optional(),
})
export type TaskDraft = z.infer<typeof TaskDraft>

/** How far apart two neighbours of a column are put: room for some fifty halvings. */
export const step = 65_536
const tightest = 1e-6

/** A place between two neighbours; undefined when they are too tight and the column must be spaced out again. */
export function between(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined && after === undefined) return step
  if (before === undefined) return (after as number) - step
  if (after === undefined) return before + step
  const middle = (before + after) / 2
  return after - before > tightest && middle > before && middle < after ? middle : undefined
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The members named by « @Ana Roy » in a text. The longest name wins: « @Ana Roy » does not also call « Ana ». */
export function mentioned(text: string, people: readonly { id: string; name: string }[]): string[] {
  const found = new Set<string>()
  const byLength = people.filter((p) => p.name).toSorted((a, b) => b.name.length - a.name.length)
  const said = folded(text)
  for (let at = said.indexOf('@'); at >= 0; at = said.indexOf('@', at + 1)) {
    if (at > 0 && /[\p{L}\p{N}.]/u.test(said[at - 1] as string)) continue // an e-mail address
    const after = said.slice(at + 1)
    const who = byLength.find(
      (p) => after.startsWith(folded(p.name)) && !/^[\p{L}\p{N}]/u.test(after.slice(folded(p.name).length)),
    )
    if (who) found.add(who.id)
  }
  return [...found]
}

/** Late: due before today and not done. Days are those of the reader's time zone. */
export const isLate = (t: { dueOn: string | null; done: boolean }, today: string) =>
  !t.done && t.dueOn !== null && t.dueOn < today

/** The filters of the list of the API. `assigneeId` or `actionId` may be `none`. */
export type TaskFilter = {
  text?: string
  statusId?: string
  assigneeId?: string
  actionId?: string
  labelId?: string
  late?: boolean
  open?: boolean
}

export const MyTask = Card.extend({ projectSlug: z.string(), projectName: z.string() })
export type MyTask = z.infer<typeof MyTask>
export const MyWork = z.object({
  late: z.array(MyTask),
  today: z.array(MyTask),
  soon: z.array(MyTask),
  waiting: z.array(MyTask),
  undated: z.int(),
})
export type MyWork = z.infer<typeof MyWork>
