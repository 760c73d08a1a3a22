import { PasswordInput } from '@mantine/core'
import { useT } from '../i18n.tsx'
import { messages } from './doorway-messages.ts'

/** The server's estimator judges it and explains; here only the rule is said beforehand. */
export function NewPassword({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  const t = useT(messages)
  return (
    <PasswordInput
      label={label}
      description={t('passwordHint')}
      autoComplete="new-password"
      required
      minLength={10}
      maxLength={256}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
    />
  )
}
