import type { Field } from '../fields/model.ts'
import type { Card, FieldValue } from '../model.ts'
import { customOf, isDay } from '../views/model.ts'
import type { Gathered } from './gather.ts'
import { harmless } from './model.ts'

type Locale = 'fr' | 'en'
/** What a cell of a table holds, before it is text. */
export type Value = string | number | { day: string } | null
/** `key`: what views call it. */
export type Column = { key: string; heading: string; value: (c: Card) => Value }

const words = {
  fr: {
    number: 'Numéro',
    project: 'Projet',
    title: 'Titre',
    kind: 'Nature',
    state: 'État',
    parent: 'Tâche mère',
    people: 'Responsables',
    start: 'Début',
    due: 'Échéance',
    deadline: 'Date limite',
    labels: 'Étiquettes',
    importance: 'Importance',
    urgency: 'Urgence',
    estimate: 'Charge estimée (h)',
    spent: 'Temps passé (h)',
    progress: 'Avancement (%)',
    action: 'Action du plan',
    after: 'Dépend de',
    finished: 'Terminée le',
    born: 'Créée le',
    description: 'Description',
    yes: 'oui',
    no: 'non',
    'kind.task': 'Tâche',
    'kind.milestone': 'Jalon',
    'kind.deliverable': 'Livrable',
    'kind.approval': 'Validation',
    'level.0': '',
    'level.1': 'Basse',
    'level.2': 'Moyenne',
    'level.3': 'Haute',
  },
  en: {
    number: 'Number',
    project: 'Project',
    title: 'Title',
    kind: 'Type',
    state: 'Status',
    parent: 'Parent task',
    people: 'Assignees',
    start: 'Start date',
    due: 'Due date',
    deadline: 'Deadline',
    labels: 'Labels',
    importance: 'Priority',
    urgency: 'Urgency',
    estimate: 'Estimate (h)',
    spent: 'Time spent (h)',
    progress: 'Progress (%)',
    action: 'Plan action',
    after: 'Blocked by',
    finished: 'Completed on',
    born: 'Created on',
    description: 'Description',
    yes: 'yes',
    no: 'no',
    'kind.task': 'Task',
    'kind.milestone': 'Milestone',
    'kind.deliverable': 'Deliverable',
    'kind.approval': 'Approval',
    'level.0': '',
    'level.1': 'Low',
    'level.2': 'Medium',
    'level.3': 'High',
  },
} as const

/** The columns of an exported table: those a view shows, after the number and the title that it always shows; else all. */
export function columnsOf(
  g: Gathered,
  locale: Locale,
  timezone: string,
  shown: readonly string[] | null = null,
): Column[] {
  const all = allColumns(g, locale, timezone)
  if (!shown) return all
  return [...new Set(['number', 'title', ...shown])].flatMap((key) => all.find((c) => c.key === key) ?? [])
}

/** Under headings that importing a table understands. */
function allColumns(g: Gathered, locale: Locale, timezone: string): Column[] {
  const w = words[locale]
  const names = <T extends { id: string }>(rows: readonly T[], name: (r: T) => string) =>
    new Map(rows.map((r) => [r.id, name(r)]))
  const states = names(g.set.statuses, (s) => s.name)
  const labels = names(g.set.labels, (l) => l.name)
  const actions = names(g.set.actions, (a) => a.title)
  const projects = names(g.set.projects, (p) => p.name)
  const byId = new Map(g.set.cards.map((c) => [c.id, c]))
  const twins = Map.groupBy(g.set.cards, (c) => c.title.toLowerCase())
  // A title that several tasks have points at none of them: their number does.
  const called = (id: string | null) => {
    const c = id ? byId.get(id) : undefined
    return !c ? '' : (twins.get(c.title.toLowerCase())?.length ?? 0) > 1 ? String(c.number) : c.title
  }
  const before = Map.groupBy(g.set.links, (l) => l.toId)
  const who = (ids: readonly string[]) => ids.flatMap((id) => g.people.get(id)?.name ?? []).join(', ')
  const day = (d: string | null): Value => (d ? { day: d } : null)
  const on = (at: Date | null | undefined): Value =>
    at
      ? { day: Temporal.Instant.from(at.toISOString()).toZonedDateTimeISO(timezone).toPlainDate().toString() }
      : null
  const hours = (minutes: number | null) => (minutes === null ? null : Math.round((minutes / 60) * 100) / 100)
  const level = (n: number) => w[`level.${Math.min(3, Math.max(0, n)) as 0 | 1 | 2 | 3}`]
  return [
    { key: 'number', heading: w.number, value: (c) => c.number },
    { key: 'project', heading: w.project, value: (c) => projects.get(c.projectId) ?? '' },
    { key: 'title', heading: w.title, value: (c) => c.title },
    { key: 'kind', heading: w.kind, value: (c) => w[`kind.${c.kind}`] },
    { key: 'status', heading: w.state, value: (c) => states.get(c.statusId) ?? '' },
    { key: 'parent', heading: w.parent, value: (c) => called(c.parentId) },
    { key: 'who', heading: w.people, value: (c) => who(c.assigneeIds) },
    { key: 'start', heading: w.start, value: (c) => day(c.startsOn) },
    { key: 'due', heading: w.due, value: (c) => day(c.dueOn) },
    { key: 'deadline', heading: w.deadline, value: (c) => day(c.deadlineOn) },
    {
      key: 'label',
      heading: w.labels,
      value: (c) => c.labelIds.flatMap((l) => labels.get(l) ?? []).join(', '),
    },
    { key: 'importance', heading: w.importance, value: (c) => level(c.importance) },
    { key: 'urgency', heading: w.urgency, value: (c) => level(c.urgency) },
    { key: 'estimate', heading: w.estimate, value: (c) => hours(c.estimateMinutes) },
    { key: 'spent', heading: w.spent, value: (c) => hours(c.spentMinutes || null) },
    { key: 'progress', heading: w.progress, value: (c) => c.progress },
    { key: 'action', heading: w.action, value: (c) => (c.actionId ? (actions.get(c.actionId) ?? '') : '') },
    {
      key: 'after',
      heading: w.after,
      value: (c) =>
        (before.get(c.id) ?? [])
          .map((l) => called(l.fromId))
          .filter(Boolean)
          .join(', '),
    },
    { key: 'finished', heading: w.finished, value: (c) => on(g.more.get(c.id)?.completedAt) },
    { key: 'born', heading: w.born, value: (c) => on(g.more.get(c.id)?.createdAt) },
    ...g.set.fields.map((f): Column => {
      const said = customOf(f, g.ctx)
      return {
        key: `field:${f.id}`,
        heading: f.name,
        value: (c) => {
          const value = said(c) ?? null
          if (f.kind !== 'formula') return fieldCell(f, value, g)
          if (value === 'yes' || value === 'no') return w[value]
          return isDay(value) ? { day: value } : (value as Value)
        },
      }
    }),
    { key: 'description', heading: w.description, value: (c) => g.more.get(c.id)?.description ?? '' },
  ]
}

/** A value as people read it. */
export function fieldCell(f: Field, value: FieldValue, g: Pick<Gathered, 'people'>): Value {
  if (value === null) return null
  const ids = Array.isArray(value) ? value : [String(value)]
  switch (f.kind) {
    case 'choice':
    case 'choices':
      return ids.flatMap((id) => f.options.find((o) => o.id === id)?.name ?? []).join(', ')
    case 'person':
      return ids.flatMap((id) => g.people.get(id)?.name ?? []).join(', ')
    case 'money':
      return typeof value === 'number' ? value / 100 : null
    case 'day':
      return typeof value === 'string' ? { day: value } : null
    default:
      return Array.isArray(value) ? value.join(', ') : value
  }
}

/** A table as spreadsheets of the reader's language open it: their separator and decimal mark, UTF-8 with its mark. */
export function asCsv(
  g: Gathered,
  locale: Locale,
  timezone: string,
  shown: readonly string[] | null = null,
): string {
  const columns = columnsOf(g, locale, timezone, shown)
  const mark = locale === 'fr' ? ';' : ','
  const cell = (v: Value): string => {
    const text =
      v === null
        ? ''
        : typeof v === 'object'
          ? v.day
          : typeof v === 'number'
            ? locale === 'fr'
              ? String(v).replace('.', ',')
              : String(v)
            : harmless(v)
    return /[";,\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const rows = [
    columns.map((c) => cell(c.heading)),
    ...g.cards.map((t) => columns.map((c) => cell(c.value(t)))),
  ]
  return `\uFEFF${rows.map((r) => r.join(mark)).join('\r\n')}\r\n`
}

/** A workbook: days are days, figures are figures, and no cell is a formula. */
export async function asXlsx(
  g: Gathered,
  locale: Locale,
  timezone: string,
  shown: readonly string[] | null = null,
): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  const columns = columnsOf(g, locale, timezone, shown)
  const value = (v: Value) =>
    v === null
      ? null
      : typeof v === 'object'
        ? new Date(`${v.day}T00:00:00Z`)
        : typeof v === 'string'
          ? harmless(v)
          : v
  const byId = new Map(g.set.cards.map((c) => [c.id, c]))
  const head = { font: { bold: true } }
  const isDay = columns.map((c) => g.cards.some((t) => typeof c.value(t) === 'object' && c.value(t) !== null))
  const cells = new Map(columns.map((_, i) => [`0,${i}`, { style: head }]))
  return writeXlsx({
    sheets: [
      {
        name: locale === 'fr' ? 'Tâches' : 'Tasks',
        rows: [
          columns.map((c) => harmless(c.heading)),
          ...g.cards.map((t) => columns.map((c) => value(c.value(t)))),
        ],
        columns: columns.map((c, i) => ({
          width: Math.min(60, Math.max(10, c.heading.length + 2)),
          ...(isDay[i] && { numFmt: locale === 'fr' ? 'dd/mm/yyyy' : 'yyyy-mm-dd' }),
        })),
        cells,
        freezePane: { rows: 1 },
      },
      {
        name: locale === 'fr' ? 'Liens' : 'Links',
        rows: [
          locale === 'fr' ? ['De', 'Vers', 'Type'] : ['From', 'To', 'Type'],
          ...g.set.links.flatMap((l) => {
            const [a, b] = [byId.get(l.fromId), byId.get(l.toId)]
            return a && b ? [[harmless(a.title), harmless(b.title), l.kind.toUpperCase()]] : []
          }),
        ],
      },
    ],
  })
}
