import { ActionIcon, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { Block, Lane } from '../model.ts'
import styles from './Agenda.module.css'
import type { Span } from './useAgendaHand.ts'
import { clockText } from './useDay.ts'

/** A block of time on the hours, under the hand and the keyboard. */
export function BlockCard({
  block,
  top,
  height,
  moving,
  onKeyDown,
  onGrab,
  onStretch,
  onRemove,
}: {
  block: Lane<Block>
  top: number
  height: number
  moving: boolean
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onGrab: (event: PointerEvent<HTMLElement>) => void
  onStretch: (event: PointerEvent<HTMLElement>) => void
  onRemove: () => void
}) {
  const t = useT(messages)
  const at = useAt()
  const span = { title: block.title, from: clockText(block.from), to: clockText(block.to) }
  return (
    <li
      className={styles.block}
      style={{
        top,
        height: Math.max(20, height - 2),
        left: `calc(${(block.lane / block.lanes) * 100}%)`,
        width: `calc(${100 / block.lanes}% - 4px)`,
      }}
      data-own={block.taskId ? undefined : ''}
      data-done={block.done || undefined}
      data-doubled={block.lanes > 1 || undefined}
      data-moving={moving || undefined}
      data-short={height < 40 || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: it holds a link and a button of its own. */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: moved and stretched by the arrows.
        tabIndex={0}
        className={styles.grip}
        aria-label={t('agenda.block', span)}
        aria-describedby="agenda-help"
        onKeyDown={onKeyDown}
        onPointerDown={onGrab}
      >
        {block.taskId && block.projectSlug ? (
          <Link
            to={at(`projets/${block.projectSlug}/taches`)}
            search={{ tache: block.number } as never}
            className={styles.title}
            draggable={false}
            onPointerDown={(event) => event.stopPropagation()}
          >
            {block.title}
          </Link>
        ) : (
          <span className={styles.title}>{block.title}</span>
        )}
        <span className={styles.when}>
          {span.from} – {span.to}
          {block.projectName && ` · ${block.projectName}`}
        </span>
      </div>
      <ActionIcon
        className={styles.remove ?? ''}
        size={24}
        variant="subtle"
        aria-label={t('agenda.remove', { title: block.title })}
        onClick={onRemove}
      >
        <X size={13} aria-hidden />
      </ActionIcon>
      <span className={styles.stretch} onPointerDown={onStretch} title={t('agenda.resize')} aria-hidden />
    </li>
  )
}

/** A block being drawn: it asks for a name, and goes if it gets none. */
export function BlockDraft({
  top,
  height,
  span,
  onName,
  onCancel,
}: {
  top: number
  height: number
  span: Span
  onName: (title: string) => void
  onCancel: () => void
}) {
  const t = useT(messages)
  const [title, setTitle] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <form
      className={styles.draft}
      style={{ top, height: Math.max(36, height - 2) }}
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim()) onName(title.trim())
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        aria-label={`${t('agenda.name')}, ${clockText(span.from)} – ${clockText(span.to)}`}
        placeholder={t('agenda.name')}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        onBlur={() => (title.trim() ? onName(title.trim()) : onCancel())}
      />
    </form>
  )
}
