import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useId, useMemo, useRef, useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, queries, rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { useMember, useWorkspace } from '#web/session.tsx'
import { useProjects } from '#web/shell/projects.ts'
import { remembered } from '#web/store.ts'
import { offer } from '#web/undo.tsx'
import { capture } from '../capture/model.ts'
import { messages } from '../messages.ts'
import styles from './Capture.module.css'
import { clockText } from './useDay.ts'

const lastProject = remembered<Record<string, string>>('pupitre.capture.project', {})

/** One line, what was understood of it below, Enter. */
export function Capture({ onDone, label }: { onDone?: () => void; label?: boolean }) {
  const t = useT(messages)
  const told = useTold()
  const help = useId()
  const { date, duration, timeZone } = useFormats()
  const workspace = useWorkspace()
  const me = useMember()?.memberId ?? null
  const projects = (useProjects().data ?? []).filter((p) => p.stage !== 'closed')
  const people = useQuery(rpc.members.list.queryOptions()).data ?? []
  const last = lastProject.use()[workspace.id]
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const read = useMemo(() => {
    const now = new Date()
    const wall = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .format(now)
      .split(':')
    return capture(text, {
      today: dayOf(now, timeZone),
      minute: Number(wall[0]) * 60 + Number(wall[1]),
      me,
      projects,
      people: people.filter((p) => p.active),
    })
  }, [text, timeZone, me, projects, people])
  const fallback =
    projects.find((p) => p.id === (chosen ?? last)) ?? (projects.length === 1 ? projects[0] : undefined)
  const project = projects.find((p) => p.id === read.projectId) ?? fallback
  useCommands(
    label
      ? []
      : [
          {
            id: 'day.capture',
            label: t('capture.label'),
            keys: 'n',
            icon: Plus,
            run: () => input.current?.focus(),
          },
        ],
  )
  if (!workspace.can('contribute')) return null
  const add = async () => {
    if (!read.title || busy) return
    if (!project) return setWrong(t(projects.length ? 'capture.where' : 'capture.noProject'))
    setBusy(true)
    try {
      const card = await api.work.tasks.create({
        projectId: project.id,
        title: read.title,
        dueOn: read.dueOn,
        dueMinute: read.dueMinute,
        estimateMinutes: read.estimateMinutes,
        assigneeIds: read.assigneeIds.length ? read.assigneeIds : me ? [me] : [],
        importance: read.importance,
        urgency: read.urgency,
      })
      lastProject.set((now) => ({ ...now, [workspace.id]: project.id }))
      setText('')
      setWrong(null)
      const refresh = () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: rpc.work.day.key() }),
          queries.invalidateQueries({ queryKey: rpc.work.tasks.key() }),
        ])
      offer(t('capture.added', { title: card.title, project: project.name }), () =>
        api.work.tasks.discard({ id: card.id }).then(refresh),
      )
      await refresh()
      onDone?.()
    } catch (error) {
      setWrong(told(error).sentence)
    } finally {
      setBusy(false)
      input.current?.focus()
    }
  }
  const names = read.assigneeIds.map((id) => people.find((p) => p.id === id)?.name ?? '')
  const understood: [string, string][] = [
    ...(read.dueOn
      ? [
          [
            t('mark.date'),
            `${date(read.dueOn)}${read.dueMinute === null ? '' : ` ${clockText(read.dueMinute)}`}`,
          ] as [string, string],
        ]
      : []),
    ...(read.estimateMinutes
      ? [[t('mark.duration'), duration(read.estimateMinutes)] as [string, string]]
      : []),
    ...(names.length ? [[t('mark.person'), names.join(', ')] as [string, string]] : []),
    ...(read.importance
      ? [
          [
            t('mark.priority'),
            t(read.urgency === 3 ? 'priority.4' : read.importance === 1 ? 'priority.1' : 'priority.3'),
          ] as [string, string],
        ]
      : []),
  ]
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <TextInput
        ref={input}
        {...(label ? { label: t('capture.label') } : { 'aria-label': t('capture.label') })}
        aria-describedby={help}
        placeholder={t('capture.placeholder')}
        size="md"
        leftSection={<Plus size={17} aria-hidden />}
        value={text}
        error={wrong}
        maxLength={600}
        data-autofocus={label || undefined}
        autoComplete="off"
        onChange={(event) => {
          setText(event.currentTarget.value)
          setWrong(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text) {
            event.stopPropagation()
            setText('')
          }
        }}
      />
      {text.trim() ? (
        <div className={styles.read}>
          <span className={styles.marks} id={help} aria-live="polite">
            <b>{read.title || '…'}</b>
            {understood.map(([kind, value]) => (
              <span key={kind} className={styles.mark}>
                <span className="muted">{kind}</span> {value}
              </span>
            ))}
          </span>
          <span className={styles.end}>
            {read.projectId ? (
              <span className={styles.mark}>
                <span className="muted">{t('mark.project')}</span> {project?.name}
              </span>
            ) : (
              <Select
                size="xs"
                aria-label={t('capture.where')}
                placeholder={t('capture.where')}
                data={projects.map((p) => ({ value: p.id, label: p.name }))}
                value={project?.id ?? null}
                searchable={projects.length > 8}
                allowDeselect={false}
                onChange={setChosen}
              />
            )}
            <Button type="submit" size="xs" loading={busy} disabled={!read.title}>
              {t('capture.add')}
            </Button>
          </span>
        </div>
      ) : (
        <p id={help} className={label ? 'caption muted' : 'unseen'}>
          {t('capture.help')}
        </p>
      )}
    </form>
  )
}

/** The same behind the key « c ». */
export default function CaptureForm({ onDone }: { onDone: () => void }) {
  return <Capture label onDone={onDone} />
}
