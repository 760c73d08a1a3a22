import { type KeyboardEvent, useEffect, useRef } from 'react'
import { parseMoney, parseNumber } from '#platform/formats.ts'
import { useT } from '#web/i18n.tsx'
import { BareDate } from '#web/pieces/DateInput.tsx'
import { messages } from '../messages.ts'
import { type Card, kinds, type TaskDraft } from '../model.ts'
import type { Column } from '../views/pieces/columns.ts'
import type { Cards } from '../views/pieces/useCards.tsx'
import styles from './Table.module.css'
import { TableSeveral } from './TableSeveral.tsx'
import { readMinutes } from './tableCells.ts'

export type Patch = Partial<TaskDraft>
/** What follows an edit: stay, go where the hand went, the line below, the column beside. */
export type After = 'stay' | 'away' | 'down' | 'next' | 'previous'
type Props = {
  card: Card
  /** null: the title. */
  column: Column | null
  cards: Cards
  /** What was typed on the cell before it opened. */
  typed: string | null
  onDone: (patch: Patch | null, after: After) => void
}
export type Choices = readonly (readonly [value: string, label: string])[]

/** The columns that cannot be written in place. */
export const isRead = (column: Column | null) =>
  column !== null && (column.key === 'project' || column.key === 'spent' || column.field?.kind === 'formula')

/** Edits one cell in its place. */
export function TableEditor(props: Props) {
  const { card, column, cards } = props
  const { ctx } = cards
  if (!column) return <Line {...props} value={card.title} patch={(title) => (title ? { title } : null)} />
  const inProject = <T extends { projectId: string }>(all: readonly T[]) =>
    all.filter((x) => x.projectId === card.projectId)
  const people: Choices = cards.people
    .filter((p) => p.active || card.assigneeIds.includes(p.id))
    .map((p) => [p.id, p.name] as const)
  switch (column.key) {
    case 'who':
      return (
        <TableSeveral
          {...props}
          choices={people}
          value={card.assigneeIds}
          patch={(assigneeIds) => ({ assigneeIds })}
        />
      )
    case 'label':
      return (
        <TableSeveral
          {...props}
          choices={inProject(ctx.labels).map((l) => [l.id, l.name] as const)}
          value={card.labelIds}
          patch={(labelIds) => ({ labelIds })}
        />
      )
    case 'status':
      return (
        <One
          {...props}
          choices={inProject(ctx.statuses)
            .filter((s) => !s.archived || s.id === card.statusId)
            .map((s) => [s.id, s.name] as const)}
          value={card.statusId}
          patch={(statusId) => ({ statusId })}
        />
      )
    case 'action':
      return (
        <One
          {...props}
          choices={[
            ['', ctx.word('noAction')],
            ...inProject(ctx.actions).map((a) => [a.id, a.title] as const),
          ]}
          value={card.actionId ?? ''}
          patch={(id) => ({ actionId: id || null })}
        />
      )
    case 'kind':
      return (
        <One
          {...props}
          choices={kinds.map((k) => [k, ctx.word(`kind.${k}`)] as const)}
          value={card.kind}
          patch={(kind) => ({ kind: kind as (typeof kinds)[number] })}
        />
      )
    case 'importance':
    case 'urgency': {
      const key = column.key
      return (
        <One
          {...props}
          choices={([3, 2, 1, 0] as const).map((n) => [String(n), ctx.word(`level.${n}`)] as const)}
          value={String(card[key])}
          patch={(n) => ({ [key]: Number(n) })}
        />
      )
    }
    case 'due':
      return <Day {...props} value={card.dueOn} patch={(dueOn) => ({ dueOn })} />
    case 'start':
      return <Day {...props} value={card.startsOn} patch={(startsOn) => ({ startsOn })} />
    case 'deadline':
      return <Day {...props} value={card.deadlineOn} patch={(deadlineOn) => ({ deadlineOn })} />
    case 'estimate':
      return (
        <Line
          {...props}
          value={card.estimateMinutes === null ? '' : String(card.estimateMinutes / 60).replace('.', ',')}
          patch={(text) =>
            text
              ? ((n) => (n === null ? null : { estimateMinutes: n }))(readMinutes(text))
              : { estimateMinutes: null }
          }
        />
      )
    case 'progress':
      return (
        <Line
          {...props}
          value={String(card.progress)}
          patch={(text) => {
            const n = parseNumber(text || '0')
            return n === null ? null : { progress: Math.max(0, Math.min(100, Math.round(n))) }
          }}
        />
      )
    default:
      return <Custom {...props} />
  }
}

function Custom(props: Props) {
  const { card, column, cards } = props
  const field = cards.ctx.fields.find((f) => f.id === column?.field?.id)
  if (!field) return null
  const v = card.fields[field.id]
  const set = (value: string | number | string[] | null): Patch => ({ fields: { [field.id]: value } })
  const list = Array.isArray(v) ? v : v === undefined || v === null ? [] : [String(v)]
  const options: Choices = field.options.map((o) => [o.id, o.name] as const)
  if (field.kind === 'choice')
    return (
      <One
        {...props}
        choices={[['', cards.ctx.word('noValue')], ...options]}
        value={list[0] ?? ''}
        patch={(id) => set(id ? [id] : null)}
      />
    )
  if (field.kind === 'choices')
    return (
      <TableSeveral {...props} choices={options} value={list} patch={(ids) => set(ids.length ? ids : null)} />
    )
  if (field.kind === 'person')
    return (
      <TableSeveral
        {...props}
        choices={cards.people.map((p) => [p.id, p.name] as const)}
        value={list}
        patch={(ids) => set(ids.length ? ids : null)}
      />
    )
  if (field.kind === 'day') return <Day {...props} value={(v as string | undefined) ?? null} patch={set} />
  const number = field.kind === 'money' || field.kind === 'number'
  const shown =
    typeof v === 'number'
      ? String(field.kind === 'money' ? v / 100 : v).replace('.', ',')
      : ((v as string | undefined) ?? '')
  return (
    <Line
      {...props}
      value={shown}
      patch={(text) => {
        if (!text) return set(null)
        if (!number) return set(text)
        const n = field.kind === 'money' ? parseMoney(text) : parseNumber(text)
        return n === null ? null : set(n)
      }}
    />
  )
}

const keysOf = (event: KeyboardEvent): After | 'leave' | null =>
  event.key === 'Escape'
    ? 'leave'
    : event.key === 'Enter'
      ? 'down'
      : event.key === 'Tab'
        ? event.shiftKey
          ? 'previous'
          : 'next'
        : null

function useNamed(column: Column | null): string {
  const t = useT(messages)
  return column?.label ?? t('task.title')
}

function Line({
  value,
  patch,
  typed,
  column,
  onDone,
}: Props & { value: string; patch: (text: string) => Patch | null }) {
  const box = useRef<HTMLInputElement>(null)
  const over = useRef(false)
  useEffect(() => {
    box.current?.focus()
    if (typed === null) box.current?.select()
  }, [typed])
  const end = (after: After) => {
    if (over.current) return
    over.current = true
    const text = box.current?.value.trim() ?? ''
    onDone(text === value ? null : patch(text), after)
  }
  return (
    <input
      ref={box}
      className={styles.input}
      aria-label={useNamed(column)}
      defaultValue={typed ?? value}
      maxLength={column ? 10_000 : 500}
      onBlur={() => end('away')}
      onKeyDown={(event) => {
        event.stopPropagation()
        const key = keysOf(event)
        if (!key) return
        event.preventDefault()
        if (key === 'leave') {
          over.current = true
          onDone(null, 'stay')
        } else end(key)
      }}
    />
  )
}

function Day({
  value,
  patch,
  column,
  onDone,
}: Props & { value: string | null; patch: (day: string | null) => Patch }) {
  const over = useRef(false)
  const after = useRef<After>('stay')
  const end = (day: string | null) => {
    if (over.current) return
    over.current = true
    onDone(day === value ? null : patch(day), after.current)
  }
  return (
    <BareDate
      autoFocus
      className={styles.input}
      aria-label={useNamed(column)}
      value={value}
      onChange={end}
      onLeave={(leave) => {
        after.current = 'away'
        // What is not understood is not written.
        end(leave() ?? value)
      }}
      onKey={(event, leave) => {
        event.stopPropagation()
        const key = keysOf(event)
        if (!key) return false
        event.preventDefault()
        if (key === 'leave') {
          over.current = true
          onDone(null, 'stay')
          return true
        }
        after.current = key
        const day = leave()
        if (day !== undefined) end(day)
        return true
      }}
    />
  )
}

function One({
  choices,
  value,
  patch,
  column,
  onDone,
}: Props & { choices: Choices; value: string; patch: (value: string) => Patch }) {
  const box = useRef<HTMLSelectElement>(null)
  const over = useRef(false)
  useEffect(() => {
    const select = box.current
    select?.focus()
    try {
      select?.showPicker()
    } catch {
      // Without a recent gesture the browser keeps it shut; arrows and a press open it.
    }
  }, [])
  const end = (next: string, after: After) => {
    if (over.current) return
    over.current = true
    onDone(next === value ? null : patch(next), after)
  }
  return (
    <select
      ref={box}
      className={styles.input}
      aria-label={useNamed(column)}
      defaultValue={value}
      onChange={(event) => end(event.currentTarget.value, 'stay')}
      onBlur={(event) => end(event.currentTarget.value, 'away')}
      onKeyDown={(event) => {
        event.stopPropagation()
        const key = keysOf(event)
        if (!key) return
        event.preventDefault()
        end(key === 'leave' ? value : event.currentTarget.value, key === 'leave' ? 'stay' : key)
      }}
    >
      {choices.map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  )
}
