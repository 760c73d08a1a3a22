import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  Archive,
  CalendarClock,
  CircleDot,
  Flag,
  FolderOutput,
  ListTree,
  Tag,
  Trash2,
  UserRound,
  X,
} from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useCommands } from '#web/commands.ts'
import { useT } from '#web/i18n.tsx'
import { messages as work } from '../../messages.ts'
import { categories } from '../../model.ts'
import { transferMessages } from '../../transfer/messages.ts'
import { useTransfer } from '../../transfer/pieces/useTransfer.ts'
import { messages } from '../messages.ts'
import styles from './BulkBar.module.css'
import type { Change } from './deeds.ts'
import type { ViewProps } from './ViewPage.tsx'

const shifts = [-7, -1, 1, 7] as const

/** What one may do to all the tasks one holds; it comes up from the bottom while one holds any. */
export function BulkBar({ cards, selection }: Pick<ViewProps, 'cards' | 'selection'>) {
  const t = useT(messages)
  const w = useT(work)
  const m = useT(transferMessages)
  const { set, ctx, deeds, people, projectId } = cards
  const held = set.cards.filter((c) => selection.ids.has(c.id) && cards.may('contribute', c))
  const { clear } = selection
  const gone = selection.ids.size > 0 && held.length === 0
  useEffect(() => {
    if (gone) clear()
  }, [gone, clear])
  const transfer = useTransfer()(held)
  useCommands(
    held.length
      ? [
          { id: 'bulk.clear', label: t('bulk.clear'), keys: 'escape', run: clear },
          ...transfer.map((item) => ({
            ...item,
            id: `bulk.${item.id}`,
            group: t('bulk.count', { count: held.length }),
          })),
        ]
      : [],
  )
  const [by, setBy] = useState('')
  if (!held.length) return null
  const change = (deed: Change) => () => void deeds.bulk(held, deed)
  const project =
    projectId ?? (held.every((c) => c.projectId === held[0]?.projectId) ? held[0]?.projectId : undefined)
  const here = <T extends { projectId: string }>(all: readonly T[]) =>
    all.filter((x) => x.projectId === project)
  const menu = (label: string, icon: ReactNode, items: ReactNode) => (
    <Menu position="top-start" shadow="md">
      <Menu.Target>
        <Button size="xs" variant="subtle" leftSection={icon}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu!}>{items}</Menu.Dropdown>
    </Menu>
  )
  const days = Number.parseInt(by, 10)
  return (
    <section className={styles.bar} aria-label={t('bulk.label')} data-noprint>
      <strong className={styles.count}>{t('bulk.count', { count: held.length })}</strong>
      {menu(
        t('by.status'),
        <CircleDot size={14} aria-hidden />,
        project
          ? here(set.statuses)
              .filter((s) => !s.archived)
              .map((s) => (
                <Menu.Item key={s.id} onClick={change({ patch: { statusId: s.id } })}>
                  {s.name}
                </Menu.Item>
              ))
          : categories.map((c) => (
              <Menu.Item key={c} onClick={change({ category: c })}>
                {ctx.word(`category.${c}`)}
              </Menu.Item>
            )),
      )}
      {menu(
        t('by.who'),
        <UserRound size={14} aria-hidden />,
        <>
          <Menu.Item onClick={change({ patch: { assigneeIds: [] } })}>{ctx.word('nobody')}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('bulk.give')}</Menu.Label>
          {people
            .filter((p) => p.active)
            .map((p) => (
              <Menu.Item key={p.id} onClick={change({ patch: { assigneeIds: [p.id] } })}>
                {p.name}
              </Menu.Item>
            ))}
        </>,
      )}
      {menu(
        t('bulk.dates'),
        <CalendarClock size={14} aria-hidden />,
        <>
          <Menu.Label>{t('bulk.shift')}</Menu.Label>
          {shifts.map((n) => (
            <Menu.Item key={n} onClick={change({ byDays: n })}>
              {t('bulk.days', { days: n, sign: n > 0 ? '+' : '−', count: Math.abs(n) })}
            </Menu.Item>
          ))}
          <form
            className={styles.shift}
            onSubmit={(e) => {
              e.preventDefault()
              if (days) change({ byDays: Math.max(-3650, Math.min(3650, days)) })()
            }}
          >
            <input
              aria-label={t('bulk.shiftBy')}
              placeholder="+3"
              inputMode="numeric"
              value={by}
              onChange={(e) => setBy(e.currentTarget.value.replace('−', '-'))}
              onKeyDown={(e) => e.stopPropagation()}
            />
            <Button size="xs" type="submit" variant="default" disabled={!days}>
              {t('bulk.apply')}
            </Button>
          </form>
          <Menu.Divider />
          <Menu.Item onClick={change({ patch: { startsOn: null, dueOn: null } })}>
            {t('bulk.noDates')}
          </Menu.Item>
        </>,
      )}
      {project &&
        here(set.labels).length > 0 &&
        menu(
          t('by.label'),
          <Tag size={14} aria-hidden />,
          here(set.labels).map((l) => {
            const all = held.every((c) => c.labelIds.includes(l.id))
            return (
              <Menu.Item
                key={l.id}
                onClick={change(all ? { removeLabelIds: [l.id] } : { addLabelIds: [l.id] })}
                rightSection={all ? '✓' : undefined}
              >
                {l.name}
              </Menu.Item>
            )
          }),
        )}
      {menu(
        t('by.importance'),
        <Flag size={14} aria-hidden />,
        ([3, 2, 1, 0] as const).map((n) => (
          <Menu.Item key={n} onClick={change({ patch: { importance: n } })}>
            {ctx.word(`level.${n}`)}
          </Menu.Item>
        )),
      )}
      {project &&
        here(set.actions).length > 0 &&
        menu(
          t('by.action'),
          <ListTree size={14} aria-hidden />,
          <>
            <Menu.Item onClick={change({ patch: { actionId: null } })}>{ctx.word('noAction')}</Menu.Item>
            {here(set.actions).map((a) => (
              <Menu.Item key={a.id} onClick={change({ patch: { actionId: a.id } })}>
                {a.title}
              </Menu.Item>
            ))}
          </>,
        )}
      {menu(
        m('menu.project'),
        <FolderOutput size={14} aria-hidden />,
        transfer.map(({ id, label, icon: Icon, run }) => (
          <Menu.Item key={id} leftSection={<Icon size={14} aria-hidden />} onClick={run}>
            {label}
          </Menu.Item>
        )),
      )}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Archive size={14} aria-hidden />}
        onClick={() => void deeds.archive(held)}
      >
        {w('task.archive')}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="red"
        leftSection={<Trash2 size={14} aria-hidden />}
        onClick={() => void deeds.discard(held)}
      >
        {w('task.discard')}
      </Button>
      <ActionIcon variant="subtle" aria-label={t('bulk.clear')} title={t('bulk.clear')} onClick={clear}>
        <X size={16} aria-hidden />
      </ActionIcon>
    </section>
  )
}
