import { useRef, useState } from 'react'
import { api, isApiError } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { tell } from '#web/undo.tsx'
import { talkMessages } from '../messages/talk.ts'
import type { Card, Task, TaskDraft } from '../model.ts'
import { merged } from '../rich/model/merge.ts'

const texts = ['title', 'description'] as const
type Text = (typeof texts)[number]
export type Clash = { field: Text; mine: string; theirs: string }

/**
 * Saves one field of an open task on the version one saw. If somebody changed *another* field meanwhile, the change is made
 * again on what is there. Two who wrote in different lines of a text both keep theirs; if it was the same line, both texts
 * are shown and nothing is lost.
 */
export function useTaskSaving(task: Task, onSaved: (card: Card) => unknown) {
  const t = useT(talkMessages)
  const [clash, setClash] = useState<Clash | null>(null)
  // The task as it was when one began to type: a newer one may arrive while one is still writing over the old.
  const base = useRef<Task | null>(null)
  const begin = () => {
    base.current = task
  }
  /** `from`: the text one began from, when it is older than what is shown. */
  const save = async (change: Partial<TaskDraft>, from?: string): Promise<void> => {
    const text = texts.find((f) => change[f] !== undefined)
    const seen = (text === 'title' && base.current) || task
    const began = from ?? (text && seen[text])
    if (text && from !== undefined && from !== task[text]) return again(change, text, from, task)
    try {
      await onSaved(await api.work.tasks.amend({ id: task.id, version: seen.version, ...change }))
    } catch (error) {
      if (!isApiError(error) || error.code !== 'CONFLICT') throw error
      const current = (error.data as { current?: Partial<Task> } | null)?.current ?? {}
      if (text && began !== undefined) return again(change, text, began, current)
      await onSaved(await api.work.tasks.amend({ id: task.id, ...change }))
    }
  }
  const again = async (change: Partial<TaskDraft>, field: Text, began: string, now: Partial<Task>) => {
    const mine = change[field] ?? ''
    const theirs = now[field] ?? began
    const both = field === 'description' ? merged(began, mine, theirs) : theirs === began ? mine : undefined
    if (both === undefined && theirs !== mine) return setClash({ field, mine, theirs })
    await onSaved(await api.work.tasks.amend({ id: task.id, ...change, [field]: both ?? mine }))
    if (both !== mine) tell(t('rich.merged'))
  }
  const settle = async (mine: boolean) => {
    if (clash && mine) await onSaved(await api.work.tasks.amend({ id: task.id, [clash.field]: clash.mine }))
    setClash(null)
  }
  return { save, begin, clash, settle }
}
