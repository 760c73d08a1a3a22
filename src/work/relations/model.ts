import { z } from 'zod'
import { Id } from '#platform/tenancy/model.ts'
import { Reference } from '../model.ts'

/** A task that belongs with another, seen from that other. */
export const Relation = z
  .object({ id: Id, task: Reference.omit({ name: true }) })
  .meta({ id: 'TaskRelation' })
export type Relation = z.infer<typeof Relation>

/** A task is not an index: beyond this, a label says it better. */
export const mostRelations = 100
