import { type Card, categories, kinds, type TaskDraft } from '../../model.ts'
import {
  addDays,
  type Colour,
  daysApart,
  folded,
  mondayOf,
  monthOf,
  nameIn,
  type ViewContext,
  weekdayOf,
} from './context.ts'
import { groupedByField } from './group-fields.ts'
import { type Grouper, type Heading, noKey, type Plain, swapped } from './grouper.ts'

export const groupings = [
  'status',
  'category',
  'who',
  'action',
  'objective',
  'label',
  'kind',
  'due',
  'dueWeek',
  'dueMonth',
  'importance',
  'urgency',
  'quadrant',
  'project',
  'parent',
] as const

type Named = { id: string; name: string; projectId: string; colour?: Colour }

/** In the portfolio, the same name in several projects is one group; in a project each thing is its own. */
function byName(all: readonly Named[], ctx: ViewContext) {
  const keyFor = new Map<string, string>()
  const groups = new Map<string, Heading & { ids: Map<string, string> }>()
  for (const n of all) {
    const key = ctx.projectId ? n.id : folded(n.name)
    keyFor.set(n.id, key)
    const group = groups.get(key) ?? { key, label: n.name, colour: n.colour ?? null, ids: new Map() }
    if (!group.ids.has(n.projectId)) group.ids.set(n.projectId, n.id)
    groups.set(key, group)
  }
  return {
    keyFor: (id: string) => keyFor.get(id),
    headings: [...groups.values()].map(({ key, label, colour }) => ({ key, label, colour })),
    idIn: (key: string, projectId: string) => groups.get(key)?.ids.get(projectId),
  }
}

/** Due on another day, and starting as much earlier as before. */
function dueOn(c: Card, day: string | null): Partial<TaskDraft> {
  if (!day || !c.startsOn) return { dueOn: day }
  if (!c.dueOn) return { dueOn: day, ...(c.startsOn > day && { startsOn: day }) }
  return { dueOn: day, startsOn: addDays(c.startsOn, daysApart(c.dueOn, day)) }
}

const quadrants = ['do', 'plan', 'delegate', 'drop', 'unsorted'] as const
export type Quadrant = (typeof quadrants)[number]
/** Importance across urgency: two and above weigh; nothing said on either: not sorted yet. */
export const quadrantOf = (c: Pick<Card, 'importance' | 'urgency'>): Quadrant =>
  c.importance === 0 && c.urgency === 0
    ? 'unsorted'
    : c.importance >= 2
      ? c.urgency >= 2
        ? 'do'
        : 'plan'
      : c.urgency >= 2
        ? 'delegate'
        : 'drop'
export const levelsOf: Record<Quadrant, { importance: number; urgency: number }> = {
  do: { importance: 3, urgency: 3 },
  plan: { importance: 3, urgency: 1 },
  delegate: { importance: 1, urgency: 3 },
  drop: { importance: 1, urgency: 1 },
  unsorted: { importance: 0, urgency: 0 },
}

const buckets = ['late', 'today', 'tomorrow', 'week', 'next', 'later', 'none'] as const
function bucketOf(c: Card, today: string): (typeof buckets)[number] {
  if (!c.dueOn) return 'none'
  if (c.dueOn < today) return c.done ? 'week' : 'late'
  if (c.dueOn === today) return 'today'
  if (c.dueOn === addDays(today, 1)) return 'tomorrow'
  const sunday = addDays(mondayOf(today), 6)
  return c.dueOn <= sunday ? 'week' : c.dueOn <= addDays(sunday, 7) ? 'next' : 'later'
}

function plain(by: string, ctx: ViewContext): Plain | undefined {
  const { word } = ctx
  const fixed = (
    keys: readonly string[],
    label: (k: string) => string,
    of: (c: Card) => string,
    drop: Grouper['drop'],
  ): Plain => ({
    keysOf: (c) => [of(c)],
    headings: () => keys.map((key) => ({ key, label: label(key), colour: null })),
    drop,
  })
  const none = (label: string): Heading => ({ key: noKey, label, colour: null })
  switch (by) {
    case 'status': {
      const all = byName(
        ctx.statuses.filter((s) => !s.archived),
        ctx,
      )
      return {
        keysOf: (c) => [all.keyFor(c.statusId) ?? noKey],
        headings: () => all.headings,
        drop: (key, c) => {
          const statusId = all.idIn(key, c.projectId)
          return statusId ? { statusId } : null
        },
      }
    }
    case 'category': {
      const of = new Map(ctx.statuses.map((s) => [s.id, s.category]))
      return fixed(
        categories,
        (k) => word(`category.${k as (typeof categories)[number]}`),
        (c) => of.get(c.statusId) ?? 'todo',
        (key, c) => {
          if (of.get(c.statusId) === key) return {}
          const to = ctx.statuses.find(
            (s) => s.projectId === c.projectId && s.category === key && !s.archived,
          )
          return to ? { statusId: to.id } : null
        },
      )
    }
    case 'who': {
      const nameOf = nameIn(ctx)
      return {
        keysOf: (c) => (c.assigneeIds.length ? c.assigneeIds : [noKey]),
        headings: () => [
          ...ctx.people.map((p) => ({ key: p.id, label: p.name, colour: null })),
          none(word('nobody')),
        ],
        heading: (key) => ({ key, label: nameOf(key), colour: null }),
        drop: (key, c, from) =>
          key === noKey
            ? { assigneeIds: [] }
            : { assigneeIds: swapped(c.assigneeIds, from ?? c.assigneeIds[0], key) },
      }
    }
    case 'label': {
      const all = byName(ctx.labels, ctx)
      return {
        keysOf: (c) => {
          const keys = c.labelIds.flatMap((id) => all.keyFor(id) ?? [])
          return keys.length ? [...new Set(keys)] : [noKey]
        },
        headings: () => [...all.headings, none(word('noLabel'))],
        drop: (key, c, from) => {
          if (key === noKey) return { labelIds: [] }
          const to = all.idIn(key, c.projectId)
          const was = from === undefined ? undefined : all.idIn(from, c.projectId)
          return to ? { labelIds: swapped(c.labelIds, was, to) } : null
        },
      }
    }
    case 'action': {
      const titles = new Map(ctx.actions.map((a) => [a.id, a]))
      return {
        keysOf: (c) => [c.actionId && titles.has(c.actionId) ? c.actionId : noKey],
        headings: () => [
          ...ctx.actions.map((a) => ({ key: a.id, label: a.title, colour: null })),
          none(word('noAction')),
        ],
        drop: (key, c) =>
          key === noKey
            ? { actionId: null }
            : titles.get(key)?.projectId === c.projectId
              ? { actionId: key }
              : null,
      }
    }
    case 'objective': {
      const of = new Map(ctx.actions.map((a) => [a.id, a.objectiveId]))
      return {
        keysOf: (c) => [(c.actionId && of.get(c.actionId)) || noKey],
        headings: () => [
          ...ctx.objectives.map((o) => ({ key: o.id, label: o.title, colour: null })),
          none(word('noObjective')),
        ],
        // A task serves an objective through an action: dropping it takes the first action that does.
        drop: (key, c) => {
          if (key === noKey) return { actionId: null }
          if (c.actionId && of.get(c.actionId) === key) return {}
          const to = ctx.actions.find((a) => a.objectiveId === key && a.projectId === c.projectId)
          return to ? { actionId: to.id } : null
        },
      }
    }
    case 'kind':
      return fixed(
        kinds,
        (k) => word(`kind.${k as (typeof kinds)[number]}`),
        (c) => c.kind,
        (key) => ({ kind: key as (typeof kinds)[number] }),
      )
    case 'importance':
    case 'urgency':
      return fixed(
        ['3', '2', '1', '0'],
        (k) => word(`level.${k}` as 'level.0'),
        (c) => String(c[by]),
        (key) => ({ [by]: Number(key) }),
      )
    case 'quadrant':
      return fixed(
        quadrants,
        (k) => word(k as Quadrant),
        quadrantOf,
        (key, c) => (quadrantOf(c) === key ? {} : levelsOf[key as Quadrant]),
      )
    case 'due': {
      const monday = mondayOf(ctx.today)
      const friday = addDays(monday, 4)
      const days: Record<string, string | null> = {
        today: ctx.today,
        tomorrow: addDays(ctx.today, 1),
        week: friday > ctx.today ? friday : addDays(monday, 6),
        next: addDays(friday, 7),
        later: addDays(friday, 14),
        none: null,
      }
      return fixed(
        buckets,
        (k) => (k === 'none' ? word('noDate') : word(k as 'late')),
        (c) => bucketOf(c, ctx.today),
        (key, c) => (key in days ? dueOn(c, days[key] ?? null) : null),
      )
    }
    case 'dueWeek':
    case 'dueMonth': {
      const weekly = by === 'dueWeek'
      return {
        keysOf: (c) => [c.dueOn ? (weekly ? mondayOf(c.dueOn) : monthOf(c.dueOn)) : noKey],
        headings: () => [],
        heading: (key) =>
          key === noKey
            ? none(word('noDate'))
            : { key, label: word(weekly ? 'weekOf' : 'month', key), colour: null },
        drop: (key, c) => {
          if (key === noKey) return { dueOn: null }
          if (weekly) return dueOn(c, addDays(key, c.dueOn ? weekdayOf(c.dueOn) : 4))
          const last = addDays(monthOf(addDays(key, 31)), -1)
          const same = c.dueOn ? `${key.slice(0, 8)}${c.dueOn.slice(8)}` : last
          return dueOn(c, same > last ? last : same)
        },
      }
    }
    case 'project':
      return {
        keysOf: (c) => [c.projectId],
        headings: () => ctx.projects.map((p) => ({ key: p.id, label: p.name, colour: null })),
        drop: (key, c) => (key === c.projectId ? {} : null),
      }
    case 'parent': {
      return {
        keysOf: (c) => [c.parentId && ctx.byId.has(c.parentId) ? c.parentId : noKey],
        headings: () => [],
        heading: (key) =>
          key === noKey
            ? none(word('noParent'))
            : { key, label: ctx.byId.get(key)?.title ?? word('gone'), colour: null },
        drop: (key, c) => {
          if (key === noKey) return { parentId: null }
          for (let up = ctx.byId.get(key); up; up = up.parentId ? ctx.byId.get(up.parentId) : undefined)
            if (up.id === c.id) return null
          return ctx.byId.get(key)?.projectId === c.projectId ? { parentId: key } : null
        },
      }
    }
    default:
      return undefined
  }
}

/** How cards are put in groups, and what makes one change group. Undefined for a grouping nobody knows (any more). */
export function grouperOf(by: string | null, ctx: ViewContext): Grouper | undefined {
  if (!by) return undefined
  let known = groupers.get(ctx)
  if (!known) {
    known = new Map()
    groupers.set(ctx, known)
  }
  if (!known.has(by)) known.set(by, madeOf(by, ctx))
  return known.get(by)
}
/** Tranches look at every card: once per state of the view, however many heads ask. */
const groupers = new WeakMap<ViewContext, Map<string, Grouper | undefined>>()

function madeOf(by: string, ctx: ViewContext): Grouper | undefined {
  const found = plain(by, ctx) ?? groupedByField(by, ctx)
  if (!found) return undefined
  return {
    by,
    heading: (key) =>
      found.headings().find((h) => h.key === key) ?? { key, label: ctx.word('gone'), colour: null },
    ...found,
  }
}

/** What puts a card into a group, whatever the grouping. Null: it cannot stand there. */
export const dropInto = (
  by: string,
  key: string,
  card: Card,
  ctx: ViewContext,
  from?: string,
): Partial<TaskDraft> | null => grouperOf(by, ctx)?.drop(key, card, from) ?? null
