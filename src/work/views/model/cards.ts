import { z } from 'zod'
import { rights } from '#platform/rights.ts'
import { Id, Version } from '#platform/tenancy/model.ts'
import { Field } from '../../fields/model.ts'
import { Card, categories, Label, Status, TaskDraft } from '../../model.ts'

/** The project of a card, with what the reader may do in it. */
export const ViewProject = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  clientName: z.string().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  colour: z.string(),
  right: z.enum(rights),
})
export type ViewProject = z.infer<typeof ViewProject>
export const ViewLink = z.object({
  id: Id,
  fromId: Id,
  toId: Id,
  kind: z.enum(['fs', 'ss', 'ff', 'sf']),
})
export type ViewLink = z.infer<typeof ViewLink>

const Of = z.object({ projectId: Id })

/** Every open card of a project, or of all one may see, with everything they point at: what all seven views are drawn from. */
export const CardSet = z
  .object({
    cards: z.array(Card),
    /** How many there are; more than `cards` holds when a portfolio is too big for one screen. */
    total: z.int(),
    projects: z.array(ViewProject),
    statuses: z.array(Status.extend(Of.shape)),
    labels: z.array(Label.extend(Of.shape)),
    actions: z.array(z.object({ id: Id, projectId: Id, title: z.string(), objectiveId: Id.nullable() })),
    objectives: z.array(z.object({ id: Id, projectId: Id, title: z.string() })),
    fields: z.array(Field),
    links: z.array(ViewLink),
  })
  .meta({ id: 'CardSet' })
export type CardSet = z.infer<typeof CardSet>

/** One deed on one task or a thousand: all of it, or none. */
export const Deed = z.object({
  /** `version`: the one the person saw. Left out, the change is made on what is there. */
  tasks: z
    .array(
      z.object({
        id: Id,
        version: Version.optional(),
        /** What this one gets of its own, over what all of them get. */
        patch: TaskDraft.partial().optional(),
      }),
    )
    .min(1)
    .max(1_000),
  patch: TaskDraft.partial().optional(),
  /** Moves both dates. */
  byDays: z.int().min(-3_650).max(3_650).optional(),
  /** The first column of that meaning in each task’s own project. */
  category: z.enum(categories).optional(),
  addAssigneeIds: z.array(Id).max(50).optional(),
  removeAssigneeIds: z.array(Id).max(50).optional(),
  addLabelIds: z.array(Id).max(50).optional(),
  removeLabelIds: z.array(Id).max(50).optional(),
  /** Of one task: its place in a column, under or above another. */
  move: z
    .object({ statusId: Id, after: Id.nullable().optional(), before: Id.nullable().optional() })
    .optional(),
  done: z.boolean().optional(),
  archived: z.boolean().optional(),
  discarded: z.boolean().optional(),
})
export type Deed = z.infer<typeof Deed>

export const Outcome = z.object({
  /** As they are now. */
  cards: z.array(Card),
  /** Those that left the lists: archived, or in the bin. */
  gone: z.array(Id),
  /** Takes the whole deed back: `tasks.takeBack({ change })`, which can be taken back in turn. */
  change: Id,
})
export type Outcome = z.infer<typeof Outcome>
