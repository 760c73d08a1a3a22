import { Popover, UnstyledButton } from '@mantine/core'
import { ChevronDown, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { messages } from '../messages.ts'
import { type Condition, isUnfinished } from '../model.ts'
import { ConditionEditor, useSay } from './ConditionChip.tsx'
import { conditionFor, type FilterField } from './filtering.ts'
import styles from './ViewBar.module.css'

type Lines = readonly (readonly Condition[])[]
type Props = {
  lines: Lines
  fields: readonly FilterField[]
  opened: boolean
  onOpen: (opened: boolean) => void
  /** null takes the whole of it out. */
  onChange: (lines: Lines | null) => void
}

/** « L’un de … »: several conditions of which one is enough, as one chip. */
export function GroupChip({ lines, fields, opened, onOpen, onChange }: Props) {
  const t = useT(messages)
  const say = useSay()
  const phone = useIsPhone()
  const sentence = (line: readonly Condition[]) =>
    line
      .filter((c) => !isUnfinished(c))
      .map((c) => {
        const field = fields.find((f) => f.key === c.field)
        return field ? `${field.label} ${say(field, c)}` : t('filter.complex', { count: 1 })
      })
      .join(` ${t('filter.and')} `)
  const said = lines
    .map(sentence)
    .filter(Boolean)
    .join(` ${t('filter.or')} `)
  const editor = <GroupEditor lines={lines} fields={fields} onChange={onChange} />
  const chip = (
    <UnstyledButton
      className={styles.chipName!}
      aria-expanded={opened}
      title={said}
      onClick={() => onOpen(!opened)}
    >
      <span className={styles.chipLabel}>{t('filter.oneOf')}</span>
      <span className={styles.chipSaid}>{said || t('filter.choose')}</span>
      <ChevronDown size={13} aria-hidden />
    </UnstyledButton>
  )
  return (
    <>
      <Popover
        opened={opened && !phone}
        onChange={onOpen}
        position="bottom-start"
        shadow="md"
        trapFocus
        returnFocus
        width={420}
      >
        <span className={styles.chip} data-set data-group>
          <Popover.Target>{chip}</Popover.Target>
          <UnstyledButton
            className={styles.chipOff!}
            aria-label={t('filter.remove', { name: t('filter.oneOf') })}
            onClick={() => onChange(null)}
          >
            <X size={13} aria-hidden />
          </UnstyledButton>
        </span>
        <Popover.Dropdown className={styles.editor!}>{editor}</Popover.Dropdown>
      </Popover>
      {phone && (
        <Sheet opened={opened} onClose={() => onOpen(false)} title={t('filter.begin')}>
          {editor}
        </Sheet>
      )}
    </>
  )
}

/** Lines joined by « ou », conditions of a line by « et »; one condition at a time is written in, in its place. */
function GroupEditor({ lines, fields, onChange }: Pick<Props, 'lines' | 'fields' | 'onChange'>) {
  const t = useT(messages)
  const say = useSay()
  const [at, setAt] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  // What was just added is what one goes on with.
  useEffect(() => {
    if (at) box.current?.querySelector<HTMLElement>('[data-editing] input, [data-editing] button')?.focus()
  }, [at])
  const put = (line: number, place: number, condition: Condition | null) =>
    onChange(
      lines
        .map((own, i) =>
          i !== line
            ? own
            : condition
              ? place < own.length
                ? own.with(place, condition)
                : [...own, condition]
              : own.filter((_, j) => j !== place),
        )
        .filter((own) => own.length > 0),
    )
  const add = (line: number | null, key: string) => {
    const field = fields.find((f) => f.key === key)
    if (!field) return
    const condition = conditionFor(field)
    onChange(
      line === null
        ? [...lines, [condition]]
        : lines.map((own, i) => (i === line ? [...own, condition] : own)),
    )
    setAt(line === null ? `${lines.length} 0` : `${line} ${lines[line]?.length ?? 0}`)
  }
  return (
    <div ref={box} className={styles.group}>
      {lines.map((own, i) => (
        <div key={i} className={styles.groupLine}>
          {i > 0 && <span className={styles.joint}>{t('filter.or')}</span>}
          {own.map((c, j) => {
            const here = `${i} ${j}`
            const field = fields.find((f) => f.key === c.field)
            return (
              <div key={j} className={styles.groupCondition}>
                {j > 0 && <span className={styles.joint}>{t('filter.and')}</span>}
                <span className={styles.chip} data-set>
                  <UnstyledButton
                    className={styles.chipName!}
                    aria-expanded={at === here}
                    disabled={!field}
                    onClick={() => setAt(at === here ? null : here)}
                  >
                    {field ? (
                      <>
                        <span className={styles.chipLabel}>{field.label}</span> {say(field, c)}
                        <ChevronDown size={13} aria-hidden />
                      </>
                    ) : (
                      t('filter.complex', { count: 1 })
                    )}
                  </UnstyledButton>
                  <UnstyledButton
                    className={styles.chipOff!}
                    aria-label={t('filter.remove', { name: field?.label ?? '' })}
                    onClick={() => {
                      setAt(null)
                      put(i, j, null)
                    }}
                  >
                    <X size={13} aria-hidden />
                  </UnstyledButton>
                </span>
                {at === here && field && (
                  <div className={styles.inPlace} data-editing>
                    <ConditionEditor field={field} condition={c} onChange={(next) => put(i, j, next)} />
                  </div>
                )}
              </div>
            )
          })}
          <Adding
            label={t('filter.andElse')}
            name={t('filter.andElseIn', { n: i + 1 })}
            fields={fields}
            onAdd={(key) => add(i, key)}
          />
        </div>
      ))}
      <Adding
        label={t(lines.length ? 'filter.orElse' : 'filter.first')}
        name={t(lines.length ? 'filter.orElse' : 'filter.first')}
        fields={fields}
        onAdd={(key) => add(null, key)}
      />
    </div>
  )
}

/** A native list: one tap on a phone, letters on a keyboard, and no menu over a menu. */
function Adding({
  label,
  name,
  fields,
  onAdd,
}: {
  label: string
  name: string
  fields: readonly FilterField[]
  onAdd: (key: string) => void
}) {
  return (
    <label className={styles.adding}>
      <Plus size={13} aria-hidden />
      <select aria-label={name} value="" onChange={(e) => onAdd(e.currentTarget.value)}>
        <option value="" disabled>
          {label}
        </option>
        {fields.map((f) => (
          <option key={f.key} value={f.key}>
            {f.label}
          </option>
        ))}
      </select>
    </label>
  )
}
