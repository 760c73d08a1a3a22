import { Button, Menu, TextInput, UnstyledButton } from '@mantine/core'
import { ListFilter, Search, X } from 'lucide-react'
import { useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { ExportMenu } from '../../pieces/ExportMenu.tsx'
import { Choose } from '../../pieces/Filters.tsx'
import { messages } from '../messages.ts'
import {
  type Condition,
  conditionOn,
  type Filter,
  filterOf,
  finished,
  type Part,
  partsOf,
  withCondition,
} from '../model.ts'
import { ConditionChip } from './ConditionChip.tsx'
import { columnsOf, useColumns } from './columns.ts'
import { conditionFor, useFilterFields, useGroupings, useSorts } from './filtering.ts'
import { GroupChip } from './GroupChip.tsx'
import { SavedViews } from './SavedViews.tsx'
import styles from './ViewBar.module.css'
import { ViewMenu } from './ViewMenu.tsx'
import type { ViewProps } from './ViewPage.tsx'

const grouped = new Set(['table', 'mine', 'board', 'gantt', 'calendar'])

/** The same bar over every view: saved views, search, filters, grouping, sort. */
export function ViewBar({ cards, view, applied }: Pick<ViewProps, 'cards' | 'view' | 'applied'>) {
  const t = useT(messages)
  const fields = useFilterFields(cards)
  const groupings = useGroupings(cards)
  const sorts = useSorts(cards)
  /** The part one writes in, among those shown meanwhile: what is begun and not said yet is not in the filter. */
  const [draft, setDraft] = useState<{ at: number; parts: readonly Part[] } | null>(null)
  const { spec } = view
  const columns = useColumns(cards)
  const filter = (next: Filter) => view.set({ filter: next })
  const put = (field: string, condition: Condition | null) =>
    filter(withCondition(spec.filter, field, condition))
  const text = conditionOn(spec.filter, 'text')
  const who = conditionOn(spec.filter, 'who')
  const mine = who?.op === 'is' && who.values.length === 1 && who.values[0] === 'me'
  const left = conditionOn(spec.filter, 'done')?.values[0] === 'no'
  const late = conditionOn(spec.filter, 'late') !== undefined
  const quick = (label: string, on: boolean, change: () => void) => (
    <button type="button" className={styles.toggle} aria-pressed={on} onClick={change}>
      {label}
    </button>
  )
  const kept = partsOf(spec.filter)
  const parts = draft?.parts ?? kept
  const show = (at: number, next: readonly Part[]) => {
    setDraft({ at, parts: next })
    filter(filterOf(finished(next)))
  }
  const change = (at: number) => (part: Part | null) => {
    if (part) return show(at, parts.with(at, part))
    setDraft(null)
    filter(filterOf(finished(parts.toSpliced(at, 1))))
  }
  const open = (at: number) => (opened: boolean) => setDraft(opened ? { at, parts } : null)
  // The menu gives the focus back first.
  const begin = (part: Part) => setTimeout(() => setDraft({ at: kept.length, parts: [...kept, part] }), 50)
  /** What has a button or a box of its own needs no chip. */
  const quickly: unknown[] = [
    text,
    mine && who,
    left && conditionOn(spec.filter, 'done'),
    conditionOn(spec.filter, 'late'),
  ]
  return (
    <div className={styles.bars} data-noprint>
      <SavedViews view={view} cards={cards} />
      <search className={styles.bar} aria-label={t('bar.label')}>
        <TextInput
          aria-label={t('bar.search')}
          placeholder={t('bar.search')}
          size="xs"
          className={styles.text!}
          leftSection={<Search size={14} aria-hidden />}
          value={String(text?.values[0] ?? '')}
          onChange={(e) => {
            const said = e.currentTarget.value
            put('text', said ? { field: 'text', op: 'contains', values: [said] } : null)
          }}
        />
        {cards.ctx.me &&
          quick(t('filter.me'), mine, () =>
            put('who', mine ? null : { field: 'who', op: 'is', values: ['me'] }),
          )}
        {quick(t('filter.late'), late, () =>
          put('late', late ? null : { field: 'late', op: 'is', values: ['yes'] }),
        )}
        {quick(t('filter.left'), left, () =>
          put('done', left ? null : { field: 'done', op: 'is', values: ['no'] }),
        )}
        {parts.map((part, i) => {
          const opened = draft?.at === i
          if (part.is === 'any')
            return (
              <GroupChip
                key={i}
                lines={part.lines}
                fields={fields}
                opened={opened}
                onOpen={open(i)}
                onChange={(lines) => change(i)(lines && { is: 'any', lines })}
              />
            )
          const { condition } = part
          if (!opened && quickly.includes(condition)) return null
          const field = fields.find((f) => f.key === condition.field)
          if (!field)
            return (
              <span key={i} className={styles.chip} data-set>
                <span className={styles.chipName}>{t('filter.complex', { count: 1 })}</span>
                <UnstyledButton
                  className={styles.chipOff!}
                  aria-label={t('filter.remove', { name: t('filter.complex', { count: 1 }) })}
                  onClick={() => change(i)(null)}
                >
                  <X size={13} aria-hidden />
                </UnstyledButton>
              </span>
            )
          return (
            <ConditionChip
              key={i}
              field={field}
              condition={condition}
              opened={opened}
              onOpen={open(i)}
              onChange={(c) => change(i)(c && { is: 'one', condition: c })}
              onOr={() => setDraft({ at: i, parts: parts.with(i, { is: 'any', lines: [[condition]] }) })}
            />
          )
        })}
        <Menu position="bottom-start" shadow="md">
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<ListFilter size={14} aria-hidden />}>
              {t('filter.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={styles.menu!}>
            {fields
              .filter((f) => f.key !== 'late')
              .map((f) => (
                <Menu.Item key={f.key} onClick={() => begin({ is: 'one', condition: conditionFor(f) })}>
                  {f.label}
                </Menu.Item>
              ))}
            <Menu.Divider />
            <Menu.Item onClick={() => begin({ is: 'any', lines: [] })}>{t('filter.begin')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {grouped.has(view.kind) && (
          <Choose
            label={t('bar.group')}
            all={t('bar.noGroup')}
            value={spec.group ?? undefined}
            options={groupings}
            onChange={(by) => view.set({ group: by ?? null })}
          />
        )}
        {view.kind === 'board' && (
          <Choose
            label={t('bar.lanes')}
            all={t('bar.noGroup')}
            value={spec.lanes ?? undefined}
            options={groupings.filter(([by]) => by !== spec.group)}
            onChange={(by) => view.set({ lanes: by ?? null })}
          />
        )}
        {view.kind !== 'calendar' && view.kind !== 'matrix' && view.kind !== 'timeline' && (
          <Choose
            label={t('bar.sort')}
            all={t('bar.usual')}
            value={spec.sort[0]?.by}
            options={sorts}
            onChange={(by) => view.set({ sort: by ? [{ by, down: false }] : [] })}
          />
        )}
        {spec.sort[0] &&
          quick(spec.sort[0].down ? t('bar.down') : t('bar.up'), spec.sort[0].down, () => {
            const [first, ...rest] = spec.sort
            if (first) view.set({ sort: [{ ...first, down: !first.down }, ...rest] })
          })}
        {spec.filter.all.length > 0 && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<X size={13} aria-hidden />}
            onClick={() => {
              setDraft(null)
              filter({ all: [] })
            }}
          >
            {t('filter.clear')}
          </Button>
        )}
        <span className={styles.end}>
          <span className={styles.count} role="status">
            {spec.filter.all.length > 0 &&
              t('bar.shown', { shown: applied.cards.length, total: applied.total })}
          </span>
          {cards.ctx.me && (
            <ExportMenu
              projectId={cards.projectId}
              filter={spec.filter}
              sort={spec.sort}
              columns={view.kind === 'table' ? columnsOf(spec, columns).map((c) => c.key) : undefined}
              view={view.saved}
            />
          )}
          <ViewMenu cards={cards} view={view} groups={applied.groups} />
        </span>
      </search>
    </div>
  )
}
