import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { ArrowDown, ArrowUp, CornerDownRight, ListChecks, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { TextField } from '#web/pieces/Field.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { offer, tell } from '#web/undo.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import { messages } from '../messages.ts'
import { between, type Checklist, type ChecklistItem, step, type Task } from '../model.ts'
import { refreshTask as refresh } from './refreshTask.ts'
import styles from './TaskDrawer.module.css'

const takeBack = (noun: string, rowId: string) => () => api.history.undoLast({ noun, rowId }).then(refresh)

export function Checklists({ task, may }: { task: Task; may: boolean }) {
  const t = useT(messages)
  return (
    <>
      {task.checklists.map((list) => (
        <List key={list.id} list={list} may={may} />
      ))}
      {may && (
        <Button
          size="xs"
          variant="default"
          className={styles.add!}
          leftSection={<ListChecks size={14} aria-hidden />}
          onClick={() =>
            void api.work.checklists.create({ taskId: task.id, name: t('checklist') }).then(refresh)
          }
        >
          {t('checklist.add')}
        </Button>
      )}
    </>
  )
}

function List({ list, may }: { list: Checklist; may: boolean }) {
  const t = useT(messages)
  const d = useT(drawerMessages)
  const told = useTold()
  const [text, setText] = useState('')
  const [ticked, setTicked] = useState<Record<string, boolean>>({})
  const isDone = (i: { id: string; done: boolean }) => ticked[i.id] ?? i.done
  const done = list.items.filter(isDone).length
  const tick = async (id: string, value: boolean) => {
    setTicked((now) => ({ ...now, [id]: value }))
    try {
      await api.work.checklistItems.amend({ id, done: value })
      await refresh()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    setTicked(({ [id]: _, ...rest }) => rest)
  }
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
      await refresh()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const toSubtask = (i: ChecklistItem) =>
    attempt(async () => {
      const card = await api.work.checklistItems.toSubtask({ id: i.id })
      offer(d('item.becameSubtask', { title: card.title }), async () => {
        await api.work.tasks.discard({ id: card.id })
        await api.work.bin.restore({ noun: 'checklistItem', rowId: i.id })
        await refresh()
      })
    })
  const move = (i: ChecklistItem, by: -1 | 1) => {
    const others = list.items.filter((x) => x.id !== i.id)
    const to = list.items.indexOf(i) + by
    if (to < 0 || to > others.length) return
    const place =
      between(others[to - 1]?.position, others[to]?.position) ?? (others[to]?.position ?? 0) + step / 1e6
    void attempt(() => api.work.checklistItems.amend({ id: i.id, position: place }))
  }
  const keys = (i: ChecklistItem) => (event: KeyboardEvent) => {
    if (!may || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(i, event.key === 'ArrowUp' ? -1 : 1)
  }
  const add = async () => {
    const wanted = text.trim()
    if (!wanted) return
    setText('')
    await api.work.checklistItems.create({ checklistId: list.id, text: wanted }).catch((error: unknown) => {
      setText(wanted)
      tell(told(error).sentence, 'bad')
    })
    await refresh()
  }
  return (
    <section className={styles.part} aria-label={list.name}>
      <div className="spread">
        <div className={styles.grow}>
          <TextField
            label={t('column.name')}
            hideLabel
            variant="plain"
            value={list.name}
            disabled={!may}
            onSave={(name) => api.work.checklists.amend({ id: list.id, name }).then(refresh)}
          />
        </div>
        <span className="muted figures caption">
          {done}/{list.items.length}
        </span>
        {may && (
          <ActionIcon
            variant="subtle"
            aria-label={t('checklist.discard', { name: list.name })}
            onClick={() =>
              void api.work.checklists
                .discard({ id: list.id })
                .then(refresh)
                .then(() => offer(t('checklist.discarded'), takeBack('checklist', list.id)))
            }
          >
            <X size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {list.items.length > 0 && (
        <Meter ratio={done / list.items.length} tone="good" label={`${done}/${list.items.length}`} />
      )}
      <ul className={styles.items}>
        {list.items.map((i) => (
          <li key={i.id} onKeyDown={keys(i)}>
            <Checkbox
              size="md"
              checked={isDone(i)}
              disabled={!may}
              aria-label={t('item.tick', { text: i.text })}
              onChange={(event) => void tick(i.id, event.currentTarget.checked)}
            />
            <div className={styles.grow}>
              <TextField
                label={i.text}
                hideLabel
                variant="plain"
                value={i.text}
                disabled={!may}
                onSave={(value) => api.work.checklistItems.amend({ id: i.id, text: value }).then(refresh)}
              />
            </div>
            {may && (
              <span className={styles.movers}>
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={d('item.up', { text: i.text })}
                  onClick={() => move(i, -1)}
                >
                  <ArrowUp size={13} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={d('item.down', { text: i.text })}
                  onClick={() => move(i, 1)}
                >
                  <ArrowDown size={13} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={d('item.toSubtask', { text: i.text })}
                  title={d('item.toSubtask', { text: i.text })}
                  onClick={() => void toSubtask(i)}
                >
                  <CornerDownRight size={13} aria-hidden />
                </ActionIcon>
              </span>
            )}
            {may && (
              <ActionIcon
                variant="subtle"
                size="sm"
                aria-label={t('item.discard', { text: i.text })}
                onClick={() =>
                  void api.work.checklistItems
                    .discard({ id: i.id })
                    .then(refresh)
                    .then(() => offer(t('item.discarded'), takeBack('checklistItem', i.id)))
                }
              >
                <X size={13} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <TextInput
          size="xs"
          aria-label={t('checklist.item')}
          placeholder={t('checklist.item')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && void add()}
        />
      )}
    </section>
  )
}
