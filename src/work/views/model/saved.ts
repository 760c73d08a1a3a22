import { z } from 'zod'
import { Id, Version } from '#platform/tenancy/model.ts'
import { emptySpec, type ViewKind, ViewSpec, viewKinds } from './spec.ts'

export const SavedView = z
  .object({
    id: Id,
    /** null: over all projects. */
    projectId: Id.nullable(),
    name: z.string(),
    kind: z.enum(viewKinds),
    /** Seen by oneself alone. */
    personal: z.boolean(),
    isDefault: z.boolean(),
    position: z.number(),
    spec: ViewSpec,
    version: Version,
  })
  .meta({ id: 'SavedView' })
export type SavedView = z.infer<typeof SavedView>

export const ViewDraft = z.object({
  name: z.string().trim().min(1).max(80),
  spec: ViewSpec,
  personal: z.boolean().default(true),
})
export type ViewDraft = z.infer<typeof ViewDraft>

/** What a page shows before anybody chose anything. */
export function usualSpec(
  kind: ViewKind,
  portfolio: boolean,
  cards: readonly { actionId: string | null }[] = [],
): ViewSpec {
  const spec = emptySpec(kind)
  if (kind === 'board') return { ...spec, group: portfolio ? 'category' : 'status' }
  if (kind === 'matrix') return { ...spec, group: 'quadrant', filter: left }
  if (kind === 'timeline') return { ...spec, group: 'who' }
  // Where most tasks serve no action, actions would tear the phases of the plan apart.
  const served = cards.filter((c) => c.actionId !== null).length * 2 >= cards.length
  if (kind === 'gantt') return { ...spec, group: portfolio ? 'project' : served ? 'action' : null }
  if (kind === 'mine') return { ...spec, group: 'due', filter: myOwn }
  if (kind === 'table') return { ...spec, group: portfolio ? 'project' : null }
  return spec
}
const left: ViewSpec['filter'] = { all: [{ field: 'done', op: 'is', values: ['no'] }] }
const myOwn: ViewSpec['filter'] = { all: [{ field: 'who', op: 'is', values: ['me'] }, ...left.all] }
