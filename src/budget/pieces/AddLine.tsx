import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { MoneyInput } from '#web/pieces/Field.tsx'
import { useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'

/** A name and a sum: enough for a line. */
export function AddLine() {
  const t = useT(messages)
  const told = useTold()
  const project = useProject()
  const [label, setLabel] = useState('')
  const [plannedCents, setPlanned] = useState<number | null>(null)
  const add = useMutation({
    mutationFn: (sent: string) =>
      api.budget.lines.create({
        projectId: project.id,
        label: sent,
        plannedCents: plannedCents ?? 0,
      }),
    onSuccess: (_, sent) => {
      // What was typed meanwhile stays.
      setLabel((now) => (now.trim() === sent ? '' : now))
      setPlanned(null)
      document.getElementById('new-budget-line')?.focus()
    },
  })
  return (
    <form
      className="row"
      style={{ alignItems: 'flex-start' }}
      onSubmit={(event) => {
        event.preventDefault()
        if (label.trim()) add.mutate(label.trim())
      }}
    >
      <TextInput
        id="new-budget-line"
        aria-label={t('lines.add')}
        placeholder={t('lines.placeholder')}
        style={{ flex: '3 1 220px' }}
        maxLength={200}
        value={label}
        error={add.error ? told(add.error).sentence : null}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <MoneyInput
        aria-label={t('planned')}
        placeholder={t('planned')}
        min={0}
        style={{ flex: '1 1 120px' }}
        value={plannedCents}
        onChange={setPlanned}
      />
      <Button type="submit" variant="default" disabled={!label.trim()} loading={add.isPending}>
        {t('lines.add')}
      </Button>
    </form>
  )
}
