import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import type { Reference } from '../model.ts'

/** Another task of the project, by its number or a few letters of its title. */
export function TaskFieldsPick({
  label,
  projectId,
  without,
  now,
  clearable = false,
  disabled = false,
  onPick,
}: {
  label: string
  projectId: string
  /** Tasks that make no sense here. */
  without: readonly string[]
  /** The one chosen, if one is. */
  now?: { id: string; label: string } | null
  clearable?: boolean
  disabled?: boolean
  onPick: (task: Pick<Reference, 'id' | 'title'> | null) => unknown
}) {
  const t = useT(drawerMessages)
  const [typed, setTyped] = useState<string | null>(null)
  const said =
    typed === null || typed === now?.label ? '' : typed.replace(/^#/, '').replace(/^(\d+) .*/, '$1')
  const { data } = useQuery({
    ...rpc.work.references.suggest.queryOptions({ input: { projectId, text: said, limit: 20 } }),
    enabled: typed !== null && !disabled,
    placeholderData: (before) => before,
  })
  const found = (data ?? []).filter((r) => r.projectId === projectId && !without.includes(r.id))
  const choices = found.map((r) => ({ value: r.id, label: `#${r.number} ${r.title}` }))
  if (now && !choices.some((c) => c.value === now.id)) choices.unshift({ value: now.id, label: now.label })
  return (
    <Select
      label={label}
      placeholder={t('links.add')}
      data={choices}
      filter={({ options }) => options}
      searchable
      clearable={clearable}
      disabled={disabled}
      value={now?.id ?? null}
      searchValue={typed ?? now?.label ?? ''}
      onSearchChange={setTyped}
      onDropdownOpen={() => setTyped((was) => was ?? '')}
      onBlur={() => setTyped(null)}
      onChange={(id) => {
        const picked = found.find((r) => r.id === id)
        setTyped(null)
        if (id === null) onPick(null)
        else if (picked) onPick(picked)
      }}
    />
  )
}
