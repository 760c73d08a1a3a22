import { Popover, TextInput, type TextInputProps } from '@mantine/core'
import { CalendarDays } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { readDay, shift } from '#platform/days/model.ts'
import { dayOf } from '#platform/formats.ts'
import { useFormats, useT } from '../i18n.tsx'
import { useIsPhone } from '../media.ts'
import { messages } from '../messages.ts'
import styles from './DateInput.module.css'
import { useTyped } from './typing.ts'

type Month = typeof import('./DateCalendar.tsx').default
/** Comes the first time a month is opened; the panel waits for it, so that it is placed at its size. */
let Month: Month | null = null
const loadMonth = () =>
  import('./DateCalendar.tsx').then((loaded) => {
    Month = loaded.default
  })

/** « 12/06/2026 »: as it is typed, and as wide every day. */
const written = (day: string | null) => (day ? day.split('-').reverse().join('/') : '')

type Day = {
  /** `YYYY-MM-DD`; an empty text is no day. */
  value: string | null
  onChange: (day: string | null) => void
  min?: string | undefined
  max?: string | undefined
  required?: boolean | undefined
  disabled?: boolean | undefined
}

/** A day typed as one writes it (« 12/6 », « vendredi », « 12 juin »), walked with the arrows, or taken from a month. */
function useDay(p: Day) {
  const t = useT(messages)
  const phone = useIsPhone()
  const { timeZone, longDate } = useFormats()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const today = dayOf(new Date(), timeZone)
  const bounds = { ...(p.min ? { min: p.min } : {}), ...(p.max ? { max: p.max } : {}) }
  const within = (day: string) => (!p.min || day >= p.min) && (!p.max || day <= p.max)
  const value = p.value || null
  const typed = useTyped<string | null>({
    value,
    written: written(value),
    read: (text) => {
      if (!text.trim()) return p.required ? undefined : null
      return readDay(text, today, bounds) ?? undefined
    },
    onChange: p.onChange,
  })
  const walk = (days: number) => {
    const now = typed.text ? readDay(typed.text, today, bounds) : null
    const day = now ? shift(now, days) : today
    if (within(day)) typed.type(written(day))
  }
  const openIt = () => {
    typed.leave()
    void loadMonth().then(() => setOpen(true))
  }
  const wrong = typed.wrong ? t('date.wrong') : null
  // A form is not sent with a day that was not understood, or that it does not take.
  const refused = wrong ?? (value && !within(value) ? t('date.beyond') : '')
  useEffect(() => box.current?.setCustomValidity(refused), [refused])
  const input = {
    ref: box,
    type: 'text',
    // On a phone the month is what one touches: a keyboard would hide it.
    inputMode: phone ? ('none' as const) : undefined,
    autoComplete: 'off',
    spellCheck: false,
    placeholder: t('date.placeholder'),
    title: value ? longDate(value) : undefined,
    'data-mantine-stop-propagation': typed.typing || undefined,
    value: typed.text,
    disabled: p.disabled,
    required: p.required,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => typed.type(event.currentTarget.value),
    onClick: () => phone && !p.disabled && openIt(),
    onBlur: () => void (open || typed.leave()),
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement>) => {
      const { key } = event
      if (key === 'Enter') {
        if (typed.leave() === undefined) event.preventDefault()
        return
      }
      if (key === 'Escape' && typed.typing) typed.revert()
      else if (key === 'ArrowDown' && event.altKey) openIt()
      else if (key === 'ArrowDown' || key === 'ArrowUp')
        walk((key === 'ArrowUp' ? -1 : 1) * (event.shiftKey ? 7 : 1))
      else return
      event.preventDefault()
      event.stopPropagation()
    },
  }
  // On a phone the whole field opens it.
  const opener = phone ? (
    <CalendarDays className={styles.mark ?? ''} size={16} aria-hidden />
  ) : (
    <button
      type="button"
      // The keys of the field open it too: one stop less on the way through a form.
      tabIndex={-1}
      className={styles.opener}
      aria-label={t('date.open')}
      aria-expanded={open}
      disabled={p.disabled}
      // The field keeps what is typed in it until the month is chosen from.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => (open ? setOpen(false) : openIt())}
    >
      <CalendarDays size={16} aria-hidden />
    </button>
  )
  const around = (target: ReactNode, inside = false) => (
    <Popover
      opened={open}
      onChange={setOpen}
      onClose={() => box.current?.focus()}
      position="bottom-start"
      trapFocus
      returnFocus
      withRoles={false}
      withinPortal={!inside}
      zIndex={400}
      middlewares={{ flip: true, shift: { padding: 8, crossAxis: true } }}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown
        role="dialog"
        className={styles.panel ?? ''}
        aria-label={t('date.open')}
        // The sheet around must not close with the month: the library asks the element that has the focus.
        onFocusCapture={(event: React.FocusEvent) =>
          event.target.setAttribute('data-mantine-stop-propagation', 'true')
        }
        onKeyDown={(event) => event.stopPropagation()}
        onKeyDownCapture={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setOpen(false)
          box.current?.focus()
        }}
      >
        {open && Month && (
          <Month
            value={value}
            today={today}
            min={p.min}
            max={p.max}
            required={p.required ?? false}
            onPick={(day) => {
              typed.take(day)
              setOpen(false)
              box.current?.focus()
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
  return { typed, input, opener, around, open, wrong }
}

type Props = Omit<Day, 'onChange'> &
  Omit<TextInputProps, keyof Day | 'type'> & {
    /** `''` when there is none. */
    onChange: (day: string) => void
  }

export function DateInput({ value, onChange, min, max, required, disabled, ...rest }: Props) {
  const day = useDay({ value, onChange: (d) => onChange(d ?? ''), min, max, required, disabled })
  const { onBlur, onKeyDown, error, placeholder, ...look } = rest
  return day.around(
    <TextInput
      {...look}
      inputSize="10"
      {...day.input}
      {...(placeholder ? { placeholder } : {})}
      error={day.wrong ?? error}
      rightSection={disabled ? null : day.opener}
      onBlur={(event) => {
        day.input.onBlur()
        onBlur?.(event)
      }}
      onKeyDown={(event) => {
        day.input.onKeyDown(event)
        onKeyDown?.(event)
      }}
    />,
  )
}

type Leave = () => string | null | undefined
type Bare = Day & { className?: string | undefined; 'aria-label'?: string; autoFocus?: boolean } & {
  [data: `data-${string}`]: unknown
  /** When it is left; understands what was typed. */
  onLeave?: (leave: Leave) => void
  /** In a panel of its own: the month stays in it. */
  inside?: boolean
  /** Sees keys first; `true` when it has dealt with them. */
  onKey?: (event: React.KeyboardEvent<HTMLInputElement>, leave: Leave) => boolean
}

/** The same without the library's frame: in the cell of a table, in a filter. */
export function BareDate({
  value,
  onChange,
  min,
  max,
  required,
  disabled,
  inside,
  onKey,
  onLeave,
  ...rest
}: Bare) {
  const day = useDay({ value, onChange, min, max, required, disabled })
  return day.around(
    <span className={styles.bare}>
      <input
        {...rest}
        {...day.input}
        aria-invalid={day.wrong ? true : undefined}
        title={day.wrong ?? day.input.title}
        onBlur={() => {
          if (onLeave && !day.open) onLeave(day.typed.leave)
          else day.input.onBlur()
        }}
        onKeyDown={(event) => {
          if (!onKey?.(event, day.typed.leave)) day.input.onKeyDown(event)
        }}
      />
      {!disabled && day.opener}
    </span>,
    inside,
  )
}
