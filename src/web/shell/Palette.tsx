import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CornerDownRight, type LucideIcon, Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { announce } from '../announce.tsx'
import { rpc } from '../api.ts'
import { useCommandsNow } from '../commands.ts'
import { useLocale, useT } from '../i18n.tsx'
import { keycaps } from '../keys.ts'
import { messages } from '../messages.ts'
import { useScrollLock } from '../pieces/Sheet.tsx'
import { useAt } from '../session.tsx'
import { placeOf } from './found.ts'
import { score } from './matching.ts'
import styles from './Palette.module.css'
import { paletteOpen } from './panels.ts'

type Line = {
  id: string
  label: string
  hint?: string | undefined
  group: string
  icon?: LucideIcon | undefined
  keys?: string | undefined
  run: () => void
}

const shownAtMost = 40

export default function Palette() {
  const t = useT(messages)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDialogElement>(null)
  const list = useId()
  const lines = useLines(query.trim())
  const at = Math.min(active, lines.length - 1)
  useScrollLock(true)
  useEffect(() => {
    // The browser's own dialog keeps the focus inside, closes on Escape and gives the focus back.
    box.current?.showModal()
  }, [])
  useEffect(() => {
    announce(t('palette.results', { count: lines.length }))
  }, [lines.length, t])

  const choose = (line: Line | undefined) => {
    if (!line) return
    box.current?.close()
    line.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const next = (at + step + lines.length) % Math.max(1, lines.length)
      setActive(next)
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(lines[at])
    } else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.stopPropagation()
      box.current?.close()
    }
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click outside is the mouse's way.
    <dialog
      ref={box}
      className={styles.palette}
      aria-label={t('palette.title')}
      onClose={() => paletteOpen.set(false)}
      onClick={(event) => event.target === box.current && box.current.close()}
    >
      <div className={styles.inside}>
        <div className={styles.ask}>
          <Search size={18} aria-hidden />
          <input
            role="combobox"
            aria-expanded={lines.length > 0}
            aria-controls={list}
            aria-activedescendant={lines.length > 0 ? `${list}-${at}` : undefined}
            aria-autocomplete="list"
            aria-label={t('palette.placeholder')}
            placeholder={t('palette.placeholder')}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
            autoFocus
          />
          <kbd>esc</kbd>
        </div>
        <div id={list} role="listbox" aria-label={t('palette.title')} className={styles.list}>
          {lines.map((line, index) => {
            const Icon = line.icon ?? CornerDownRight
            const opens = index === 0 || lines[index - 1]?.group !== line.group
            return (
              <div key={line.id} role="presentation">
                {opens && (
                  <div className={styles.group} role="presentation">
                    {line.group}
                  </div>
                )}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above answers the keyboard for its options. */}
                {/* biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are pointed at, not focused. */}
                <div
                  id={`${list}-${index}`}
                  role="option"
                  aria-selected={index === at}
                  className={styles.line}
                  onPointerMove={() => setActive(index)}
                  onClick={() => choose(line)}
                >
                  <Icon size={16} strokeWidth={1.8} aria-hidden />
                  <span className={styles.label}>{line.label}</span>
                  {line.hint && <span className={styles.hint}>{line.hint}</span>}
                  {line.keys && (
                    <span className={styles.keys} aria-hidden>
                      {keycaps(line.keys).map((cap, position) => (
                        <kbd key={position}>{cap}</kbd>
                      ))}
                    </span>
                  )}
                </div>
              </div>
            )
          })}
        </div>
        {lines.length === 0 && <p className={styles.nothing}>{t('palette.empty', { query })}</p>}
      </div>
    </dialog>
  )
}

/** Commands that answer what is typed, then what the workspace holds by that name. */
function useLines(query: string): Line[] {
  const t = useT(messages)
  const locale = useLocale()
  const at = useAt()
  const navigate = useNavigate()
  const commands = useCommandsNow()
  const sought = useDeferredValue(query)
  const found = useQuery(
    rpc.search.find.queryOptions({
      input: { q: sought, limit: 8 },
      enabled: sought.length > 1,
      placeholderData: (before) => before,
    }),
  )
  return useMemo(() => {
    const ranked = commands
      .map((command) => ({
        command,
        rank: score(query, command.label, `${command.words ?? ''} ${command.group ?? ''}`),
      }))
      .filter(({ rank, command }) => rank > 0 && command.id !== 'palette')
    if (query) ranked.sort((one, other) => other.rank - one.rank)
    const own = ranked.slice(0, query ? 12 : shownAtMost).map(
      ({ command: { id, label, group, icon, keys, run } }): Line => ({
        id,
        label,
        icon,
        keys,
        run,
        group: group ?? t('palette.here'),
      }),
    )
    if (!query) return own
    // One heading per group, in the order of the best answer of each.
    const groups = [...new Set(own.map(({ group }) => group))]
    const lines = groups.flatMap((group) => own.filter((line) => line.group === group))
    const known = new Set(own.map(({ label }) => label))
    for (const result of sought.length > 1 ? (found.data ?? []) : []) {
      const place = placeOf(result.noun)
      if (result.noun === 'project' && known.has(result.title)) continue
      lines.push({
        id: `${result.noun} ${result.id}`,
        label: result.title,
        hint: [place.name[locale], result.noun === 'project' ? null : result.projectName]
          .filter(Boolean)
          .join(' · '),
        group: t('palette.found'),
        icon: place.icon,
        run: () => void navigate({ href: at(place.path(result)) }),
      })
    }
    lines.push({
      id: 'search',
      label: t('palette.all', { query }),
      icon: Search,
      group: t('palette.found'),
      run: () => void navigate({ href: at(`recherche?q=${encodeURIComponent(query)}`) }),
    })
    return lines
  }, [commands, query, sought, found.data, locale, at, navigate, t])
}
