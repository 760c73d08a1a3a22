import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { ClashNote } from './ClashNote.tsx'
import { DateInput } from './DateInput.tsx'
import styles from './Field.module.css'
import { Face } from './Person.tsx'
import { type Saving, useSaving } from './saving.ts'

type Common<Value> = {
  label: string
  value: Value
  /** Called with the new value when the field is left; may return a promise. */
  onSave: (value: Value, from: Value) => unknown
  /** `plain` looks like text until one comes near. */
  variant?: 'plain' | 'boxed'
  hideLabel?: boolean
  description?: string
  disabled?: boolean
  placeholder?: string
}

function Quietly({ saving }: { saving: Pick<Saving<unknown>, 'phase'> }) {
  const t = useT(messages)
  return (
    <span className={styles.saved} data-phase={saving.phase} aria-hidden>
      {saving.phase === 'saved' ? t('saved') : ''}
    </span>
  )
}

function shell<Value>(
  { label, value, variant = 'boxed', hideLabel, description, disabled, placeholder }: Common<Value>,
  saving: Saving<Value>,
) {
  return {
    ...(hideLabel ? { 'aria-label': label } : { label }),
    ...(description ? { description } : {}),
    ...(placeholder ? { placeholder } : {}),
    ...(disabled ? { disabled } : {}),
    // Escape takes back what was typed; the sheet around stays open until there is nothing to take back.
    ...(Object.is(saving.draft, value) ? {} : { 'data-mantine-stop-propagation': 'true' }),
    error: saving.error,
    classNames: { input: variant === 'plain' ? styles.plain! : styles.boxed! },
  }
}

/** Enter saves, Escape takes back. */
const keysOf =
  (saving: { revert: () => void }, enter = true) =>
  (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') {
      saving.revert()
      event.stopPropagation()
      const { currentTarget } = event
      setTimeout(() => currentTarget.blur(), 0)
    }
    if (event.key === 'Enter' && (enter || event.ctrlKey || event.metaKey)) event.currentTarget.blur()
  }

function Wrapped<Value>({
  saving,
  said,
  children,
}: {
  saving: Saving<Value>
  said?: (value: Value) => string
  children: ReactNode
}) {
  return (
    <div className={styles.field}>
      {children}
      <ClashNote clash={saving.clash} {...(said && { said })} />
      <Quietly saving={saving} />
    </div>
  )
}

export function TextField(
  props: Common<string> & {
    type?: 'text' | 'email' | 'url' | 'tel'
    maxLength?: number
    autoComplete?: string
    /** One line of text that may stand on several: nothing of a long title is hidden on a phone. */
    wraps?: boolean
  },
) {
  const saving = useSaving(props.value, props.onSave)
  if (props.wraps)
    return (
      <Wrapped saving={saving}>
        <Textarea
          {...shell(props, saving)}
          {...(props.maxLength ? { maxLength: props.maxLength } : {})}
          rows={1}
          styles={{ input: { fieldSizing: 'content', resize: 'none' } as React.CSSProperties }}
          value={saving.draft}
          onChange={(event) => saving.setDraft(event.currentTarget.value.replace(/\n/g, ' '))}
          onBlur={() => saving.commit()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
            keysOf(saving)(event)
          }}
        />
      </Wrapped>
    )
  return (
    <Wrapped saving={saving}>
      <TextInput
        {...shell(props, saving)}
        {...(props.maxLength ? { maxLength: props.maxLength } : {})}
        {...(props.autoComplete ? { autoComplete: props.autoComplete } : {})}
        type={props.type ?? 'text'}
        value={saving.draft}
        onChange={(event) => saving.setDraft(event.currentTarget.value)}
        onBlur={() => saving.commit()}
        onKeyDown={keysOf(saving)}
      />
    </Wrapped>
  )
}

export function AreaField(props: Common<string> & { minRows?: number }) {
  const saving = useSaving(props.value, props.onSave)
  return (
    <Wrapped saving={saving}>
      <Textarea
        {...shell(props, saving)}
        rows={Math.max(props.minRows ?? 3, saving.draft.split('\n').length)}
        value={saving.draft}
        onChange={(event) => saving.setDraft(event.currentTarget.value)}
        onBlur={() => saving.commit()}
        onKeyDown={keysOf(saving, false)}
      />
    </Wrapped>
  )
}

export type Choice = { value: string; label: string; disabled?: boolean }

export function SelectField(
  props: Common<string | null> & { choices: readonly Choice[]; clearable?: boolean; searchable?: boolean },
) {
  const t = useT(messages)
  const saving = useSaving(props.value, props.onSave)
  return (
    <Wrapped saving={saving}>
      <Select
        {...shell(props, saving)}
        data={[...props.choices]}
        value={saving.draft}
        onChange={(value) => saving.commit(value)}
        clearable={props.clearable ?? false}
        searchable={props.searchable ?? props.choices.length > 10}
        allowDeselect={false}
        nothingFoundMessage={t('nothingFound')}
      />
    </Wrapped>
  )
}

/** A day, typed or chosen; saved when left. Value `YYYY-MM-DD`. */
export function DateField(props: Common<string | null> & { min?: string; max?: string }) {
  const saving = useSaving(props.value, props.onSave)
  return (
    <Wrapped saving={saving}>
      <DateInput
        {...shell(props, saving)}
        min={props.min}
        max={props.max}
        value={saving.draft}
        onChange={(day) => saving.commit(day || null)}
      />
    </Wrapped>
  )
}

/** Cents in, cents out; written the reader's way. */
export function MoneyField(props: Common<number | null> & { currency?: string; min?: number }) {
  const { locale, money } = useFormats()
  const saving = useSaving(props.value, props.onSave)
  const symbol = new Intl.NumberFormat(locale, { style: 'currency', currency: props.currency ?? 'EUR' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value
  return (
    <Wrapped saving={saving} said={(cents) => money(cents, props.currency)}>
      <MoneyInput
        {...shell(props, saving)}
        symbol={symbol ?? '€'}
        {...(props.min === undefined ? {} : { min: props.min })}
        value={saving.draft}
        onChange={saving.setDraft}
        onBlur={() => saving.commit()}
        onKeyDown={keysOf(saving)}
      />
    </Wrapped>
  )
}

type MoneyInputProps = Omit<React.ComponentProps<typeof NumberInput>, 'value' | 'onChange' | 'min'> & {
  value: number | null
  onChange: (cents: number | null) => void
  symbol?: string
  min?: number
}

/** The same for forms that are sent as a whole. */
export function MoneyInput({ value, onChange, symbol = '€', min, ...rest }: MoneyInputProps) {
  const { locale } = useFormats()
  return (
    <NumberInput
      {...rest}
      hideControls
      decimalScale={2}
      decimalSeparator={locale === 'fr' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      thousandSeparator={locale === 'fr' ? '\u202f' : ','}
      {...(min === undefined ? {} : { min: min / 100 })}
      inputMode="decimal"
      rightSection={<span className="muted">{symbol}</span>}
      value={value === null ? '' : value / 100}
      onChange={(amount) =>
        onChange(amount === '' || Number.isNaN(Number(amount)) ? null : Math.round(Number(amount) * 100))
      }
    />
  )
}

export function NumberField(
  props: Common<number | null> & { unit?: string; min?: number; max?: number; digits?: number },
) {
  const { locale, number } = useFormats()
  const saving = useSaving(props.value, props.onSave)
  return (
    <Wrapped saving={saving} said={(n) => number(n, props.unit ? { unit: props.unit } : {})}>
      <NumberInput
        {...shell(props, saving)}
        hideControls
        decimalScale={props.digits ?? 2}
        decimalSeparator={locale === 'fr' ? ',' : '.'}
        allowedDecimalSeparators={[',', '.']}
        thousandSeparator={locale === 'fr' ? '\u202f' : ','}
        {...(props.min === undefined ? {} : { min: props.min })}
        {...(props.max === undefined ? {} : { max: props.max })}
        {...(props.unit
          ? { rightSection: <span className="muted">{props.unit}</span>, rightSectionWidth: 48 }
          : {})}
        value={saving.draft ?? ''}
        onChange={(amount) =>
          saving.setDraft(amount === '' || Number.isNaN(Number(amount)) ? null : Number(amount))
        }
        onBlur={() => saving.commit()}
        onKeyDown={keysOf(saving)}
      />
    </Wrapped>
  )
}

export type Pickable = { id: string; name: string; image?: string | null; line?: string }

export function PersonField(
  props: Common<string | null> & { people: readonly Pickable[]; clearable?: boolean },
) {
  const t = useT(messages)
  const saving = useSaving(props.value, props.onSave)
  return (
    <Wrapped saving={saving}>
      <PersonInput
        {...shell(props, saving)}
        placeholder={props.placeholder ?? t('nobody')}
        people={props.people}
        clearable={props.clearable ?? true}
        value={saving.draft}
        onChange={(id) => saving.commit(id)}
      />
    </Wrapped>
  )
}

type PersonInputProps = Omit<React.ComponentProps<typeof Select>, 'data' | 'value' | 'onChange'> & {
  people: readonly Pickable[]
  value: string | null
  onChange: (id: string | null) => void
}

/** A person picked by name, with the face. */
export function PersonInput({ people, value, onChange, ...rest }: PersonInputProps) {
  const t = useT(messages)
  const chosen = people.find(({ id }) => id === value)
  return (
    <Select
      {...rest}
      searchable
      clearable={rest.clearable ?? true}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={(id) => onChange(id === null ? null : String(id))}
      nothingFoundMessage={t('nothingFound')}
      {...(chosen ? { leftSection: <Face name={chosen.name} image={chosen.image} size={20} /> } : {})}
      renderOption={({ option }) => {
        const person = people.find(({ id }) => id === option.value)
        return (
          <span className="row">
            <Face name={option.label} image={person?.image} size={20} />
            <span>{option.label}</span>
            {person?.line && <span className="muted caption">{person.line}</span>}
          </span>
        )
      }}
    />
  )
}
