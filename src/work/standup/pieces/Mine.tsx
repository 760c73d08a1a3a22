import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { State } from '#web/pieces/State.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Checkin, Gathered, StandupDay } from '../model.ts'
import { Editor } from './Lists.tsx'

export const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.standup.key() })

/** One's own check-in of today: gathered, corrected, sent. What is typed is kept as one goes. */
export function Mine({ data, checkin }: { data: StandupDay; checkin: Checkin | null }) {
  const t = useT(messages)
  const told = useTold()
  const { relative } = useFormats()
  const [lists, setLists] = useState<Gathered>(checkin ?? { done: [], next: [], blocked: [] })
  const [note, setNote] = useState(checkin?.note ?? '')
  const [busy, setBusy] = useState(false)
  const { id } = data.standup
  const asked = useRef(false)
  const gather = async () => {
    try {
      const found = await api.work.standup.gathered({ id, day: data.day })
      // What was added by hand stays; what the work says is said once.
      const merged = (part: keyof Gathered) => [
        ...found[part],
        ...lists[part].filter((i) => !i.taskId && !found[part].some((f) => f.text === i.text)),
      ]
      const next = { done: merged('done'), next: merged('next'), blocked: merged('blocked') }
      setLists(next)
      return next
    } catch (error) {
      tell(told(error).sentence, 'bad')
      return undefined
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when nothing was written yet.
  useEffect(() => {
    if (checkin || asked.current) return
    asked.current = true
    void gather()
  }, [])
  const save = async (c: Gathered, words: string, send: boolean) => {
    if (send) setBusy(true)
    try {
      await api.work.standup.save({
        id,
        day: data.day,
        done: c.done,
        next: c.next,
        blocked: c.blocked,
        note: words,
        send,
      })
      if (send) tell(t('sent'))
      await refresh()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section
      title={t('mine')}
      line={
        checkin?.sentAt ? (
          <State tone="done" quiet>
            {t('mine.sent', { when: relative(checkin.sentAt) })}
          </State>
        ) : (
          t('mine.line')
        )
      }
      action={
        <Button size="xs" variant="subtle" onClick={() => void gather()}>
          {t('mine.gather')}
        </Button>
      }
    >
      <Editor
        value={lists}
        onChange={(next) => {
          setLists(next)
          void save(next, note, false)
        }}
      />
      <div className="stack">
        <Textarea
          aria-label={t('note')}
          placeholder={t('note')}
          autosize
          minRows={1}
          maxLength={5000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          onBlur={() => note !== (checkin?.note ?? '') && void save(lists, note, false)}
        />
        <div className="row">
          <Button loading={busy} onClick={() => void save(lists, note, true)}>
            {t(checkin?.sentAt ? 'mine.again' : 'mine.send')}
          </Button>
        </div>
      </div>
    </Section>
  )
}
