import { ActionIcon, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { offer, tell } from '#web/undo.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import type { Task } from '../model.ts'
import { type Link, linkKinds } from '../scheduling/model/shapes.ts'
import { refreshTask } from './refreshTask.ts'
import styles from './TaskDrawer.module.css'
import { TaskFieldsPick } from './TaskFieldsPick.tsx'

const refresh = () =>
  Promise.all([refreshTask(), queries.invalidateQueries({ queryKey: rpc.work.plan.key() })])

/** What a task waits for, and what waits for it. */
export function TaskFieldsLinks({ task, may, day }: { task: Task; may: boolean; day: number }) {
  const t = useT(drawerMessages)
  const told = useTold()
  const { data } = useQuery(
    rpc.work.plan.links.list.queryOptions({
      input: { projectId: task.projectId },
      meta: { topics: ['taskLink', 'task'] },
    }),
  )
  const links = (data ?? []).filter((l) => l.fromId === task.id || l.toId === task.id)
  const others = [...new Set(links.map((l) => (l.fromId === task.id ? l.toId : l.fromId)))].slice(0, 100)
  const { data: cards } = useQuery({
    ...rpc.work.tasks.some.queryOptions({ input: { ids: others } }),
    enabled: others.length > 0,
    placeholderData: (before) => before,
  })
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
      await refresh()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const side = (before: boolean) => {
    const mine = links.filter((l) => (before ? l.toId : l.fromId) === task.id)
    return (
      <section aria-label={t(before ? 'links.before' : 'links.after')}>
        <p className="caption muted">{t(before ? 'links.before' : 'links.after')}</p>
        {mine.map((link) => {
          const other = cards?.find((c) => c.id === (before ? link.fromId : link.toId))
          return (
            <OneLink
              key={link.id}
              link={link}
              title={other ? `#${other.number} ${other.title}` : '…'}
              may={may}
              day={day}
              attempt={attempt}
            />
          )
        })}
        {may && (
          <TaskFieldsPick
            label={t(before ? 'links.addBefore' : 'links.addAfter')}
            projectId={task.projectId}
            without={[task.id, ...others]}
            onPick={(picked) =>
              picked &&
              attempt(async () => {
                const [fromId, toId] = before ? [picked.id, task.id] : [task.id, picked.id]
                const { link } = await api.work.plan.links.add({ fromId, toId })
                offer(t('links.added', { title: before ? task.title : picked.title }), () =>
                  api.work.plan.links.remove({ id: link.id }).then(refresh),
                )
              })
            }
          />
        )}
      </section>
    )
  }
  return (
    <div className={styles.pair}>
      {side(true)}
      {side(false)}
    </div>
  )
}

function OneLink({
  link,
  title,
  may,
  day,
  attempt,
}: {
  link: Link
  title: string
  may: boolean
  day: number
  attempt: (deed: () => Promise<unknown>) => Promise<void>
}) {
  const t = useT(drawerMessages)
  const { number } = useFormats()
  const [lag, setLag] = useState<string | number>(link.lag / day)
  const days = link.lagUnit !== 'percent'
  return (
    <div className={styles.link}>
      <span className={styles.grow}>{title}</span>
      <Select
        size="xs"
        aria-label={t('links.kind', { title })}
        data={linkKinds.map((k) => ({ value: k, label: t(`link.${k}`) }))}
        value={link.kind}
        disabled={!may}
        allowDeselect={false}
        onChange={(kind) =>
          kind &&
          void attempt(() =>
            api.work.plan.links.amend({ id: link.id, version: link.version, kind: kind as Link['kind'] }),
          )
        }
      />
      {days ? (
        <NumberInput
          size="xs"
          hideControls
          decimalScale={2}
          aria-label={t('lag.days', { days: link.lag / day })}
          title={t('lag.days', { days: link.lag / day })}
          rightSection={<span className="caption muted">{t('day.short')}</span>}
          value={lag}
          disabled={!may}
          onChange={setLag}
          onBlur={() => {
            const minutes = Math.round(Number(lag || 0) * day)
            if (minutes !== link.lag)
              void attempt(() =>
                api.work.plan.links.amend({ id: link.id, version: link.version, lag: minutes }),
              )
          }}
        />
      ) : (
        <span className="caption muted">{t('lag.percent', { percent: number(link.lag / 100) })}</span>
      )}
      {may && (
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={t('links.remove', { title })}
          onClick={() =>
            void attempt(async () => {
              await api.work.plan.links.remove({ id: link.id })
              offer(t('links.removed'), () =>
                api.history.undoLast({ noun: 'taskLink', rowId: link.id }).then(refresh),
              )
            })
          }
        >
          <X size={13} aria-hidden />
        </ActionIcon>
      )}
    </div>
  )
}
