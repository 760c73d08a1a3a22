import { useMemo } from 'react'
import { useT } from '#web/i18n.tsx'
import { categories, kinds, modes } from '../../model.ts'
import { messages } from '../messages.ts'
import { type Condition, dueRanges, groupings, resultTypeOf, sortKeys } from '../model.ts'
import type { Cards } from './useCards.tsx'

export type Choice = readonly [value: string, label: string]
export type FilterField = {
  key: string
  label: string
  /** ids: one of several; day: ranges or bounds; number: bounds; flag: yes or no; text: contains. */
  type: 'ids' | 'day' | 'number' | 'flag' | 'text'
  choices: readonly Choice[]
  /** How figures are typed: hours for minutes, currency for cents. */
  unit?: 'minutes' | 'cents'
}

/** A condition on a field that says nothing yet. */
export const conditionFor = (f: FilterField): Condition => ({
  field: f.key,
  op: f.type === 'text' ? 'contains' : 'is',
  values: f.type === 'flag' ? ['yes'] : [],
})

const flags = ['done', 'late', 'blocked', 'recurring'] as const
const numbers = ['estimate', 'spent', 'progress'] as const
const days = ['due', 'start', 'deadline'] as const

/** Everything one may filter by here: the fields of a task, and those of the workspace. */
export function useFilterFields({
  ctx,
  projectId,
}: Pick<Cards, 'ctx' | 'projectId'>): readonly FilterField[] {
  const t = useT(messages)
  return useMemo(() => {
    const fields: FilterField[] = []
    const add = (
      key: string,
      type: FilterField['type'],
      choices: readonly Choice[] = [],
      more: Partial<FilterField> = {},
    ) => fields.push({ key, label: t(`by.${key}` as 'by.who'), type, choices, ...more })
    const none: Choice = ['none', t('filter.none')]
    add('who', 'ids', [
      ...(ctx.me ? [['me', t('filter.me')] as Choice] : []),
      ['none', ctx.word('nobody')],
      ...ctx.people.filter((p) => p.id !== ctx.me).map((p): Choice => [p.id, p.name]),
    ])
    if (projectId)
      add(
        'status',
        'ids',
        ctx.statuses.filter((s) => !s.archived).map((s): Choice => [s.id, s.name]),
      )
    else
      add(
        'project',
        'ids',
        ctx.projects.map((p): Choice => [p.id, p.name]),
      )
    add(
      'category',
      'ids',
      categories.map((c): Choice => [c, ctx.word(`category.${c}`)]),
    )
    const ranges = dueRanges.map((r): Choice => [r, t(`range.${r}`)])
    for (const day of days) add(day, 'day', ranges)
    if (ctx.labels.length && projectId)
      add('label', 'ids', [none, ...ctx.labels.map((l): Choice => [l.id, l.name])])
    if (ctx.actions.length)
      add('action', 'ids', [
        ['none', ctx.word('noAction')],
        ...ctx.actions.map((a): Choice => [a.id, a.title]),
      ])
    if (ctx.objectives.length)
      add('objective', 'ids', [
        ['none', ctx.word('noObjective')],
        ...ctx.objectives.map((o): Choice => [o.id, o.title]),
      ])
    add(
      'kind',
      'ids',
      kinds.map((k): Choice => [k, ctx.word(`kind.${k}`)]),
    )
    for (const level of ['importance', 'urgency'] as const)
      add(
        level,
        'ids',
        ([3, 2, 1, 0] as const).map((n): Choice => [String(n), ctx.word(`level.${n}`)]),
      )
    for (const n of numbers) add(n, 'number', [], n === 'progress' ? {} : { unit: 'minutes' })
    for (const f of flags) add(f, 'flag')
    add(
      'mode',
      'ids',
      modes.map((m): Choice => [m, t(`mode.${m}`)]),
    )
    for (const f of ctx.fields) {
      const key = `field:${f.id}`
      const base = { key, label: f.name }
      if (f.kind === 'choice' || f.kind === 'choices')
        fields.push({
          ...base,
          type: 'ids',
          choices: [none, ...f.options.map((o): Choice => [o.id, o.name])],
        })
      else if (f.kind === 'person')
        fields.push({
          ...base,
          type: 'ids',
          choices: [none, ...ctx.people.map((p): Choice => [p.id, p.name])],
        })
      else if (f.kind === 'number') fields.push({ ...base, type: 'number', choices: [] })
      else if (f.kind === 'money') fields.push({ ...base, type: 'number', choices: [], unit: 'cents' })
      else if (f.kind === 'day') fields.push({ ...base, type: 'day', choices: ranges })
      else if (f.kind === 'formula') {
        // A formula is filtered as what it comes to.
        const type = resultTypeOf(f, ctx)
        if (type) fields.push({ ...base, type, choices: type === 'day' ? ranges : [] })
      } else fields.push({ ...base, type: 'text', choices: [] })
    }
    return fields
  }, [ctx, projectId, t])
}

/** What cards may be grouped by here. */
export function useGroupings({ ctx, projectId }: Pick<Cards, 'ctx' | 'projectId'>): readonly Choice[] {
  const t = useT(messages)
  return useMemo(
    () => [
      ...groupings
        .filter((g) => (g === 'project' ? !projectId : true))
        .filter((g) =>
          g === 'objective' ? ctx.objectives.length > 0 : g === 'action' ? ctx.actions.length > 0 : true,
        )
        .map((g): Choice => [g, t(`by.${g}`)]),
      ...ctx.fields
        .filter((f) => f.kind !== 'url' && (f.kind !== 'formula' || resultTypeOf(f, ctx)))
        .map((f): Choice => [`field:${f.id}`, f.name]),
    ],
    [ctx, projectId, t],
  )
}

export function useSorts({ ctx, projectId }: Pick<Cards, 'ctx' | 'projectId'>): readonly Choice[] {
  const t = useT(messages)
  return useMemo(
    () => [
      ...sortKeys.filter((k) => k !== 'project' || !projectId).map((k): Choice => [k, t(`by.${k}`)]),
      ...ctx.fields.map((f): Choice => [`field:${f.id}`, f.name]),
    ],
    [ctx, projectId, t],
  )
}
