import { Button } from '@mantine/core'
import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { DateField, NumberField, SelectField, TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { tell } from '#web/undo.tsx'
import { type Card, type ConstraintKind, constraintKinds } from '../../model.ts'
import { messages } from '../messages.ts'
import { dateOf, isPlaced, type LivePlan } from '../model.ts'
import { editValue, saveCell } from './edits.ts'
import styles from './Gantt.module.css'
import type { GanttDeeds } from './state.ts'

type Props = {
  card: Card
  plan: LivePlan
  cards: readonly Card[]
  numbers: ReadonlyMap<string, number>
  deeds: GanttDeeds
  may: boolean
  parent: boolean
  onMove: (days: number, kind: 'move' | 'finish') => void
  onOpen: () => void
  onClose: () => void
}

/** All that a bar can be told, without a mouse: the phone’s way, and the keyboard’s. */
export function BarSheet({ card, plan, cards, numbers, deeds, may, parent, onMove, onOpen, onClose }: Props) {
  const t = useT(messages)
  const f = useFormats()
  const tongue = useLocale()
  const placed = isPlaced(card) || parent ? plan.places(card.id) : undefined
  const where = { plan, numbers, tongue }
  const refusal = (why: 'cycle' | 'twice' | 'itself' | 'elsewhere', names = '') => t(`link.${why}`, { names })
  const save = (key: 'start' | 'finish' | 'duration' | 'predecessors') => (value: string | null) => {
    const error = saveCell({ card, key, value: value ?? '', cards, deeds, t, refusal, ...where })
    if (error) tell(error, 'bad')
  }
  const steps = [
    { days: -7, icon: ChevronsLeft, label: t('sheet.week', { count: 1 }), way: 'sheet.earlier' },
    { days: -1, icon: ChevronLeft, label: t('sheet.day', { count: 1 }), way: 'sheet.earlier' },
    { days: 1, icon: ChevronRight, label: t('sheet.day', { count: 1 }), way: 'sheet.later' },
    { days: 7, icon: ChevronsRight, label: t('sheet.week', { count: 1 }), way: 'sheet.later' },
  ] as const
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t('sheet.title', { title: card.title })}
      footer={<Button onClick={onOpen}>{t('sheet.open')}</Button>}
    >
      {placed && (
        <p className="muted" aria-live="polite">
          {f.period(dateOf(placed.start, 'start').day, dateOf(placed.finish, 'finish').day)}
        </p>
      )}
      {may && placed && (
        <div className={styles.steps}>
          {steps.map(({ days, icon: Icon, label, way }) => (
            <Button
              key={days}
              variant="default"
              aria-label={`${t(way)} : ${label}`}
              leftSection={days < 0 ? <Icon size={15} aria-hidden /> : undefined}
              rightSection={days > 0 ? <Icon size={15} aria-hidden /> : undefined}
              onClick={() => onMove(days, 'move')}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      {!parent && (
        <div className={styles.fields}>
          <SelectField
            label={t('sheet.mode')}
            value={card.mode}
            disabled={!may}
            choices={[
              { value: 'manual', label: t('sheet.manual') },
              { value: 'auto', label: t('sheet.auto') },
            ]}
            onSave={(mode) => deeds.amend(card, modePatch(card, mode === 'auto' ? 'auto' : 'manual', plan))}
          />
          <DateField
            label={t('sheet.start')}
            value={editValue(card, 'start', where) || null}
            disabled={!may}
            onSave={save('start')}
          />
          <DateField
            label={t('sheet.finish')}
            value={editValue(card, 'finish', where) || null}
            disabled={!may}
            onSave={save('finish')}
          />
          <TextField
            label={t('sheet.duration')}
            value={editValue(card, 'duration', where)}
            disabled={!may}
            onSave={save('duration')}
          />
          <NumberField
            label={t('sheet.progress')}
            value={card.progress}
            disabled={!may}
            onSave={(n) => deeds.amend(card, { progress: Math.max(0, Math.min(100, Math.round(n ?? 0))) })}
          />
          <TextField
            label={t('sheet.predecessors')}
            placeholder={tongue === 'fr' ? '12FD+2j; 14' : '12FS+2d; 14'}
            value={editValue(card, 'predecessors', where)}
            disabled={!may}
            onSave={save('predecessors')}
          />
          {card.mode === 'auto' && (
            <>
              <SelectField
                label={t('sheet.constraint')}
                value={card.constraintKind}
                disabled={!may}
                choices={constraintKinds.map((value) => ({ value, label: t(`constraint.${value}`) }))}
                onSave={(kind) =>
                  deeds.amend(card, constraintPatch(card, (kind ?? 'asap') as ConstraintKind, plan))
                }
              />
              {card.constraintAt && (
                <DateField
                  label={t('sheet.constraintAt')}
                  value={card.constraintAt.slice(0, 10)}
                  disabled={!may}
                  onSave={(day) =>
                    deeds.amend(
                      card,
                      day
                        ? { constraintAt: `${day}${card.constraintAt!.slice(10)}` }
                        : { constraintKind: 'asap', constraintAt: null },
                    )
                  }
                />
              )}
            </>
          )}
          <DateField
            label={t('sheet.deadline')}
            value={card.deadlineOn}
            disabled={!may}
            onSave={(deadlineOn) => deeds.amend(card, { deadlineOn })}
          />
        </div>
      )}
    </Sheet>
  )
}

/** Automatic: it stays where it is until its links say otherwise, and keeps its length. */
function modePatch(card: Card, mode: 'auto' | 'manual', plan: LivePlan) {
  const placed = isPlaced(card) ? plan.places(card.id) : undefined
  if (!placed) return { mode }
  if (mode === 'auto')
    return {
      mode,
      durationMinutes: Math.round(plan.calendarOf(card.id).workBetween(placed.start, placed.finish)),
    }
  return { mode, startsOn: dateOf(placed.start, 'start').day, dueOn: dateOf(placed.finish, 'finish').day }
}

function constraintPatch(card: Card, constraintKind: ConstraintKind, plan: LivePlan) {
  if (constraintKind === 'asap' || constraintKind === 'alap') return { constraintKind, constraintAt: null }
  const placed = plan.places(card.id)
  const atEnd = constraintKind === 'mfo' || constraintKind === 'fnet' || constraintKind === 'fnlt'
  const at = placed && dateOf(atEnd ? placed.finish : placed.start, atEnd ? 'finish' : 'start')
  if (!at) return { constraintKind: 'asap' as const, constraintAt: null }
  const two = (n: number) => String(n).padStart(2, '0')
  const minute = Math.min(at.minute, 1439)
  return { constraintKind, constraintAt: `${at.day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}` }
}
