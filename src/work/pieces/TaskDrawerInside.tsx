import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useRef } from 'react'
import { useT } from '#web/i18n.tsx'
import { TextField } from '#web/pieces/Field.tsx'
import { useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import type { Card, Label, Status, Task } from '../model.ts'
import { TaskRelations } from '../relations/pieces/TaskRelations.tsx'
import { TaskTime } from '../time/pieces/TaskTime.tsx'
import { Attachments } from './Attachments.tsx'
import { AttachmentsDrop } from './AttachmentsDrop.tsx'
import { Checklists } from './Checklists.tsx'
import { Comments } from './Comments.tsx'
import { PresenceTyping, usePresence } from './Presence.tsx'
import { RichProvider, useRichOf } from './RichContext.ts'
import { RichField } from './RichField.tsx'
import { refreshTask } from './refreshTask.ts'
import styles from './TaskDrawer.module.css'
import type { Looked } from './TaskDrawer.tsx'
import { TaskDrawerBar } from './TaskDrawerBar.tsx'
import { TaskDrawerClash } from './TaskDrawerClash.tsx'
import { TaskDrawerFamily, TaskDrawerSubtasks } from './TaskDrawerFamily.tsx'
import { TaskFields } from './TaskFields.tsx'
import { TaskFieldsPlan } from './TaskFieldsPlan.tsx'
import { TaskHistory } from './TaskHistory.tsx'
import { useTaskSaving } from './useTaskSaving.ts'
import { useTaskVerbs } from './useTaskVerbs.ts'

/** What a view lends to the open task, so that what is done here shows there in the next frame. */
export type TaskDeeds = {
  put: (card: Card) => unknown
  complete: (card: Card, done: boolean) => Promise<unknown>
  discard: (card: Card) => Promise<unknown>
}

type Props = {
  task: Task
  board: { statuses: readonly Status[]; labels: readonly Label[] }
  deeds?: TaskDeeds
  onClose: () => void
  onLook: (looked: Looked) => void
  /** Opens another task of the project; left out: beside the view, by the address. */
  onOpen?: (number: number) => void
}

export function TaskDrawerInside({ task, board, deeds, onClose, onLook, onOpen }: Props) {
  const t = useT(messages)
  const may = useProject().can('contribute')
  const navigate = useNavigate()
  const { save, begin, clash, settle } = useTaskSaving(task, (card) => {
    if (!task.archivedAt) deeds?.put(card)
    return refreshTask()
  })
  const presence = usePresence({ taskId: task.id })
  const beside = useCallback(
    (number: number) =>
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => ({
          ...before,
          tache: number,
          commentaire: undefined,
        })) as never,
        resetScroll: false,
      }),
    [navigate],
  )
  const open = onOpen ?? beside
  const texts = useMemo(
    () => [task.description, ...task.comments.map((c) => c.text)],
    [task.description, task.comments],
  )
  const rich = useRichOf(texts, open)
  const inside = useRef<HTMLDivElement>(null)
  useTaskVerbs(task, may, inside)
  return (
    <RichProvider value={rich}>
      <AttachmentsDrop task={task} may={may}>
        <div ref={inside} className={styles.inside}>
          <TaskDrawerFamily task={task} onOpen={open} />
          <TaskDrawerBar
            task={task}
            {...(deeds ? { deeds } : {})}
            onClose={onClose}
            may={may}
            here={presence.names}
          />
          {/* biome-ignore lint/a11y/noStaticElementInteractions: only notes that the field inside is being written in. */}
          <div className={styles.title} onFocus={begin}>
            <TextField
              label={t('task.title')}
              hideLabel
              variant="plain"
              wraps
              value={task.title}
              maxLength={500}
              disabled={!may}
              onSave={(title) => save({ title })}
            />
          </div>
          <TaskDrawerClash clash={clash} onSettle={(mine) => void settle(mine).then(refreshTask)} />
          <TaskFields task={task} board={board} may={may} save={save} />
          <TaskFieldsPlan task={task} may={may} save={save} />
          <RichField
            id={task.id}
            label={t('task.description')}
            placeholder={t('task.describe')}
            value={task.description}
            may={may}
            onTyping={presence.typing}
            onSave={(description, base) => save({ description }, base)}
          />
          <TaskDrawerSubtasks task={task} board={board} may={may} onOpen={open} />
          <TaskRelations task={task} may={may} onOpen={open} />
          <Checklists task={task} may={may} />
          <TaskTime taskId={task.id} estimateMinutes={task.estimateMinutes} may={may} />
          <Attachments task={task} may={may} onLook={onLook} />
          <Comments
            task={task}
            may={may}
            onTyping={presence.typing}
            onPin={(c) =>
              c.attachmentId &&
              onLook({
                attachmentId: c.attachmentId,
                commentId: c.id,
                ...(c.pin && { version: c.pin.version }),
              })
            }
          />
          <PresenceTyping names={presence.writing} />
          <TaskHistory task={task} board={board} may={may} />
        </div>
      </AttachmentsDrop>
    </RichProvider>
  )
}
