import { ActionIcon } from '@mantine/core'
import { ChevronsLeftRight, ChevronsRightLeft, Plus, Settings2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { State } from '#web/pieces/State.tsx'
import { messages } from '../messages.ts'
import type { Card, Status } from '../model.ts'
import { type Group, sumOf } from '../views/model.ts'
import { AddTask } from './AddTask.tsx'
import styles from './BoardColumn.module.css'

type HeadProps = {
  group: Pick<Group, 'key' | 'label' | 'colour'>
  cards: readonly Card[]
  /** How many there are, filtered or not. */
  total: number
  /** Where the columns are those of a project’s board: its limit, and its settings. */
  status: Status | undefined
  folded: boolean
  onFold: () => void
  onEdit: (() => void) | null
  onAdd: ((...titles: string[]) => Promise<unknown>) | null
  sums: readonly string[]
}

/** The head of a column: its name, how many, its limit, and what may be done with it. */
export function BoardHead({ group, cards, total, status, folded, onFold, onEdit, onAdd, sums }: HeadProps) {
  const t = useT(messages)
  const { duration } = useFormats()
  const [adding, setAdding] = useState(false)
  const limit = status?.wipLimit ?? null
  const tooMany = limit !== null && total > limit
  const estimated = sums.includes('estimate') ? sumOf(cards, 'estimate') : null
  if (folded)
    return (
      <button
        type="button"
        className={styles.folded}
        aria-expanded={false}
        aria-label={t('board.unfold', { name: group.label })}
        onClick={onFold}
      >
        <ChevronsLeftRight size={14} aria-hidden />
        <span className={styles.foldedName}>{group.label}</span>
        <span className={styles.count}>{total}</span>
      </button>
    )
  return (
    <>
      <header className={styles.head}>
        <h3 className={styles.name} data-colour={group.colour ?? undefined}>
          {group.label}
        </h3>
        <span className={styles.count} data-over={tooMany || undefined}>
          {cards.length < total ? `${cards.length}/${total}` : total}
          {limit !== null && !tooMany && <span className="unseen"> / {limit}</span>}
        </span>
        {tooMany && (
          <State tone="risk" quiet>
            {t('board.over', { limit })}
          </State>
        )}
        <span className={styles.tools}>
          <ActionIcon
            variant="subtle"
            size="sm"
            className={styles.quiet!}
            aria-expanded
            aria-label={t('board.fold', { name: group.label })}
            onClick={onFold}
          >
            <ChevronsRightLeft size={14} aria-hidden />
          </ActionIcon>
          {onEdit && (
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={t('column.edit', { name: group.label })}
              onClick={onEdit}
            >
              <Settings2 size={14} aria-hidden />
            </ActionIcon>
          )}
          {onAdd && (
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={`${t('board.add')} : ${group.label}`}
              onClick={() => setAdding(true)}
            >
              <Plus size={15} aria-hidden />
            </ActionIcon>
          )}
        </span>
        {estimated !== null && (
          <span className={styles.sum}>{t('board.sum', { duration: duration(estimated) })}</span>
        )}
      </header>
      {adding && onAdd && (
        <div className={styles.add}>
          <AddTask
            label={`${t('board.add')} : ${group.label}`}
            inputRef={(input) => input?.focus()}
            onAdd={onAdd}
            onLeave={() => setAdding(false)}
          />
        </div>
      )}
    </>
  )
}

export function BoardColumn(props: HeadProps & { children: ReactNode }) {
  const t = useT(messages)
  const { group, total, folded } = props
  return (
    <section
      className={styles.column}
      aria-label={t('board.column', { name: group.label, count: total })}
      data-column={group.key}
      data-folded={folded || undefined}
    >
      <BoardHead {...props} />
      {!folded && props.children}
    </section>
  )
}
