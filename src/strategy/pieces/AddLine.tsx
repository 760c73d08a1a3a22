import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { messages } from '../messages.ts'

/** One line to type a title in; Enter adds it. */
export function AddLine({
  label,
  placeholder,
  onAdd,
  autoFocus = false,
}: {
  label: string
  placeholder: string
  onAdd: (title: string) => Promise<unknown>
  autoFocus?: boolean
}) {
  const t = useT(messages)
  const told = useTold()
  const [title, setTitle] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const add = useMutation({
    mutationFn: onAdd,
    onSuccess: (_, sent) => {
      // What was typed meanwhile stays.
      setTitle((now) => (now.trim() === sent ? '' : now))
      field.current?.focus()
    },
  })
  return (
    <form
      className="row"
      style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim()) add.mutate(title.trim())
      }}
    >
      <TextInput
        ref={field}
        aria-label={label}
        placeholder={placeholder}
        leftSection={<Plus size={15} aria-hidden />}
        style={{ flex: 1 }}
        maxLength={200}
        data-autofocus={autoFocus || undefined}
        error={add.error ? told(add.error).sentence : null}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!title.trim()} loading={add.isPending}>
        {t('add')}
      </Button>
    </form>
  )
}
