import type { RefObject } from 'react'
import { useCommands } from '#web/commands.ts'
import { useT } from '#web/i18n.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import { talkMessages } from '../messages/talk.ts'
import { messages } from '../messages.ts'
import type { Task } from '../model.ts'
import { messages as recurring } from '../recurring/messages.ts'
import { relationMessages } from '../relations/messages.ts'
import { messages as time } from '../time/messages.ts'

/** Where the commands of an open task stand in the palette. */
export const groupOf = (task: Pick<Task, 'number' | 'title'>) => `#${task.number} ${task.title}`.slice(0, 60)

const told = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
const nameOf = (e: HTMLElement) =>
  told(
    e.getAttribute('aria-label') ??
      ('labels' in e ? (e as HTMLInputElement).labels?.[0]?.textContent : null) ??
      e.textContent,
  )

/** Brings the hand to a part of the task by the name it bears: a field is entered, a button pressed. */
function reach(root: HTMLElement | null, name: string): void {
  const all = [...(root?.querySelectorAll<HTMLElement>('button, input, textarea, select') ?? [])]
  const part = all.find((e) => nameOf(e) === told(name))
  if (!part) return
  const fold = part.closest('details')
  if (fold) fold.open = true
  part.scrollIntoView({ block: 'nearest' })
  part.focus()
  if (part instanceof HTMLButtonElement) part.click()
}

/** Everything that may be set or begun on the open task, in the palette: the keyboard needs no way through the fields. */
export function useTaskVerbs(task: Task, may: boolean, root: RefObject<HTMLElement | null>): void {
  const t = useT(messages)
  const d = useT(drawerMessages)
  const talk = useT(talkMessages)
  const clock = useT(time)
  const repeat = useT(recurring)
  const relate = useT(relationMessages)
  const names = may
    ? [
        t('task.status'),
        t('task.assignees'),
        t('task.due'),
        t('task.start'),
        t('task.labels'),
        t('task.estimate'),
        d('progress'),
        t('task.importance'),
        t('task.urgency'),
        t('task.kind'),
        t('task.action'),
        d('mode'),
        d('duration'),
        d('constraint'),
        d('deadline'),
        d('calendar'),
        d('links.addBefore'),
        d('links.addAfter'),
        ...(task.recurrenceId ? [] : [repeat('add')]),
        talk('rich.edit'),
        d('subtask.add'),
        relate('add'),
        t('checklist.add'),
        clock('timer.start'),
        clock('entry.add'),
        d('files.choose'),
        t('files.link'),
        talk('comment.add'),
      ]
    : [talk('comment.add')]
  useCommands(
    names.map((label) => ({
      id: `task.part ${label}`,
      label,
      group: groupOf(task),
      run: () => reach(root.current, label),
    })),
  )
}
