import { Button, SegmentedControl, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { PersonInput } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { useProjects } from '#web/shell/projects.ts'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Item, StandupDay } from '../model.ts'

/** What blocks becomes somebody's: a task of theirs, or a question on the task that names them. */
export default function Raise({
  data,
  item,
  onClose,
}: {
  data: StandupDay
  item: Item
  onClose: () => void
}) {
  const t = useT(messages)
  const told = useTold()
  const projects = (useProjects().data ?? []).filter((p) => p.stage !== 'closed')
  const [as, setAs] = useState<'task' | 'mention'>(item.taskId ? 'mention' : 'task')
  const [memberId, setMember] = useState<string | null>(null)
  const [projectId, setProject] = useState<string | null>(data.standup.projectId)
  const [text, setText] = useState(item.taskId ? '' : item.text)
  const [busy, setBusy] = useState(false)
  const ready = memberId && text.trim() && (as === 'mention' || projectId)
  const send = async () => {
    if (!ready) return
    setBusy(true)
    try {
      await api.work.standup.raise({
        id: data.standup.id,
        text,
        memberId,
        taskId: item.taskId,
        projectId,
        as,
      })
      const who = data.people.find((p) => p.memberId === memberId)?.name ?? ''
      tell(t(as === 'task' ? 'raise.made' : 'raise.asked', { who }))
      onClose()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t('raise.title', { text: item.text })}
      footer={
        <Button disabled={!ready} loading={busy} onClick={() => void send()}>
          {t(as === 'task' ? 'raise.create' : 'raise.ask')}
        </Button>
      }
    >
      <div className="stack">
        {item.taskId && (
          <SegmentedControl
            aria-label={t('raise')}
            value={as}
            onChange={(value) => setAs(value as typeof as)}
            data={[
              { value: 'mention', label: t('raise.mention') },
              { value: 'task', label: t('raise.task') },
            ]}
          />
        )}
        <PersonInput
          label={t('raise.who')}
          people={data.people.map((p) => ({ id: p.memberId, name: p.name }))}
          value={memberId}
          onChange={setMember}
        />
        <Textarea
          label={t('raise.words')}
          autosize
          minRows={2}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {as === 'task' && !data.standup.projectId && (
          <Select
            label={t('raise.project')}
            data={projects.map((p) => ({ value: p.id, label: p.name }))}
            value={projectId}
            onChange={setProject}
            searchable
          />
        )}
      </div>
    </Sheet>
  )
}
