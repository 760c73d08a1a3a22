import { Button, TextInput } from '@mantine/core'
import { Search, X } from 'lucide-react'
import { useT } from '#web/i18n.tsx'
import { useMember } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { TaskFilter } from '../model.ts'
import type { Board } from './board.ts'
import styles from './Filters.module.css'
import { useActions, usePeople } from './people.ts'

type Option = readonly [value: string, label: string]

/** A quiet choice: the browser's own list, right by keyboard, on a phone and for a screen reader. */
export function Choose({
  label,
  value,
  options,
  all,
  onChange,
}: {
  label: string
  value: string | undefined
  options: readonly Option[]
  all: string
  onChange: (value: string | undefined) => void
}) {
  return (
    <label className={styles.choose} data-set={value !== undefined || undefined}>
      <span>{label}</span>
      <select value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value || undefined)}>
        <option value="">{all}</option>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The same filters over the list and the board. */
export function Filters({
  board,
  filter,
  onChange,
  columns = true,
}: {
  board: Board
  filter: TaskFilter
  onChange: (f: TaskFilter) => void
  columns?: boolean
}) {
  const t = useT(messages)
  const me = useMember()?.memberId
  const people = usePeople()
  const actions = useActions()
  const with_ = (change: { [K in keyof TaskFilter]?: TaskFilter[K] | undefined }) =>
    onChange({ ...filter, ...change } as TaskFilter)
  const used = new Set(board.cards.flatMap((c) => c.assigneeIds))
  const toggle = (key: 'late' | 'open') => (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={filter[key] ?? false}
      onClick={() => with_({ [key]: filter[key] ? undefined : true })}
    >
      {t(`filter.${key}`)}
    </button>
  )
  return (
    <search className={styles.bar} aria-label={t('list.label')} data-noprint>
      <TextInput
        aria-label={t('filter.text')}
        placeholder={t('filter.text')}
        size="xs"
        className={styles.text!}
        leftSection={<Search size={14} aria-hidden />}
        value={filter.text ?? ''}
        onChange={(event) => with_({ text: event.currentTarget.value || undefined })}
      />
      <Choose
        label={t('filter.who')}
        all={t('filter.all')}
        value={filter.assigneeId}
        options={[
          ...(me ? [[me, t('filter.mine')] as const] : []),
          ...people.filter((p) => used.has(p.id) && p.id !== me).map((p) => [p.id, p.name] as const),
          ['none', t('task.nobody')],
        ]}
        onChange={(assigneeId) => with_({ assigneeId })}
      />
      {columns && (
        <Choose
          label={t('filter.status')}
          all={t('filter.allF')}
          value={filter.statusId}
          options={board.statuses.filter((s) => !s.archived).map((s) => [s.id, s.name])}
          onChange={(statusId) => with_({ statusId })}
        />
      )}
      {actions.length > 0 && (
        <Choose
          label={t('filter.action')}
          all={t('filter.allF')}
          value={filter.actionId}
          options={[...actions.map((a) => [a.id, a.title] as const), ['none', t('task.noAction')]]}
          onChange={(actionId) => with_({ actionId })}
        />
      )}
      {board.labels.length > 0 && (
        <Choose
          label={t('filter.label')}
          all={t('filter.allF')}
          value={filter.labelId}
          options={board.labels.map((l) => [l.id, l.name])}
          onChange={(labelId) => with_({ labelId })}
        />
      )}
      {toggle('late')}
      {toggle('open')}
      {Object.keys(filter).length > 0 && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<X size={13} aria-hidden />}
          onClick={() => onChange({})}
        >
          {t('filter.clear')}
        </Button>
      )}
    </search>
  )
}
