import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { secondsOf, type Timer } from '../model.ts'

const timerQuery = () => rpc.work.time.timer.queryOptions({ staleTime: 5 * 60_000 })
const refresh = () =>
  Promise.all([
    queries.invalidateQueries({ queryKey: rpc.work.time.key() }),
    queries.invalidateQueries({ queryKey: rpc.work.day.key() }),
  ])

/** The reader's one timer, the same on every screen of theirs. */
export function useTimer() {
  const t = useT(messages)
  const told = useTold()
  const { duration } = useFormats()
  const timer = useQuery(timerQuery()).data ?? null
  const put = (next: Timer | null) => queries.setQueryData(timerQuery().queryKey, next)
  const tried = async <T>(deed: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await deed()
    } catch (error) {
      tell(told(error).sentence, 'bad')
      return undefined
    } finally {
      void refresh()
    }
  }
  return {
    timer,
    start: (taskId: string) =>
      tried(async () => {
        const next = await api.work.time.start({ taskId })
        put(next)
        tell(t('timer.started', { task: next.taskTitle }))
      }),
    pause: () => tried(async () => put(await api.work.time.pause())),
    resume: () => tried(async () => put(await api.work.time.resume())),
    stop: (o: { minutes?: number; note?: string } = {}) =>
      tried(async () => {
        const task = timer?.taskTitle ?? ''
        const kept = await api.work.time.stop(o)
        put(null)
        if (kept)
          offer(t('timer.kept', { minutes: duration(kept.minutes), task }), () =>
            api.work.time.discard({ id: kept.id }).then(refresh),
          )
        else tell(t('timer.none'))
      }),
    drop: () =>
      tried(async () => {
        await api.work.time.drop()
        put(null)
        tell(t('timer.dropped'))
      }),
  }
}

/** Seconds on the timer, moving. */
export function useSeconds(timer: Timer | null): number {
  const [now, setNow] = useState(() => new Date())
  const runs = Boolean(timer?.runningSince)
  useEffect(() => {
    setNow(new Date())
    if (!runs) return
    const beat = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(beat)
  }, [runs])
  return timer ? secondsOf(timer, now) : 0
}

const two = (n: number) => String(n).padStart(2, '0')
export const clockOf = (seconds: number): string => {
  const h = Math.floor(seconds / 3600)
  const m = Math.floor((seconds % 3600) / 60)
  return h ? `${h}:${two(m)}:${two(seconds % 60)}` : `${m}:${two(seconds % 60)}`
}
