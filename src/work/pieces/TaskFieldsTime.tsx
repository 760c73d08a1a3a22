import { TextInput } from '@mantine/core'
import { useSaving } from '#web/pieces/saving.ts'

const two = (n: number) => String(n).padStart(2, '0')
/** 570 is 09:30; 1440, the end of the day, cannot be typed and is shown as its last minute. */
const written = (minutes: number | null) => {
  if (minutes === null) return ''
  const m = Math.min(minutes, 1439)
  return `${two(Math.floor(m / 60))}:${two(m % 60)}`
}
const read = (text: string): number | null => {
  const [h, m] = text.split(':').map(Number)
  return h === undefined || m === undefined || Number.isNaN(h + m) ? null : h * 60 + m
}

/** A time of day, in the browser's own field. */
export function TaskFieldsTime({
  label,
  value,
  disabled,
  onSave,
}: {
  label: string
  value: number | null
  disabled: boolean
  onSave: (minutes: number | null) => unknown
}) {
  const saving = useSaving(value, onSave)
  return (
    <TextInput
      type="time"
      aria-label={label}
      title={label}
      disabled={disabled}
      value={written(saving.draft)}
      error={saving.error}
      onChange={(event) => saving.setDraft(read(event.currentTarget.value))}
      onBlur={() => saving.commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') {
          event.stopPropagation()
          saving.revert()
        }
      }}
    />
  )
}
