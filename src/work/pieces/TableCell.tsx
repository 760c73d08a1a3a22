import { type ReactNode, useContext, useMemo } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { WorkspaceContext } from '#web/session.tsx'
import { messages } from '../messages.ts'
import { type Card, isLate } from '../model.ts'
import { formulaIn, nameIn } from '../views/model.ts'
import type { Column } from '../views/pieces/columns.ts'
import type { Cards } from '../views/pieces/useCards.tsx'
import { Tag } from './Tag.tsx'

/** What a cell says, and how: late dates and empty cells are drawn otherwise. */
export type Said = { text: ReactNode; tone?: 'late' | 'quiet'; title?: string }
export type SayCell = (card: Card, column: Column) => Said

/** Behind a public link there is no workspace to ask. */
const useCurrency = () => useContext(WorkspaceContext)?.currency ?? 'EUR'

/** Everything a cell shows is worked out here, so that a line is a handful of plain elements. */
export function useSayCell({ ctx }: Pick<Cards, 'ctx'>): SayCell {
  const currency = useCurrency()
  const w = useT(messages)
  const formats = useFormats()
  return useMemo(() => {
    const formulas = new Map(
      ctx.fields.filter((f) => f.kind === 'formula').map((f) => [f.id, formulaIn(f, ctx)]),
    )
    const nameOf = nameIn(ctx)
    const statuses = new Map(ctx.statuses.map((s) => [s.id, s.name]))
    const labels = new Map(ctx.labels.map((l) => [l.id, l]))
    const actions = new Map(ctx.actions.map((a) => [a.id, a.title]))
    const projects = new Map(ctx.projects.map((p) => [p.id, p.name]))
    const fields = new Map(ctx.fields.map((f) => [f.id, f]))
    const day = (d: string | null): Said =>
      d ? { text: formats.relative(d), title: formats.exact(d) } : { text: '' }
    const people = (ids: readonly string[]): Said => ({ text: ids.map(nameOf).filter(Boolean).join(', ') })
    const minutes = (n: number | null): Said => ({ text: n ? formats.duration(n) : '' })
    const level = (n: number): Said => (n ? { text: ctx.word(`level.${n as 1}`) } : { text: '' })
    const custom = (card: Card, id: string): Said => {
      const field = fields.get(id)
      if (!field) return { text: '' }
      if (field.kind === 'formula') {
        const result = formulas.get(id)?.(card)
        if (!result || !('value' in result))
          return { text: '!', tone: 'late', title: w('table.formulaFault') }
        const { value } = result
        if (typeof value === 'number') return { text: formats.number(value) }
        if (typeof value === 'boolean') return { text: ctx.word(value ? 'yes' : 'no') }
        return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
          ? day(value)
          : { text: value ?? '' }
      }
      const v = card.fields[id]
      if (v === undefined || v === null) return { text: '' }
      if (field.kind === 'person') return people(v as string[])
      if (field.kind === 'choice' || field.kind === 'choices')
        return {
          text: (v as string[])
            .map((o) => field.options.find((x) => x.id === o)?.name ?? ctx.word('gone'))
            .join(', '),
        }
      if (field.kind === 'money') return { text: formats.money(v as number, currency) }
      if (field.kind === 'number') return { text: formats.number(v as number) }
      if (field.kind === 'day') return day(v as string)
      if (field.kind === 'url')
        return {
          text: (
            <a href={String(v)} target="_blank" rel="noreferrer noopener">
              {String(v).replace(/^https?:\/\//, '')}
            </a>
          ),
        }
      return { text: String(v) }
    }
    return (card, column) => {
      switch (column.key) {
        case 'who':
          return people(card.assigneeIds)
        case 'due':
          return isLate(card, ctx.today) ? { ...day(card.dueOn), tone: 'late' } : day(card.dueOn)
        case 'start':
          return day(card.startsOn)
        case 'deadline':
          return day(card.deadlineOn)
        case 'status':
          return { text: statuses.get(card.statusId) ?? '' }
        case 'project':
          return { text: projects.get(card.projectId) ?? '' }
        case 'label': {
          const own = card.labelIds.flatMap((id) => labels.get(id) ?? [])
          return own.length
            ? { text: own.map((l) => <Tag key={l.id} label={l} />), title: own.map((l) => l.name).join(', ') }
            : { text: '' }
        }
        case 'action':
          return { text: (card.actionId && actions.get(card.actionId)) || '' }
        case 'kind':
          return card.kind === 'task'
            ? { text: ctx.word('kind.task'), tone: 'quiet' }
            : { text: ctx.word(`kind.${card.kind}`) }
        case 'importance':
          return level(card.importance)
        case 'urgency':
          return level(card.urgency)
        case 'estimate':
          return minutes(card.estimateMinutes)
        case 'spent':
          return minutes(card.spentMinutes)
        case 'progress':
          return { text: card.progress ? formats.percent(card.progress / 100) : '' }
        default:
          return column.field ? custom(card, column.field.id) : { text: '' }
      }
    }
  }, [ctx, w, formats, currency])
}

/** The sum under a column, said as its cells are. */
export function useSaySum(): (column: Column, sum: number | null) => string {
  const { duration, money, number } = useFormats()
  const currency = useCurrency()
  return useMemo(
    () => (column, sum) =>
      sum === null
        ? ''
        : column.key === 'estimate' || column.key === 'spent'
          ? duration(sum)
          : column.field?.kind === 'money'
            ? money(sum, currency)
            : number(sum),
    [duration, money, number, currency],
  )
}
