import { useSaving } from '#web/pieces/saving.ts'
import { TimeInput } from '#web/pieces/TimeInput.tsx'

/** The time of day of a date, saved when left. */
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
    <TimeInput
      aria-label={label}
      title={label}
      disabled={disabled}
      value={saving.draft}
      error={saving.error}
      onChange={(minute) => saving.commit(minute)}
    />
  )
}
