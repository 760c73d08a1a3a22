import { MultiSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { DateField, NumberField, SelectField } from '#web/pieces/Field.tsx'
import { useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import { type Kind, kinds, labelColours, type Task, type TaskDraft } from '../model.ts'
import type { Board } from './board.ts'
import { useActions, usePeople } from './people.ts'
import styles from './TaskDrawer.module.css'

const levels = ['0', '1', '2', '3'] as const

export function TaskFields({
  task,
  board,
  may,
  save,
}: {
  task: Task
  board: Board
  may: boolean
  save: (change: Partial<TaskDraft>) => Promise<unknown>
}) {
  const t = useT(messages)
  const project = useProject()
  const people = usePeople()
  const actions = useActions()
  const [fresh, setFresh] = useState('')
  const level = (field: 'importance' | 'urgency') => (
    <SelectField
      label={t(`task.${field}`)}
      value={String(task[field])}
      disabled={!may}
      choices={levels.map((l) => ({ value: l, label: t(`level.${l}`) }))}
      onSave={(v) => save({ [field]: Number(v) })}
    />
  )
  const addLabel = async () => {
    const name = fresh.trim()
    if (!name) return
    setFresh('')
    const known = board.labels.find((l) => l.name.toLowerCase() === name.toLowerCase())
    const label =
      known ??
      (await api.work.labels.create({
        projectId: project.id,
        name,
        colour: labelColours[board.labels.length % labelColours.length] ?? 'green',
      }))
    await save({ labelIds: [...new Set([...task.labelIds, label.id])] })
  }
  return (
    <div className={styles.fields}>
      <SelectField
        label={t('task.status')}
        value={task.statusId}
        disabled={!may}
        choices={board.statuses
          .filter((s) => !s.archived || s.id === task.statusId)
          .map((s) => ({ value: s.id, label: s.name }))}
        onSave={(id) => (id ? save({ statusId: id }) : undefined)}
      />
      <DateField
        label={t('task.due')}
        value={task.dueOn}
        disabled={!may}
        onSave={(dueOn) => save({ dueOn })}
      />
      <MultiSelect
        label={t('task.assignees')}
        data={people
          .filter((p) => p.active || task.assigneeIds.includes(p.id))
          .map((p) => ({ value: p.id, label: p.name }))}
        value={task.assigneeIds}
        disabled={!may}
        searchable
        onChange={(assigneeIds) => void save({ assigneeIds })}
        {...(task.assigneeIds.length ? {} : { placeholder: t('task.nobody') })}
      />
      <DateField
        label={t('task.start')}
        value={task.startsOn}
        disabled={!may}
        onSave={(startsOn) => save({ startsOn })}
      />
      <SelectField
        label={t('task.action')}
        value={task.actionId}
        clearable
        disabled={!may}
        placeholder={t('task.noAction')}
        choices={actions.map((a) => ({ value: a.id, label: a.title }))}
        onSave={(actionId) => save({ actionId })}
      />
      <NumberField
        label={t('task.estimate')}
        unit={t('task.hours')}
        min={0}
        digits={2}
        value={task.estimateMinutes === null ? null : task.estimateMinutes / 60}
        disabled={!may}
        onSave={(hours) => save({ estimateMinutes: hours === null ? null : Math.round(hours * 60) })}
      />
      <SelectField
        label={t('task.kind')}
        value={task.kind}
        disabled={!may}
        choices={kinds.map((k) => ({ value: k, label: t(`kind.${k}`) }))}
        onSave={(kind) => save({ kind: kind as Kind })}
      />
      <div className={styles.pair}>
        {level('importance')}
        {level('urgency')}
      </div>
      <MultiSelect
        label={t('task.labels')}
        data={board.labels.map((l) => ({ value: l.id, label: l.name }))}
        value={task.labelIds.filter((id) => board.labels.some((l) => l.id === id))}
        disabled={!may}
        onChange={(labelIds) => void save({ labelIds })}
      />
      {may && (
        <TextInput
          label={t('task.newLabel')}
          value={fresh}
          maxLength={60}
          onChange={(event) => setFresh(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && void addLabel()}
          onBlur={() => void addLabel()}
        />
      )}
    </div>
  )
}
