import { MultiSelect } from '@mantine/core'
import { ExternalLink } from 'lucide-react'
import type { ReactElement } from 'react'
import { useT } from '#web/i18n.tsx'
import { DateField, MoneyField, NumberField, SelectField, TextField } from '#web/pieces/Field.tsx'
import { useWorkspace } from '#web/session.tsx'
import type { Card, FieldValue, FieldValues } from '../../model.ts'
import { messages } from '../messages.ts'
import { type Field, fieldValue } from '../model.ts'
import styles from './CustomFields.module.css'
import { useFields, useFieldText } from './fields.ts'

type Person = { id: string; name: string; active: boolean }
type Props = {
  card: Card
  people: readonly Person[]
  may: boolean
  save: (change: { fields: FieldValues }) => Promise<unknown>
}

/** The team's own fields of a task, each edited in place. Nothing is drawn when there are none. */
export function CustomFields({ card, people, may, save }: Props) {
  const all = useFields(card.projectId)
  const fields = all.filter((f) => !f.archived || card.fields[f.id] !== undefined)
  const text = useFieldText(all, people)
  return fields.map((field) => (
    <FieldEditor
      key={field.id}
      field={field}
      value={card.fields[field.id] ?? null}
      computed={field.kind === 'formula' ? text(field, card) : ''}
      people={people}
      disabled={!may}
      onSave={(value) => save({ fields: { [field.id]: value } })}
    />
  ))
}

type EditorProps = {
  field: Field
  value: FieldValue
  /** What a formula says, in words. */
  computed?: string
  people: readonly Person[]
  disabled?: boolean
  hideLabel?: boolean
  onSave: (value: FieldValue) => unknown
}

/** One field, edited as its kind asks: in the drawer, in a cell of the table, in a form. */
export function FieldEditor({
  field,
  value,
  computed = '',
  people,
  disabled = false,
  hideLabel = false,
  onSave,
}: EditorProps): ReactElement {
  const t = useT(messages)
  const { currency } = useWorkspace()
  const common = { label: field.name, disabled, hideLabel }
  const checked = (next: FieldValue) => {
    const result = fieldValue(field, next)
    if ('fault' in result) throw new Error(t('bad'))
    return onSave(result.value)
  }
  const ids = Array.isArray(value) ? value : value === null ? [] : [String(value)]
  switch (field.kind) {
    case 'number':
      return (
        <NumberField
          {...common}
          digits={6}
          value={typeof value === 'number' ? value : null}
          onSave={checked}
        />
      )
    case 'money':
      return (
        <MoneyField
          {...common}
          currency={currency}
          value={typeof value === 'number' ? value : null}
          onSave={checked}
        />
      )
    case 'day':
      return <DateField {...common} value={typeof value === 'string' ? value : null} onSave={checked} />
    case 'choice':
      return (
        <SelectField
          {...common}
          clearable
          value={ids[0] ?? null}
          choices={field.options.map((o) => ({ value: o.id, label: o.name }))}
          onSave={(id) => checked(id ? [id] : null)}
        />
      )
    case 'choices':
    case 'person': {
      const shown = people.filter((p) => p.active || ids.includes(p.id))
      return (
        <MultiSelect
          {...(hideLabel ? { 'aria-label': field.name } : { label: field.name })}
          data={
            field.kind === 'person'
              ? shown.map((p) => ({ value: p.id, label: p.name }))
              : field.options.map((o) => ({ value: o.id, label: o.name }))
          }
          value={ids}
          disabled={disabled}
          searchable
          clearable
          hidePickedOptions
          onChange={(next) => void checked(next)}
        />
      )
    }
    case 'formula':
      return (
        <div className={styles.computed}>
          {!hideLabel && <span className={styles.name}>{field.name}</span>}
          <output className="figures">{computed || '–'}</output>
        </div>
      )
    case 'url':
      return (
        <div className={styles.link}>
          <TextField {...common} type="url" value={ids[0] ?? ''} onSave={(text) => checked(text)} />
          {ids[0] && (
            <a
              href={ids[0]}
              target="_blank"
              rel="noreferrer noopener"
              aria-label={`${t('open')} : ${field.name}`}
            >
              <ExternalLink size={15} aria-hidden />
            </a>
          )}
        </div>
      )
    case 'text':
      return (
        <TextField {...common} value={ids[0] ?? ''} maxLength={10_000} onSave={(text) => checked(text)} />
      )
  }
}
