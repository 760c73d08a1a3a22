import { ActionIcon, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { Shape, type Tone } from '#web/pieces/State.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { Gathered, Item } from '../model.ts'
import styles from './Lists.module.css'

export const parts = ['done', 'next', 'blocked'] as const
export type Part = (typeof parts)[number]
export const toneOf: Record<Part, Tone> = { done: 'done', next: 'active', blocked: 'bad' }

type Tasks = Readonly<Record<string, { number: number; projectSlug: string; done: boolean }>>

export function Line({ item, tasks }: { item: Item; tasks: Tasks }) {
  const at = useAt()
  const task = item.taskId ? tasks[item.taskId] : undefined
  return (
    <span className={styles.text}>
      {task ? (
        <Link to={at(`projets/${task.projectSlug}/taches`)} search={{ tache: task.number } as never}>
          {item.text}
        </Link>
      ) : (
        item.text
      )}
      {item.why && <span className={styles.why}> · {item.why}</span>}
    </span>
  )
}

/** What somebody said, as it stands. */
export function Said({
  said,
  tasks,
  action,
}: {
  said: Gathered & { note: string }
  tasks: Tasks
  action?: (item: Item) => ReactNode
}) {
  const t = useT(messages)
  return (
    <div className={styles.said}>
      {parts.map((part) => (
        <div key={part} data-part={part}>
          <h4>
            <Shape tone={toneOf[part]} /> {t(part)}
          </h4>
          {said[part].length ? (
            <ul>
              {said[part].map((item, i) => (
                <li key={i}>
                  <Line item={item} tasks={tasks} />
                  {part === 'blocked' && action?.(item)}
                </li>
              ))}
            </ul>
          ) : (
            <p className="muted caption">{t(`none.${part}`)}</p>
          )}
        </div>
      ))}
      {said.note && <p className={styles.note}>{said.note}</p>}
    </div>
  )
}

/** The three lists, to be corrected: each line is text; Enter adds another, an empty one goes. */
export function Editor({ value, onChange }: { value: Gathered; onChange: (next: Gathered) => void }) {
  const t = useT(messages)
  const [fresh, setFresh] = useState<Record<Part, string>>({ done: '', next: '', blocked: '' })
  const put = (part: Part, items: Item[]) => onChange({ ...value, [part]: items })
  const add = (part: Part) => {
    const text = fresh[part].trim()
    if (!text) return
    put(part, [...value[part], { text, taskId: null }])
    setFresh({ ...fresh, [part]: '' })
  }
  return (
    <div className={styles.editor}>
      {parts.map((part) => (
        <fieldset key={part} data-part={part}>
          <legend>
            <Shape tone={toneOf[part]} /> {t(part)}
          </legend>
          <ul>
            {value[part].map((item, i) => (
              <li key={`${item.taskId ?? ''}${i}`}>
                <input
                  className={styles.field}
                  aria-label={t('edit', { text: item.text })}
                  defaultValue={item.text}
                  maxLength={500}
                  onBlur={(event) => {
                    const text = event.currentTarget.value.trim()
                    if (text === item.text) return
                    put(
                      part,
                      text
                        ? value[part].map((x, n) => (n === i ? { ...x, text } : x))
                        : value[part].filter((_, n) => n !== i),
                    )
                  }}
                  onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                />
                {item.why && <span className={styles.why}>{item.why}</span>}
                <ActionIcon
                  size={24}
                  variant="subtle"
                  aria-label={t('remove', { text: item.text })}
                  onClick={() =>
                    put(
                      part,
                      value[part].filter((_, n) => n !== i),
                    )
                  }
                >
                  <X size={13} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <TextInput
            size="xs"
            classNames={{ input: styles.add! }}
            aria-label={t(`add.${part}`)}
            placeholder={t(`add.${part}`)}
            value={fresh[part]}
            maxLength={500}
            onChange={(event) => setFresh({ ...fresh, [part]: event.currentTarget.value })}
            onBlur={() => add(part)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add(part)
            }}
          />
        </fieldset>
      ))}
    </div>
  )
}
