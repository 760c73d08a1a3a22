import {
  Flag,
  Hourglass,
  ListTree,
  MessageSquare,
  MoreHorizontal,
  Paperclip,
  Repeat2,
  SquareCheck,
} from 'lucide-react'
import { memo } from 'react'
import { People } from '#web/pieces/Person.tsx'
import { Shape } from '#web/pieces/State.tsx'
import { When } from '#web/pieces/When.tsx'
import { type Card, isLate } from '../model.ts'
import styles from './BoardCard.module.css'
import type { CardLook } from './cardLook.ts'
import { Tag } from './Tag.tsx'

type Props = {
  card: Card
  look: CardLook
  /** See `useCardLook`: « 2/5! » is two of five subtasks done, and waiting. */
  around: string
  may: boolean
  selected: boolean
}

/** A card. It hears nothing itself: the board listens once for all of them, so that thousands cost no more than what is in sight. */
export const BoardCard = memo(function BoardCard({ card, look, around, may, selected }: Props) {
  const { t } = look
  const late = isLate(card, look.today)
  const subtasks = around.replace('!', '')
  const labels = card.labelIds.flatMap((id) => look.labels.get(id) ?? [])
  const people = card.assigneeIds.flatMap((id) => look.people.get(id) ?? [])
  const weight = Math.max(card.importance, card.urgency)
  return (
    <div
      className={styles.card}
      // Said from the start: a hand that presses at once would find it said too late.
      draggable={may}
      data-card={card.id}
      data-done={card.done || undefined}
      data-selected={selected || undefined}
      data-weight={weight >= 2 ? weight : undefined}
    >
      {(labels.length > 0 || look.portfolio) && (
        <div className={styles.tags}>
          {look.portfolio && (
            <span className={styles.project}>{look.projects.get(card.projectId)?.name}</span>
          )}
          {labels.map((l) => (
            <Tag key={l.id} label={l} />
          ))}
        </div>
      )}
      <button type="button" className={styles.title} data-opener>
        {card.kind === 'milestone' && <Flag size={13} aria-label={t('kind.milestone')} />} {card.title}
      </button>
      {look.fields.length > 0 && <CardFields card={card} look={look} />}
      <div className={styles.foot}>
        <span className={styles.marks}>
          {card.done && <Shape tone="done" label={t('task.done')} />}
          {weight >= 2 && (
            <span
              className={styles.weight}
              title={t('board.priority', { importance: card.importance, urgency: card.urgency })}
            >
              {weight >= 3 ? '!!' : '!'}
              <span className="unseen">
                {t('board.priority', { importance: card.importance, urgency: card.urgency })}
              </span>
            </span>
          )}
          {card.dueOn && (
            <span className={styles.due} data-late={late || undefined}>
              <When at={card.dueOn} late={late && t('task.late')} />
            </span>
          )}
          {around.endsWith('!') && <Hourglass size={13} aria-label={t('board.blocked')} />}
          {card.recurrenceId && <Repeat2 size={13} aria-hidden />}
          {subtasks && (
            <span>
              <ListTree size={13} aria-label={t('board.subtasks')} /> {subtasks}
            </span>
          )}
          {card.itemCount > 0 && (
            <span>
              <SquareCheck size={13} aria-label={t('checklist')} /> {card.itemDone}/{card.itemCount}
            </span>
          )}
          {card.commentCount > 0 && (
            <span>
              <MessageSquare size={13} aria-label={t('comments')} /> {card.commentCount}
            </span>
          )}
          {card.attachmentCount > 0 && (
            <span>
              <Paperclip size={13} aria-label={t('files')} /> {card.attachmentCount}
            </span>
          )}
        </span>
        {people.length > 0 && <People people={people} max={3} size={20} />}
      </div>
      {card.progress > 0 && card.progress < 100 && (
        <span className={styles.progress} aria-hidden>
          <span style={{ width: `${card.progress}%` }} />
        </span>
      )}
      {may && (
        <button
          type="button"
          className={styles.menu}
          data-mover
          aria-haspopup="menu"
          aria-label={t('board.move', { title: card.title })}
        >
          <MoreHorizontal size={15} aria-hidden />
        </button>
      )}
    </div>
  )
})

/** The fields of the team chosen in the view’s columns. */
function CardFields({ card, look }: { card: Card; look: CardLook }) {
  const shown = look.fields
    .map((f) => ({ f, text: look.fieldText(f, card) }))
    .filter(({ text }) => text !== '')
  if (!shown.length) return null
  return (
    <dl className={styles.fields}>
      {shown.map(({ f, text }) => (
        <div key={f.id}>
          <dt>{f.name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
