import styles from './Filters.module.css'

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
