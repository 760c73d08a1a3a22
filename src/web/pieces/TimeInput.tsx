import { TextInput, type TextInputProps } from '@mantine/core'
import { readTime } from '#platform/days/model.ts'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { useTyped } from './typing.ts'

const two = (n: number) => String(n).padStart(2, '0')
/** The end of the day cannot be typed, and is shown as its last minute. */
const written = (minute: number | null) =>
  minute === null ? '' : `${two(Math.floor(Math.min(minute, 1439) / 60))}:${two(Math.min(minute, 1439) % 60)}`

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'type'> & {
  /** Minutes after midnight. */
  value: number | null
  onChange: (minute: number | null) => void
}

/** A time of day typed as one writes it: « 9 », « 14h30 », « 2 pm ». Saved when left. */
export function TimeInput({ value, onChange, error, required, ...rest }: Props) {
  const t = useT(messages)
  const typed = useTyped<number | null>({
    value,
    written: written(value),
    read: (text) => (text.trim() ? (readTime(text) ?? undefined) : required ? undefined : null),
    onChange,
  })
  return (
    <TextInput
      {...rest}
      inputMode="numeric"
      data-mantine-stop-propagation={typed.typing || undefined}
      autoComplete="off"
      placeholder="–:–"
      value={typed.text}
      error={typed.wrong ? t('time.wrong') : error}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={() => void typed.leave()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') typed.leave()
        if (event.key !== 'Escape' || !typed.typing) return
        event.stopPropagation()
        typed.revert()
      }}
    />
  )
}
