import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { channels } from '#strategy/model.ts'
import { FieldOption, fieldKinds } from '../fields/model.ts'
import { categories, FieldValues, kinds, labelColours } from '../model.ts'

export const templateKinds = ['project', 'task'] as const
export type TemplateKind = (typeof templateKinds)[number]

const Key = z.string().min(1).max(60)
/** Working days from the anchor: 0 is the anchor itself, negative before it. */
const Offset = z.int().min(-3000).max(3000).nullable()

export const TemplateTask = z.object({
  key: Key,
  parent: Key.nullable(),
  title: z.string().min(1).max(500),
  description: z.string().max(100_000),
  kind: z.enum(kinds),
  status: Key.nullable(),
  labels: z.array(Key),
  roles: z.array(Key),
  action: Key.nullable(),
  start: Offset,
  due: Offset,
  startMinute: z.int().nullable(),
  dueMinute: z.int().nullable(),
  auto: z.boolean(),
  durationMinutes: z.int().nullable(),
  estimateMinutes: z.int().nullable(),
  importance: z.int().min(0).max(3),
  urgency: z.int().min(0).max(3),
  fields: FieldValues,
  checklists: z.array(
    z.object({ name: z.string().min(1).max(200), items: z.array(z.string().min(1).max(1000)) }),
  ),
})
export type TemplateTask = z.infer<typeof TemplateTask>

export const TemplateBody = z.object({
  roles: z.array(z.object({ key: Key, name: z.string().min(1).max(80) })).max(100),
  statuses: z.array(
    z.object({ key: Key, name: z.string(), category: z.enum(categories), wipLimit: z.int().nullable() }),
  ),
  labels: z.array(z.object({ key: Key, name: z.string(), colour: z.enum(labelColours) })),
  fields: z.array(
    z.object({
      key: Key,
      name: z.string(),
      kind: z.enum(fieldKinds),
      options: z.array(FieldOption),
      formula: z.string(),
    }),
  ),
  actions: z.array(
    z.object({ key: Key, title: z.string(), channel: z.enum(channels), from: Offset, to: Offset }),
  ),
  tasks: z.array(TemplateTask).max(5_000),
  links: z.array(
    z.object({
      from: Key,
      to: Key,
      kind: z.enum(['fs', 'ss', 'ff', 'sf']),
      lag: z.int(),
      lagUnit: z.enum(['work', 'elapsed', 'percent']),
    }),
  ),
})
export type TemplateBody = z.infer<typeof TemplateBody>

/** A model as the list shows it. `id` is a row's, or `ready:launch` of those that come with Pupitre. */
export const Template = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    kind: z.enum(templateKinds),
    ready: z.boolean(),
    roles: z.array(z.object({ key: z.string(), name: z.string() })),
    counts: z.object({ tasks: z.int(), milestones: z.int(), links: z.int(), actions: z.int() }),
    /** From the first to the last working day, both counted. */
    workingDays: z.int(),
    /** The outline, in order: what the preview shows. */
    outline: z.array(
      z.object({
        title: z.string(),
        depth: z.int(),
        kind: z.enum(kinds),
        start: Offset,
        due: Offset,
        roles: z.array(z.string()),
      }),
    ),
    version: Version.nullable(),
  })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof Template>

export const keepable = [
  'people',
  'dates',
  'links',
  'checklists',
  'labels',
  'fields',
  'actions',
  'descriptions',
] as const
export type Keepable = (typeof keepable)[number]
export const SaveTemplate = z.object({
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(2_000).optional(),
  /** The day that offsets are counted from: the launch, or the start. Without one, the project's end, else its last date. */
  anchorOn: Day.optional(),
  keep: z.array(z.enum(keepable)).default([...keepable]),
})
export type SaveTemplate = z.infer<typeof SaveTemplate>

export const ApplyTemplate = z.object({
  templateId: z.string().max(80),
  anchorOn: Day,
  /** Whether the anchor is the day offsets are counted from (the launch), or the first day of the work. */
  anchor: z.enum(['launch', 'start']).default('launch'),
  /** Who plays each role. A role without anybody leaves its tasks to be given. */
  people: z.record(z.string(), Id).default({}),
})
export type ApplyTemplate = z.infer<typeof ApplyTemplate>
export const Applied = z.object({
  tasks: z.int(),
  links: z.int(),
  actions: z.int(),
  labels: z.int(),
  statuses: z.int(),
  fields: z.int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type Applied = z.infer<typeof Applied>

type Works = (day: string) => boolean
const dayMs = 86_400_000
const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs
const text = (n: number) => new Date(n * dayMs).toISOString().slice(0, 10)
const furthest = 366 * 20

/** The n-th working day from an anchor; 0 is the anchor, or the first working day after it. */
export function workingDayFrom(anchor: string, n: number, works: Works): string {
  let at = number(anchor)
  for (let tries = 0; !works(text(at)) && tries < 400; tries++) at += 1
  const step = n < 0 ? -1 : 1
  for (let left = Math.abs(n), tries = 0; left > 0 && tries < furthest; tries++) {
    at += step
    if (works(text(at))) left -= 1
  }
  return text(at)
}

/** How many working days lie from the anchor to a day: the inverse of `workingDayFrom` for working days. */
export function workingDaysBetween(anchor: string, day: string, works: Works): number {
  let start = number(anchor)
  for (let tries = 0; !works(text(start)) && tries < 400; tries++) start += 1
  const end = number(day)
  const step = end < start ? -1 : 1
  let n = 0
  for (let at = start; at !== end && Math.abs(at - start) < furthest; ) {
    at += step
    if (works(text(at))) n += step
  }
  return n
}

/** First and last offsets of a body; null when nothing is dated. */
export function spanOf(body: Pick<TemplateBody, 'tasks'>): { first: number; last: number } | null {
  const all = body.tasks.flatMap((t) => [t.start, t.due]).filter((o) => o !== null)
  return all.length ? { first: Math.min(...all), last: Math.max(...all) } : null
}

/** Tasks from the top down, each after its parent, with their depth. Order among sisters is the body's. */
export function outlineOf(tasks: readonly TemplateTask[]): { task: TemplateTask; depth: number }[] {
  const keys = new Set(tasks.map((t) => t.key))
  const under = Map.groupBy(tasks, (t) => (t.parent && keys.has(t.parent) ? t.parent : null))
  const found: { task: TemplateTask; depth: number }[] = []
  const walk = (parent: string | null, depth: number) => {
    for (const task of under.get(parent) ?? []) {
      found.push({ task, depth })
      walk(task.key, depth + 1)
    }
  }
  walk(null, 0)
  return found
}

/** What the list and the preview show of a body. */
export function summaryOf(
  body: TemplateBody,
): Pick<Template, 'roles' | 'counts' | 'workingDays' | 'outline'> {
  const span = spanOf(body)
  const nameOf = new Map(body.roles.map((r) => [r.key, r.name]))
  return {
    roles: body.roles,
    counts: {
      tasks: body.tasks.length,
      milestones: body.tasks.filter((t) => t.kind === 'milestone').length,
      links: body.links.length,
      actions: body.actions.length,
    },
    workingDays: span ? span.last - span.first + 1 : 0,
    outline: outlineOf(body.tasks).map(({ task, depth }) => ({
      title: task.title,
      depth,
      kind: task.kind,
      start: task.start,
      due: task.due,
      roles: task.roles.map((r) => nameOf.get(r) ?? r),
    })),
  }
}
