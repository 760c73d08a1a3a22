import { Button, Select, TextInput } from '@mantine/core'
import { Trash2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocale, useT } from '#web/i18n.tsx'
import type { Card } from '../../model.ts'
import type { Link, LinkKind } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import { type LivePlan, lagText, parseLag } from '../model.ts'
import styles from './Gantt.module.css'
import type { GanttDeeds } from './state.ts'

const kinds: readonly LinkKind[] = ['fs', 'ss', 'ff', 'sf']

/** Beside the link one clicked: its kind, its delay, and away with it. */
export function LinkCard({
  link,
  at,
  plan,
  from,
  to,
  may,
  deeds,
  onClose,
}: {
  link: Link
  at: { x: number; y: number }
  plan: LivePlan
  from: Card | undefined
  to: Card | undefined
  may: (card: Card) => boolean
  deeds: GanttDeeds
  onClose: () => void
}) {
  const t = useT(messages)
  const tongue = useLocale()
  const box = useRef<HTMLDivElement>(null)
  const [lag, setLag] = useState(lagText(link, plan.worth, tongue))
  const [error, setError] = useState<string | null>(null)
  const free = Boolean(to && may(to))
  const title = t('link.title', { from: from?.title ?? '', to: to?.title ?? '' })
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input')?.focus()
    const outside = (event: PointerEvent) => {
      const target = event.target as Element
      if (!box.current?.contains(target) && !target.closest('[data-portal], .mantine-Popover-dropdown'))
        onClose()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [onClose])
  const saveLag = () => {
    const read = parseLag(lag, plan.worth)
    if (!read) return setError(t('link.badLag'))
    setError(null)
    if (read.lag !== link.lag || read.lagUnit !== link.lagUnit) void deeds.relink(link, read)
  }
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={title}
      className={styles.linkCard}
      style={{ left: at.x + 8, top: at.y + 8 }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className={styles.linkTitle}>
        <strong>{title}</strong>
        <button type="button" className={styles.fold} aria-label="×" onClick={onClose}>
          <X size={14} aria-hidden />
        </button>
      </div>
      <Select
        label={t('link.kind')}
        size="xs"
        data={kinds.map((kind) => ({ value: kind, label: t(`link.${kind}`) }))}
        value={link.kind}
        disabled={!free}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(kind) => kind && kind !== link.kind && void deeds.relink(link, { kind: kind as LinkKind })}
      />
      <TextInput
        label={t('link.lag')}
        description={t('link.lag.hint')}
        size="xs"
        value={lag}
        error={error}
        disabled={!free}
        onChange={(event) => setLag(event.currentTarget.value)}
        onBlur={saveLag}
        onKeyDown={(event) => event.key === 'Enter' && saveLag()}
      />
      {free && (
        <Button
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<Trash2 size={14} aria-hidden />}
          onClick={() => {
            void deeds.unlink(link)
            onClose()
          }}
        >
          {t('link.remove')}
        </Button>
      )}
    </div>
  )
}
