import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { useAt } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { parseDuration, shiftDay, type Week, type WeekRow, writeDuration } from '../model.ts'
import styles from './Sheet.module.css'

export const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.time.key() })
const keyOf = (r: WeekRow) => r.taskId ?? r.projectId

/** Days by tasks: type in a cell, arrows to the next. */
export function Sheet({
  week,
  extra,
  onAdd,
}: {
  week: Week
  extra: readonly WeekRow[]
  onAdd: (row: WeekRow) => void
}) {
  const t = useT(messages)
  const at = useAt()
  const { duration, weekday, date } = useFormats()
  const told = useTold()
  const table = useRef<HTMLTableElement>(null)
  const rows = [...week.rows, ...extra.filter((e) => !week.rows.some((r) => keyOf(r) === keyOf(e)))]
  const days = Array.from({ length: 7 }, (_, i) => shiftDay(week.from, i))
  const sums = days.map((_, i) => rows.reduce((n, r) => n + (r.minutes[i] ?? 0), 0))
  const whole = sums.reduce((a, b) => a + b, 0)
  const save = async (row: WeekRow, i: number, minutes: number) => {
    const before = row.minutes[i] ?? 0
    if (minutes === before) return
    const put = (m: number) =>
      api.work.time.setCell({
        memberId: week.memberId,
        taskId: row.taskId,
        projectId: row.projectId,
        day: days[i] as string,
        minutes: m,
      })
    try {
      onAdd({ ...row, minutes: row.minutes.map((m, n) => (n === i ? minutes : m)) })
      await put(minutes)
      offer(t('sheet.changed', { minutes: duration(minutes) }), () => put(before).then(refresh))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    } finally {
      await refresh()
    }
  }
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const [r, c] = ((event.target as HTMLElement).dataset.cell ?? '').split(':').map(Number)
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] }[event.key] ?? sideways(event)
    if (!step || !Number.isFinite(r) || !Number.isFinite(c)) return
    const next = table.current?.querySelector<HTMLInputElement>(
      `[data-cell="${(r as number) + (step[0] as number)}:${(c as number) + (step[1] as number)}"]`,
    )
    if (event.key === 'Enter' && !next) return (event.target as HTMLElement).blur()
    if (!next) return
    event.preventDefault()
    next.focus()
    next.select()
  }
  if (!rows.length) return <Empty drawing="clock" sentence={t('sheet.empty')} example={t('sheet.example')} />
  return (
    <div className={styles.box}>
      <table ref={table} className={styles.sheet} onKeyDown={walk} aria-label={t('tab.sheet')}>
        <thead>
          <tr>
            <th scope="col">{t('task')}</th>
            {days.map((d, i) => (
              <th key={d} scope="col" data-off={week.capacity?.[i] === 0 || undefined}>
                {weekday(d).slice(0, 3)}
                <span className="muted"> {Number(d.slice(8))}</span>
              </th>
            ))}
            <th scope="col">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={keyOf(row)}>
              <th scope="row">
                {row.taskId ? (
                  <Link
                    to={at(`projets/${row.projectSlug}/taches`)}
                    search={{ tache: row.taskNumber } as never}
                  >
                    {row.title}
                  </Link>
                ) : (
                  <span>{t('project.itself')}</span>
                )}
                <span className={styles.project}>{row.projectName}</span>
              </th>
              {days.map((d, c) => (
                <td
                  key={d}
                  data-off={week.capacity?.[c] === 0 || undefined}
                  data-day={weekday(d).slice(0, 3)}
                >
                  <Cell
                    at={`${r}:${c}`}
                    label={t('cell.label', {
                      task: row.title || row.projectName,
                      day: `${weekday(d)} ${date(d)}`,
                    })}
                    minutes={row.minutes[c] ?? 0}
                    disabled={!row.may}
                    onSave={(m) => save(row, c, m)}
                  />
                </td>
              ))}
              <td className={styles.total}>
                {writeDuration(row.minutes.reduce((a, b) => a + b, 0)) || <span className="muted">–</span>}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            {sums.map((sum, i) => (
              <td key={days[i]} className={styles.total} data-off={week.capacity?.[i] === 0 || undefined}>
                {writeDuration(sum) || <span className="muted">–</span>}
                {Boolean(week.capacity?.[i]) && (
                  <span
                    className={styles.fill}
                    style={{ width: `${Math.min(100, (sum / (week.capacity?.[i] || 1)) * 100)}%` }}
                    aria-hidden
                  />
                )}
              </td>
            ))}
            <td className={styles.total}>{writeDuration(whole) || '–'}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** ← and → leave a field only from its ends. */
function sideways(event: KeyboardEvent<HTMLElement>): [number, number] | null {
  const input = event.target as HTMLInputElement
  const all = input.selectionStart === 0 && input.selectionEnd === input.value.length
  if (event.key === 'ArrowLeft' && (all || input.selectionStart === 0)) return [0, -1]
  if (event.key === 'ArrowRight' && (all || input.selectionEnd === input.value.length)) return [0, 1]
  return null
}

function Cell({
  at,
  label,
  minutes,
  disabled,
  onSave,
}: {
  at: string
  label: string
  minutes: number
  disabled: boolean
  onSave: (minutes: number) => Promise<void>
}) {
  const t = useT(messages)
  const [typed, setTyped] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the server says replaces what was typed.
  useEffect(() => setTyped(null), [minutes])
  const leave = async () => {
    if (typed === null) return
    const next = parseDuration(typed)
    if (next === null) {
      setWrong(true)
      return tell(t('cell.bad', { text: typed }), 'bad')
    }
    setWrong(false)
    await onSave(next)
    setTyped(null)
  }
  return (
    <input
      className={styles.cell}
      data-cell={at}
      data-full={minutes > 0 || undefined}
      aria-label={label}
      aria-invalid={wrong || undefined}
      inputMode="text"
      autoComplete="off"
      disabled={disabled}
      placeholder="–"
      value={typed ?? writeDuration(minutes)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        setTyped(null)
        setWrong(false)
      }}
    />
  )
}

/** Finds a task of any project, or a project, for a new line. */
export function AddLine({ onAdd }: { onAdd: (row: WeekRow) => void }) {
  const t = useT(messages)
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const found = useQuery({
    ...rpc.search.find.queryOptions({ input: { q: text, limit: 20 } }),
    enabled: open && text.trim().length > 1,
    placeholderData: (now: unknown) => now as never,
  })
  const projects = useQuery({ ...rpc.projects.list.queryOptions(), enabled: open }).data ?? []
  const hits = (found.data ?? []).filter((f) => f.noun === 'task')
  const bare = (p: { id: string; slug: string; name: string }): WeekRow => ({
    taskId: null,
    taskNumber: null,
    title: '',
    done: false,
    projectId: p.id,
    projectSlug: p.slug,
    projectName: p.name,
    minutes: [0, 0, 0, 0, 0, 0, 0],
    may: true,
  })
  const choose = async (value: string | null) => {
    const hit = hits.find((h) => h.id === value)
    const project = projects.find((p) => p.id === (hit?.projectId ?? value))
    if (!project) return
    if (hit) {
      const task = await api.work.tasks.get({ id: hit.id })
      onAdd({
        ...bare(project),
        taskId: task.id,
        taskNumber: task.number,
        title: task.title,
        done: task.done,
      })
    } else onAdd(bare(project))
    setOpen(false)
    setText('')
  }
  if (!open)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('sheet.add')}
      </Button>
    )
  return (
    <Select
      className={styles.add ?? ''}
      aria-label={t('sheet.search')}
      placeholder={t('sheet.search')}
      autoFocus
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t('sheet.none')}
      data={[
        ...hits.map((h) => ({ value: h.id, label: `${h.title} · ${h.projectName ?? ''}` })),
        ...projects
          .filter((p) => p.name.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()))
          .slice(0, 8)
          .map((p) => ({ value: p.id, label: `${t('project.itself')} · ${p.name}` })),
      ]}
      value={null}
      onChange={(value) => void choose(value)}
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
    />
  )
}
