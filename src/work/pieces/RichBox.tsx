import { ActionIcon, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  Bold,
  Code,
  Heading,
  Italic,
  Link2,
  List,
  ListChecks,
  ListOrdered,
  Quote,
  Strikethrough,
} from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import { announce } from '#web/announce.tsx'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Face } from '#web/pieces/Person.tsx'
import { talkMessages } from '../messages/talk.ts'
import { calledAt, entered, type LineMark, lined, type Typed, wrapped } from '../rich/model/typing.ts'
import { usePeople } from './people.ts'
import styles from './Rich.module.css'
import { useRich } from './RichContext.ts'

type Choice = { key: string; insert: string; label: string; face?: string }
type Props = {
  label: string
  value: string
  onChange: (text: string) => void
  /** Ctrl+Enter. */
  onSend?: () => void
  onCancel?: () => void
  onTyping?: () => void
  rows?: number
  tools?: boolean
  disabled?: boolean
  handle?: Ref<{ focus: () => void }>
  hideLabel?: boolean
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const marks = [
  ['bold', Bold, '**'],
  ['italic', Italic, '*'],
  ['struck', Strikethrough, '~~'],
  ['code', Code, '`'],
] as const
const lineMarks: readonly (readonly [LineMark, typeof List])[] = [
  ['heading', Heading],
  ['list', List],
  ['numbers', ListOrdered],
  ['ticks', ListChecks],
  ['quote', Quote],
]

/** A box to write in: « @ » offers people, « # » tasks; lists go on by themselves; Ctrl+B, Ctrl+I, Ctrl+K as everywhere. */
export function RichBox({
  label,
  value,
  onChange,
  onSend,
  onCancel,
  onTyping,
  rows = 2,
  tools = false,
  disabled = false,
  handle,
  hideLabel = true,
}: Props) {
  const t = useT(talkMessages)
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(handle, () => ({ focus: () => box.current?.focus() }))
  const [caret, setCaret] = useState<number | null>(null)
  const [at, setAt] = useState(0)
  const [closed, setClosed] = useState<number | null>(null)
  const next = useRef<[number, number] | null>(null)
  useEffect(() => {
    if (!next.current || !box.current) return
    box.current.setSelectionRange(...next.current)
    next.current = null
  })
  const called = caret === null || disabled ? undefined : calledAt(value, caret)
  const open = called !== undefined && called.at !== closed
  const choices = useChoices(open ? called : undefined)
  const shown = open && choices.length > 0
  const chosen = choices[Math.min(at, choices.length - 1)]
  const count = choices.length
  useEffect(() => {
    if (open) announce(t('rich.found', { count }))
  }, [open, count, t])

  const put = (typed: Typed) => {
    next.current = [typed.from, typed.to]
    onChange(typed.text)
    setCaret(typed.from === typed.to ? typed.to : null)
    box.current?.focus()
  }
  const now = (): Typed => ({
    text: value,
    from: box.current?.selectionStart ?? value.length,
    to: box.current?.selectionEnd ?? value.length,
  })
  const pick = (choice: Choice) => {
    if (!called || caret === null) return
    const said = `${called.sign}${choice.insert} `
    const from = called.at + said.length
    put({ text: value.slice(0, called.at) + said + value.slice(caret), from, to: from })
    setAt(0)
  }
  const link = () => {
    const { text, from, to } = now()
    const said = text.slice(from, to)
    const isAddress = /^https?:\/\//.test(said)
    const added = isAddress ? `[](${said})` : `[${said}](https://)`
    const place = isAddress ? from + 1 : from + added.length - 1
    put({ text: text.slice(0, from) + added + text.slice(to), from: place, to: place })
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const mod = event.ctrlKey || event.metaKey
    const stop = () => {
      event.preventDefault()
      event.stopPropagation()
    }
    if (shown && chosen && !mod) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        stop()
        return setAt((i) => (i + (event.key === 'ArrowDown' ? 1 : count - 1)) % count)
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        stop()
        return pick(chosen)
      }
      if (event.key === 'Escape') {
        stop()
        return setClosed(called?.at ?? null)
      }
    }
    if (event.key === 'Escape' && onCancel) {
      stop()
      return onCancel()
    }
    if (event.key === 'Enter' && mod && onSend) {
      stop()
      return onSend()
    }
    const mark = mod && { b: '**', i: '*', e: '`' }[event.key.toLowerCase()]
    if (mark) {
      stop()
      return put(wrapped(now(), mark))
    }
    if (mod && event.key.toLowerCase() === 'k') {
      stop()
      return link()
    }
    if (event.key === 'Enter' && !event.shiftKey && !mod && !event.nativeEvent.isComposing) {
      const typed = entered(now())
      if (typed) {
        stop()
        put(typed)
      }
    }
  }
  return (
    <div className={styles.box}>
      {tools && (
        <div className={styles.tools} role="toolbar" aria-label={t('rich.tools')}>
          {marks.map(([name, Icon, mark]) => (
            <Tool key={name} label={t(`rich.${name}`)} onClick={() => put(wrapped(now(), mark))}>
              <Icon size={15} aria-hidden />
            </Tool>
          ))}
          <Tool label={t('rich.link')} onClick={link}>
            <Link2 size={15} aria-hidden />
          </Tool>
          {lineMarks.map(([name, Icon]) => (
            <Tool key={name} label={t(`rich.${name}`)} onClick={() => put(lined(now(), name))}>
              <Icon size={15} aria-hidden />
            </Tool>
          ))}
        </div>
      )}
      <Textarea
        ref={box}
        {...(hideLabel ? { 'aria-label': label, placeholder: label } : { label })}
        aria-autocomplete="list"
        {...(shown ? { 'aria-controls': id, 'aria-activedescendant': `${id}-${at}` } : {})}
        disabled={disabled}
        rows={Math.min(24, Math.max(rows, value.split('\n').length))}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          setCaret(event.currentTarget.selectionStart)
          setAt(0)
          setClosed(null)
          onTyping?.()
        }}
        onKeyDown={onKey}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => setTimeout(() => setCaret(null), 150)}
      />
      {shown && (
        <div
          id={id}
          role="listbox"
          aria-label={t(called?.sign === '@' ? 'rich.people' : 'rich.tasks')}
          className={styles.choices}
        >
          {choices.map((choice, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the chosen one.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box.
            <div
              key={choice.key}
              id={`${id}-${i}`}
              role="option"
              aria-selected={choice === chosen}
              className={styles.choice}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
            >
              {choice.face ? (
                <Face name={choice.face} size={20} />
              ) : (
                <span className="muted figures">#{choice.insert}</span>
              )}
              <span>{choice.label}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

const Tool = ({
  label,
  onClick,
  children,
}: {
  label: string
  onClick: () => void
  children: React.ReactNode
}) => (
  <ActionIcon
    variant="subtle"
    aria-label={label}
    title={label}
    // The selection stays where it is.
    onPointerDown={(event: React.PointerEvent) => event.preventDefault()}
    onClick={onClick}
  >
    {children}
  </ActionIcon>
)

/** Who or what may be meant by what is being called. */
function useChoices(called: ReturnType<typeof calledAt>): readonly Choice[] {
  const people = usePeople()
  const { projectId } = useRich()
  const { data } = useQuery({
    ...rpc.work.references.suggest.queryOptions({ input: { projectId, text: called?.said ?? '' } }),
    enabled: called?.sign === '#',
    placeholderData: (before) => before,
    staleTime: 10_000,
  })
  if (!called) return []
  if (called.sign === '#')
    return (data ?? [])
      .filter((r) => r.name !== called.said)
      .map((r) => ({ key: r.id, insert: r.name, label: r.title }))
  const said = fold(called.said)
  return people
    .filter((p) => p.active && p.name !== called.said.trim())
    .filter(
      (p) =>
        fold(p.name).startsWith(said) ||
        fold(p.name)
          .split(/[\s-]+/)
          .some((w) => said && w.startsWith(said)),
    )
    .slice(0, 6)
    .map((p) => ({ key: p.id, insert: p.name, label: p.name, face: p.name }))
}
