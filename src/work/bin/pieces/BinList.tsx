import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronDown, Undo2 } from 'lucide-react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { offer, tell } from '#web/undo.tsx'
import { binMessages } from '../messages.ts'
import type { Binned } from '../model.ts'
import styles from './BinList.module.css'

/** What can still come back, the last binned first; of one project, or of all one may see. */
export function BinList({ projectId }: { projectId?: string }) {
  const t = useT(binMessages)
  const told = useTold()
  const query = useInfiniteQuery(
    rpc.work.bin.list.infiniteOptions({
      input: (before: string | undefined) => ({
        limit: 50,
        ...(projectId && { projectId }),
        ...(before && { before }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      meta: { topics: ['*'] },
    }),
  )
  const restore = async (b: Binned) => {
    const { noun, rowId } = b
    try {
      await api.work.bin.restore({ noun, rowId })
      await queries.invalidateQueries({ queryKey: rpc.work.key() })
      offer(t('restored', { label: b.label }), () => api.history.undoLast({ noun, rowId }))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const items = pages.flatMap((p) => p.items)
        if (!items.length) return <Empty drawing="clock" sentence={t('empty')} />
        return (
          <div className="stack">
            {!items.some((b) => b.mayRestore) && <p className="muted">{t('reader')}</p>}
            <ul className={styles.list} aria-label={t('list')}>
              {items.map((b) => (
                <Row key={b.id} item={b} all={!projectId} onRestore={() => void restore(b)} />
              ))}
            </ul>
            {query.hasNextPage && (
              <Button
                variant="default"
                leftSection={<ChevronDown size={15} aria-hidden />}
                onClick={() => void query.fetchNextPage()}
              >
                {t('older')}
              </Button>
            )}
          </div>
        )
      }}
    </Loaded>
  )
}

function Row({ item: b, all, onRestore }: { item: Binned; all: boolean; onRestore: () => void }) {
  const t = useT(binMessages)
  const { relative } = useFormats()
  const where = [
    b.taskTitle && t('onTask', { title: b.taskTitle }),
    b.along > 0 && t('along', { count: b.along }),
    all && b.projectName,
  ].filter(Boolean)
  return (
    <li className={styles.row}>
      <span className={styles.kind}>{t(`noun.${b.noun}`)}</span>
      <span className={styles.what}>
        <b>{b.label}</b>
        {where.length > 0 && <span className="muted"> {where.join(' · ')}</span>}
        <span className="caption muted">
          <When at={b.at} /> {t('by', { who: b.by })} · {t('days', { when: relative(b.until) })}
        </span>
      </span>
      {b.mayRestore && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Undo2 size={14} aria-hidden />}
          aria-label={t('restoreOf', { label: b.label })}
          onClick={onRestore}
        >
          {t('restore')}
        </Button>
      )}
    </li>
  )
}
