import { Check, MessageSquare, Paperclip, SquareCheck } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { BareDate } from '#web/pieces/DateInput.tsx'
import { People } from '#web/pieces/Person.tsx'
import { messages } from '../messages.ts'
import { type Card, isLate, type Label, type Status } from '../model.ts'
import type { Deeds } from './board.ts'
import type { Somebody } from './people.ts'
import { Tags } from './Tag.tsx'
import styles from './TaskRow.module.css'

type Props = {
  card: Card
  statuses: readonly Status[]
  labels: readonly Label[]
  people: readonly Somebody[]
  today: string
  may: boolean
  active: boolean
  deeds: Deeds
  onOpen: (number: number) => void
}

/** One line of the list. Its fields are the browser's own: forty of them on screen cost nothing, and phones know them. */
export const TaskRow = memo(function TaskRow({
  card,
  statuses,
  labels,
  people,
  today,
  may,
  active,
  deeds,
  onOpen,
}: Props) {
  const t = useT(messages)
  const [title, setTitle] = useState(card.title)
  useEffect(() => setTitle(card.title), [card.title])
  const late = isLate(card, today)
  const saveTitle = () => {
    const next = title.trim()
    if (next && next !== card.title) void deeds.amend(card, { title: next })
    else setTitle(card.title)
  }
  const assigned = people.filter((p) => card.assigneeIds.includes(p.id))
  return (
    <div className={styles.row} data-active={active || undefined} data-done={card.done || undefined}>
      <button
        type="button"
        className={styles.tick}
        aria-pressed={card.done}
        aria-label={`${t(card.done ? 'task.reopen' : 'task.finish')} : ${card.title}`}
        disabled={!may}
        onClick={() => void deeds.complete(card, !card.done)}
      >
        {card.done && <Check size={13} aria-hidden />}
      </button>
      <button
        type="button"
        className={styles.number}
        data-opener={card.id}
        aria-label={`${t('list.open', { number: card.number })} : ${card.title}`}
        onClick={() => onOpen(card.number)}
      >
        {card.number}
      </button>
      <div className={styles.what}>
        <input
          className={styles.title}
          aria-label={t('task.title')}
          value={title}
          readOnly={!may}
          maxLength={500}
          onChange={(event) => setTitle(event.currentTarget.value)}
          onBlur={saveTitle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
            if (event.key === 'Escape') {
              setTitle(card.title)
              event.currentTarget.blur()
            }
          }}
        />
        <span className={styles.marks}>
          <Tags ids={card.labelIds} labels={labels} />
          {card.itemCount > 0 && (
            <span className={styles.mark} title={t('checklist')}>
              <SquareCheck size={13} aria-hidden /> {card.itemDone}/{card.itemCount}
            </span>
          )}
          {card.commentCount > 0 && (
            <span className={styles.mark} title={t('comments')}>
              <MessageSquare size={13} aria-hidden /> {card.commentCount}
            </span>
          )}
          {card.attachmentCount > 0 && (
            <span className={styles.mark} title={t('files')}>
              <Paperclip size={13} aria-hidden /> {card.attachmentCount}
            </span>
          )}
        </span>
      </div>
      <span className={styles.who}>
        {card.assigneeIds.length > 1 ? (
          <button type="button" className={styles.several} onClick={() => onOpen(card.number)}>
            <People people={assigned} max={3} size={20} />
          </button>
        ) : (
          <select
            className={styles.cell}
            aria-label={t('task.assignee')}
            value={card.assigneeIds[0] ?? ''}
            disabled={!may}
            data-empty={card.assigneeIds.length === 0 || undefined}
            onChange={(event) =>
              void deeds.amend(card, {
                assigneeIds: event.currentTarget.value ? [event.currentTarget.value] : [],
              })
            }
          >
            <option value="">{t('task.nobody')}</option>
            {people
              .filter((p) => p.active || card.assigneeIds.includes(p.id))
              .map((p) => (
                <option key={p.id} value={p.id}>
                  {p.name}
                </option>
              ))}
          </select>
        )}
      </span>
      <span className={styles.due}>
        <BareDate
          className={styles.cell}
          aria-label={t('task.due')}
          value={card.dueOn}
          disabled={!may}
          data-late={late || undefined}
          data-empty={!card.dueOn || undefined}
          onChange={(dueOn) => void deeds.amend(card, { dueOn })}
        />
      </span>
      {late && <span className="unseen">{t('task.late')}</span>}
      <select
        className={styles.cell}
        aria-label={t('task.status')}
        value={card.statusId}
        disabled={!may}
        onChange={(event) => void deeds.amend(card, { statusId: event.currentTarget.value })}
      >
        {statuses
          .filter((s) => !s.archived || s.id === card.statusId)
          .map((s) => (
            <option key={s.id} value={s.id}>
              {s.name}
            </option>
          ))}
      </select>
    </div>
  )
})
