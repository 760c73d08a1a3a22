import { Popover, TextInput, UnstyledButton } from '@mantine/core'
import { ChevronDown, X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { parseNumber } from '#platform/formats.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { BareDate } from '#web/pieces/DateInput.tsx'
import { messages } from '../messages.ts'
import { type Condition, folded, isUnfinished } from '../model.ts'
import type { FilterField } from './filtering.ts'
import styles from './ViewBar.module.css'

type Props = {
  field: FilterField
  condition: Condition
  opened: boolean
  onOpen: (opened: boolean) => void
  onChange: (c: Condition | null) => void
  /** Makes it the first of several of which one is enough. */
  onOr?: () => void
}

/** One condition of the filter: what it says, and a press opens what it may say. */
export function ConditionChip({ field, condition, opened, onOpen, onChange, onOr }: Props) {
  const t = useT(messages)
  const said = useSay()(field, condition)
  return (
    <Popover
      opened={opened}
      onChange={onOpen}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      width={280}
    >
      <span className={styles.chip} data-set>
        <Popover.Target>
          <UnstyledButton className={styles.chipName!} onClick={() => onOpen(!opened)}>
            <span className={styles.chipLabel}>{field.label}</span> {said}
            <ChevronDown size={13} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <UnstyledButton
          className={styles.chipOff!}
          aria-label={t('filter.remove', { name: field.label })}
          onClick={() => onChange(null)}
        >
          <X size={13} aria-hidden />
        </UnstyledButton>
      </span>
      <Popover.Dropdown className={styles.editor!}>
        <ConditionEditor field={field} condition={condition} onChange={onChange} />
        {onOr && !isUnfinished(condition) && (
          <button type="button" className={styles.or} onClick={onOr}>
            {t('filter.orElse')}
          </button>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

/** What a condition may say. */
export function ConditionEditor({ field, condition, onChange }: Edit) {
  const t = useT(messages)
  switch (field.type) {
    case 'ids':
    case 'day':
      return <Several field={field} condition={condition} onChange={onChange} />
    case 'number':
      return <Bounds field={field} condition={condition} onChange={onChange} />
    case 'flag':
      return <YesNo field={field} condition={condition} onChange={onChange} />
    case 'text':
      return (
        <TextInput
          label={t('filter.contains')}
          defaultValue={String(condition.values[0] ?? '')}
          onChange={(e) => onChange({ ...condition, op: 'contains', values: [e.currentTarget.value] })}
        />
      )
  }
}

/** What a condition says, in words: « En retard, Aujourd’hui », « sauf Ana Roy », « ≥ 3 ». */
export function useSay(): (field: FilterField, condition: Condition) => string {
  const t = useT(messages)
  const { date, number, list } = useFormats()
  return useMemo(
    () =>
      (field, { op, values }) => {
        if (field.type === 'flag') return values[0] === 'no' ? t('word.no') : t('word.yes')
        const name = (v: string | number) =>
          field.choices.find(([key]) => key === String(v))?.[1] ??
          (/^\d{4}-\d\d-\d\d$/.test(String(v))
            ? date(String(v))
            : isId.test(String(v))
              ? t('filter.choose')
              : String(v))
        const figure = (v: string | number) =>
          typeof v === 'number'
            ? number(field.unit === 'minutes' ? v / 60 : field.unit === 'cents' ? v / 100 : v)
            : name(v)
        if (op === 'from') return `≥ ${figure(values[0] ?? '')}`
        if (op === 'to') return `≤ ${figure(values[0] ?? '')}`
        if (op === 'contains') return `« ${values[0] ?? ''} »`
        if (op === 'empty') return t('filter.none')
        if (op === 'filled') return t('filter.filled')
        const names =
          values.length > 2 ? t('filter.several', { count: values.length }) : list(values.map(name))
        return op === 'not' ? t('filter.except', { names }) : names || t('filter.choose')
      },
    [t, date, number, list],
  )
}
/** Names still on their way are not said by their ids. */
const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-/

type Edit = Pick<Props, 'field' | 'condition' | 'onChange'>

function Several({ field, condition, onChange }: Edit) {
  const t = useT(messages)
  const [sought, setSought] = useState('')
  const chosen = new Set(condition.values.map(String))
  const figures = field.key === 'importance' || field.key === 'urgency'
  const pick = (value: string) => {
    const next = chosen.has(value) ? [...chosen].filter((v) => v !== value) : [...chosen, value]
    onChange({
      ...condition,
      op: condition.op === 'not' ? 'not' : 'is',
      values: figures ? next.map(Number) : next,
    })
  }
  const shown = field.choices.filter(([, label]) => folded(label).includes(folded(sought)))
  return (
    <>
      {field.choices.length > 8 && (
        <TextInput
          size="xs"
          aria-label={t('bar.search')}
          placeholder={t('bar.search')}
          value={sought}
          onChange={(e) => setSought(e.currentTarget.value)}
        />
      )}
      <fieldset className={styles.choices}>
        <legend className="unseen">{field.label}</legend>
        {shown.map(([value, label]) => (
          <label key={value} className={styles.choice}>
            <input type="checkbox" checked={chosen.has(value)} onChange={() => pick(value)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {field.type === 'day' && <Days condition={condition} onChange={onChange} field={field} />}
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={condition.op === 'not'}
          onChange={(e) => onChange({ ...condition, op: e.currentTarget.checked ? 'not' : 'is' })}
        />
        <span>{t('filter.all_but')}</span>
      </label>
    </>
  )
}

function Days({ condition, onChange }: Edit) {
  const t = useT(messages)
  const bound = (op: 'from' | 'to') => (
    <div className={styles.bound}>
      <span aria-hidden>{t(`filter.${op}`)}</span>
      <BareDate
        inside
        aria-label={t(`filter.${op}`)}
        value={condition.op === op ? String(condition.values[0] ?? '') : null}
        onChange={(day) => day && onChange({ ...condition, op, values: [day] })}
      />
    </div>
  )
  return (
    <div className={styles.bounds}>
      {bound('from')}
      {bound('to')}
    </div>
  )
}

function Bounds({ field, condition, onChange }: Edit) {
  const t = useT(messages)
  const factor = field.unit === 'minutes' ? 60 : field.unit === 'cents' ? 100 : 1
  const bound = (op: 'from' | 'to') => (
    <label className={styles.bound}>
      <span>{t(`filter.${op}`)}</span>
      <input
        inputMode="decimal"
        defaultValue={
          condition.op === op && typeof condition.values[0] === 'number' ? condition.values[0] / factor : ''
        }
        onChange={(e) => {
          const n = parseNumber(e.currentTarget.value)
          if (n !== null) onChange({ ...condition, op, values: [Math.round(n * factor)] })
        }}
      />
    </label>
  )
  return (
    <div className={styles.bounds}>
      {bound('from')}
      {bound('to')}
      {field.unit === 'minutes' && <span className="caption muted">{t('filter.hours')}</span>}
    </div>
  )
}

function YesNo({ field, condition, onChange }: Edit) {
  const t = useT(messages)
  const name = useId()
  return (
    <fieldset className={styles.choices}>
      <legend className="unseen">{field.label}</legend>
      {(['yes', 'no'] as const).map((value) => (
        <label key={value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            checked={(condition.values[0] === 'no') === (value === 'no')}
            onChange={() => onChange({ ...condition, op: 'is', values: [value] })}
          />
          <span>{t(`word.${value}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}
