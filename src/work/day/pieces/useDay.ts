import { useQuery } from '@tanstack/react-query'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { offer, tell } from '#web/undo.tsx'
import type { MyTask } from '../../model.ts'
import { messages } from '../messages.ts'
import type { Block, MyDay } from '../model.ts'

export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const keyOf = (day: string | undefined) =>
  rpc.work.day.read.queryOptions({
    input: day ? { day } : {},
    meta: { topics: ['dayBlock', 'task', 'comment', 'timeEntry', 'dayOff', 'calendar'] },
    placeholderData: (now: MyDay | undefined) => now,
  })
const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.day.key() })
const lists = ['late', 'dueToday', 'soon', 'waiting', 'undated'] as const

/** Blocks drawn before the server has given them their name. */
const coming = new Map<string, Promise<string>>()

/** The reader's day and what may be done to it; each deed shows at once, and is taken back if the server refuses. */
export function useDay(day: string | undefined) {
  const t = useT(messages)
  const told = useTold()
  const { date } = useFormats()
  const query = useQuery(keyOf(day))
  const patch = (change: (now: MyDay) => MyDay) =>
    queries.setQueryData(keyOf(day).queryKey, (now: MyDay | undefined) => now && change(now))
  const tried = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
      return true
    } catch (error) {
      tell(told(error).sentence, 'bad')
      return false
    } finally {
      void refresh()
      void queries.invalidateQueries({ queryKey: rpc.work.tasks.key() })
    }
  }
  const without = (task: MyTask) =>
    patch((now) => ({
      ...now,
      ...Object.fromEntries(lists.map((l) => [l, now[l].filter((x) => x.id !== task.id)])),
    }))
  const set = (block: Block) =>
    patch((now) => ({
      ...now,
      blocks: [...now.blocks.filter((b) => b.id !== block.id), ...(block.day === now.day ? [block] : [])],
    }))
  return {
    query,
    place: (b: { taskId?: string; title: string; day: string; from: number; to: number; task?: MyTask }) => {
      const temporary = `new-${b.from}-${b.title}`
      set({
        id: temporary,
        taskId: b.taskId ?? null,
        title: b.title,
        day: b.day,
        from: b.from,
        to: b.to,
        number: b.task?.number ?? null,
        done: false,
        projectId: b.task?.projectId ?? null,
        projectSlug: b.task?.projectSlug ?? null,
        projectName: b.task?.projectName ?? null,
      })
      const placed = api.work.day.place({
        ...(b.taskId ? { taskId: b.taskId } : { title: b.title }),
        day: b.day,
        from: b.from,
        to: b.to,
      })
      const kept = placed.then(({ id }) => id)
      kept.catch(() => {})
      coming.set(temporary, kept)
      return tried(async () => {
        const { id } = await placed
        // From here on a move is a move of the one that is kept.
        patch((now) => ({
          ...now,
          blocks: now.blocks.map((one) => (one.id === temporary ? { ...one, id } : one)),
        }))
        offer(
          t('placed', { title: b.title, day: date(b.day), from: clockText(b.from), to: clockText(b.to) }),
          () => api.work.day.remove({ id }).then(refresh),
        )
      })
    },
    move: (block: Block, to: { day?: string; from?: number; to?: number; title?: string }) => {
      set({ ...block, ...to })
      return tried(async () => {
        // A quick hand moves what is still on its way: the move waits for it rather than being lost.
        const id = await (coming.get(block.id) ?? block.id)
        await api.work.day.move({ id, ...to })
      })
    },
    remove: (block: Block) => {
      patch((now) => ({ ...now, blocks: now.blocks.filter((b) => b.id !== block.id) }))
      return tried(async () => {
        await api.work.day.remove({ id: block.id })
        const { taskId, title, from, to } = block
        offer(t('agenda.removed', { title }), () =>
          api.work.day
            .place({ ...(taskId ? { taskId } : { title }), day: block.day, from, to })
            .then(refresh),
        )
      })
    },
    finish: (task: { id: string; title: string }) => {
      without(task as MyTask)
      return tried(async () => {
        await api.work.tasks.complete({ id: task.id, done: true })
        offer(t('finished', { title: task.title }), () =>
          api.history.undoLast({ noun: 'task', rowId: task.id }).then(refresh),
        )
      })
    },
    snooze: (task: MyTask, untilOn: string | null) => {
      if (untilOn) without(task)
      return tried(async () => {
        await api.work.day.snooze({ taskId: task.id, untilOn })
        if (untilOn)
          offer(t('aside', { title: task.title }), () =>
            api.work.day.snooze({ taskId: task.id, untilOn: null }).then(refresh),
          )
      })
    },
    postpone: (task: MyTask, dueOn: string) => {
      without(task)
      return tried(async () => {
        await api.work.tasks.amend({ id: task.id, dueOn, version: task.version })
        offer(t('moved', { day: date(dueOn) }), () =>
          api.history.undoLast({ noun: 'task', rowId: task.id }).then(refresh),
        )
      })
    },
  }
}
export type Day = ReturnType<typeof useDay>
