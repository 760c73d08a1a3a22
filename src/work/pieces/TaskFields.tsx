import { MultiSelect, TagsInput } from '@mantine/core'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { DateField, NumberField, SelectField } from '#web/pieces/Field.tsx'
import { useProject } from '#web/project.tsx'
import { tell } from '#web/undo.tsx'
import { CustomFields } from '../fields/pieces/CustomFields.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import { messages } from '../messages.ts'
import {
  type Kind,
  kinds,
  type Label,
  labelColours,
  type Status,
  type Task,
  type TaskDraft,
} from '../model.ts'
import { useActions, usePeople } from './people.ts'
import styles from './TaskDrawer.module.css'
import { TaskFieldsTime } from './TaskFieldsTime.tsx'
import { TaskFieldsWho } from './TaskFieldsWho.tsx'

const levels = ['0', '1', '2', '3'] as const

export type SaveTask = (change: Partial<TaskDraft>) => Promise<unknown>

/** What everybody sets on a task; the rest is folded below. */
export function TaskFields({
  task,
  board,
  may,
  save,
}: {
  task: Task
  board: { statuses: readonly Status[]; labels: readonly Label[] }
  may: boolean
  save: SaveTask
}) {
  const t = useT(messages)
  const d = useT(drawerMessages)
  const told = useTold()
  const people = usePeople()
  const actions = useActions()
  const quietly = (change: Partial<TaskDraft>) =>
    void save(change).catch((error: unknown) => tell(told(error).sentence, 'bad'))
  const level = (field: 'importance' | 'urgency') => (
    <SelectField
      label={t(`task.${field}`)}
      value={String(task[field])}
      disabled={!may}
      choices={levels.map((l) => ({ value: l, label: t(`level.${l}`) }))}
      onSave={(v) => save({ [field]: Number(v) })}
    />
  )
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
      <div className={styles.dated}>
        <DateField
          label={t('task.due')}
          value={task.dueOn}
          disabled={!may}
          onSave={(dueOn) => save({ dueOn, ...(!dueOn && { dueMinute: null }) })}
        />
        <TaskFieldsTime
          label={d('due.time')}
          value={task.dueMinute}
          disabled={!may || !task.dueOn}
          onSave={(dueMinute) => save({ dueMinute })}
        />
      </div>
      <div>
        <MultiSelect
          label={t('task.assignees')}
          data={people
            .filter((p) => p.active || task.assigneeIds.includes(p.id))
            .map((p) => ({ value: p.id, label: p.name }))}
          value={task.assigneeIds}
          disabled={!may}
          searchable
          onChange={(assigneeIds) => quietly({ assigneeIds })}
          {...(task.assigneeIds.length ? {} : { placeholder: t('task.nobody') })}
        />
        {may && !task.done && (
          <TaskFieldsWho
            task={task}
            onGive={(id) => save({ assigneeIds: [...new Set([...task.assigneeIds, id])] })}
          />
        )}
      </div>
      <div className={styles.dated}>
        <DateField
          label={t('task.start')}
          value={task.startsOn}
          disabled={!may}
          onSave={(startsOn) => save({ startsOn, ...(!startsOn && { startMinute: null }) })}
        />
        <TaskFieldsTime
          label={d('start.time')}
          value={task.startMinute}
          disabled={!may || !task.startsOn}
          onSave={(startMinute) => save({ startMinute })}
        />
      </div>
      <SelectField
        label={t('task.action')}
        value={task.actionId}
        clearable
        disabled={!may}
        placeholder={t('task.noAction')}
        choices={actions.map((a) => ({ value: a.id, label: a.title }))}
        onSave={(actionId) => save({ actionId })}
      />
      <div className={styles.pair}>
        <NumberField
          label={t('task.estimate')}
          unit={t('task.hours')}
          min={0}
          digits={2}
          value={task.estimateMinutes === null ? null : task.estimateMinutes / 60}
          disabled={!may}
          onSave={(hours) => save({ estimateMinutes: hours === null ? null : Math.round(hours * 60) })}
        />
        <NumberField
          label={d('progress')}
          unit={d('percent')}
          min={0}
          max={100}
          digits={0}
          value={task.progress}
          disabled={!may}
          onSave={(progress) => save({ progress: Math.min(100, Math.max(0, progress ?? 0)) })}
        />
      </div>
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
      <div className={styles.wide}>
        <Labels task={task} labels={board.labels} may={may} save={quietly} />
      </div>
      <CustomFields card={task} people={people} may={may} save={save} />
    </div>
  )
}

/** Labels by their names; a name nobody used yet makes a new one. */
function Labels({
  task,
  labels,
  may,
  save,
}: {
  task: Task
  labels: readonly Label[]
  may: boolean
  save: (change: Partial<TaskDraft>) => void
}) {
  const t = useT(messages)
  const told = useTold()
  const project = useProject()
  const idOf = async (name: string, place: number): Promise<string> => {
    const known = labels.find((l) => l.name.toLowerCase() === name.toLowerCase())
    if (known) return known.id
    const colour = labelColours[(labels.length + place) % labelColours.length] ?? 'green'
    return (await api.work.labels.create({ projectId: project.id, name, colour })).id
  }
  const change = async (names: string[]) => {
    try {
      const ids: string[] = []
      for (const [i, name] of names.entries()) ids.push(await idOf(name.trim().slice(0, 60), i))
      save({ labelIds: [...new Set(ids)] })
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <TagsInput
      label={t('task.labels')}
      data={labels.map((l) => l.name)}
      value={labels.filter((l) => task.labelIds.includes(l.id)).map((l) => l.name)}
      disabled={!may}
      placeholder={task.labelIds.length ? '' : t('task.newLabel')}
      splitChars={[',', ';']}
      onChange={(names) => void change(names.filter((n) => n.trim()))}
    />
  )
}
