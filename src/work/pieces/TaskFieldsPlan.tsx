import { useQuery } from '@tanstack/react-query'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { DateField, NumberField, SelectField } from '#web/pieces/Field.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import { type ConstraintKind, constraintKinds, type Mode, modes, type Task } from '../model.ts'
import { Repeat } from '../recurring/pieces/Repeat.tsx'
import { refreshTask } from './refreshTask.ts'
import styles from './TaskDrawer.module.css'
import type { SaveTask } from './TaskFields.tsx'
import { TaskFieldsLinks } from './TaskFieldsLinks.tsx'
import { TaskFieldsPick } from './TaskFieldsPick.tsx'

type Span = readonly [number, number]
/** How long a working day is where this team works: what « 2 jours » means. */
export function useDayMinutes(): number {
  const { data } = useQuery(rpc.work.calendars.list.queryOptions())
  const week = (data?.items.find((c) => c.isDefault)?.week ?? data?.fallback.week ?? []) as readonly Span[][]
  const days = week.map((spans) => spans.reduce((sum, [from, to]) => sum + to - from, 0)).filter(Boolean)
  return days.length ? Math.round(days.reduce((a, b) => a + b, 0) / days.length) : 420
}

/** How a task stands in the plan: what it waits for, how long it takes, what binds it. Open when any of it is set. */
export function TaskFieldsPlan({ task, may, save }: { task: Task; may: boolean; save: SaveTask }) {
  const t = useT(drawerMessages)
  const day = useDayMinutes()
  const { data: calendars } = useQuery(rpc.work.calendars.list.queryOptions())
  const { data: family } = useQuery(
    rpc.work.subtasks.read.queryOptions({ input: { taskId: task.id }, meta: { topics: ['task'] } }),
  )
  const parent = family?.above.at(-1)
  const set =
    task.mode === 'auto' ||
    task.deadlineOn !== null ||
    task.durationMinutes !== null ||
    task.constraintKind !== 'asap' ||
    task.recurrenceId !== null
  const dated = task.constraintKind !== 'asap' && task.constraintKind !== 'alap'
  return (
    <details className={styles.fold} open={set || undefined}>
      <summary>
        {t('part.plan')} <span className="caption muted">{t('part.planMore')}</span>
      </summary>
      <div className={styles.fields}>
        <SelectField
          label={t('mode')}
          value={task.mode}
          disabled={!may}
          choices={modes.map((m) => ({ value: m, label: t(`mode.${m}`) }))}
          onSave={(mode) => save({ mode: mode as Mode })}
        />
        <NumberField
          label={t('duration')}
          unit={t('duration.days')}
          min={0}
          digits={2}
          value={task.durationMinutes === null ? null : task.durationMinutes / day}
          disabled={!may}
          onSave={(days) => save({ durationMinutes: days === null ? null : Math.round(days * day) })}
        />
        <SelectField
          label={t('constraint')}
          value={task.constraintKind}
          disabled={!may}
          choices={constraintKinds.map((c) => ({ value: c, label: t(`constraint.${c}`) }))}
          onSave={(kind) => {
            const free = kind === 'asap' || kind === 'alap'
            const end = kind === 'mfo' || kind === 'fnet' || kind === 'fnlt'
            const on = (end ? task.dueOn : task.startsOn) ?? task.dueOn ?? task.startsOn
            return save({
              constraintKind: kind as ConstraintKind,
              constraintAt: free
                ? null
                : (task.constraintAt ?? (on ? `${on}T${end ? '18:00' : '09:00'}` : null)),
            })
          }}
        />
        <DateField
          label={t('constraint.at')}
          value={task.constraintAt?.slice(0, 10) ?? null}
          disabled={!may || !dated}
          onSave={(on) =>
            save({ constraintAt: on ? `${on}T${task.constraintAt?.slice(11) ?? '09:00'}` : null })
          }
        />
        <DateField
          label={t('deadline')}
          value={task.deadlineOn}
          disabled={!may}
          onSave={(deadlineOn) => save({ deadlineOn })}
        />
        <SelectField
          label={t('calendar')}
          value={task.calendarId}
          clearable
          placeholder={t('calendar.project')}
          disabled={!may}
          choices={(calendars?.items ?? []).map((c) => ({ value: c.id, label: c.name }))}
          onSave={(calendarId) => save({ calendarId })}
        />
        <div className={styles.wide}>
          <TaskFieldsPick
            label={t('parent')}
            projectId={task.projectId}
            without={[task.id, ...(family?.below.map((b) => b.id) ?? [])]}
            now={parent ? { id: parent.id, label: `#${parent.number} ${parent.title}` } : null}
            clearable
            disabled={!may}
            onPick={(picked) => save({ parentId: picked?.id ?? null }).then(refreshTask)}
          />
        </div>
        <div className={styles.wide}>
          <TaskFieldsLinks task={task} may={may} day={day} />
        </div>
        <div className={styles.wide}>
          <Repeat task={task} may={may} onChanged={refreshTask} />
        </div>
      </div>
    </details>
  )
}
