import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { Empty } from '../../pieces/Empty.tsx'
import { ErrorNote, useTold } from '../../pieces/ErrorNote.tsx'
import { Person } from '../../pieces/Person.tsx'
import { Progress } from '../../pieces/Progress.tsx'
import { Waiting } from '../../pieces/Waiting.tsx'
import { When } from '../../pieces/When.tsx'
import { tell } from '../../undo.tsx'
import { HistoryDetail } from './HistoryDetail.tsx'
import { type Change, historyCsv } from './history-export.ts'
import { nounWord, messages as words } from './history-words.ts'
import { messages } from './messages.ts'
import { Settings } from './Settings.tsx'

export default function History() {
  const t = useT(messages)
  const tw = useT(words)
  const [open, setOpen] = useState<Change | null>(null)
  const query = useInfiniteQuery(
    rpc.history.list.infiniteOptions({
      input: (before: string | undefined) => ({ limit: 100, ...(before ? { before } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const changes = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Settings page="historique" line={t('history.line')} action={<Export />}>
      {query.isPending ? (
        <Waiting />
      ) : query.error ? (
        <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('history.line')}
          rows={changes}
          rowKey={({ id }) => id}
          onOpen={setOpen}
          selected={open?.id}
          empty={<Empty drawing="clock" sentence={t('history.empty')} />}
          columns={[
            {
              key: 'what',
              header: t('history.what'),
              cell: ({ verb, label, noun, undone }) => (
                <>
                  {t(`history.${verb}`, { label: label || nounWord(tw, noun) })}
                  {undone && <span className="muted"> ({t('history.wasUndone')})</span>}
                </>
              ),
            },
            { key: 'who', header: t('history.who'), cell: ({ actor }) => <Person name={actor} size={20} /> },
            { key: 'when', header: t('history.when'), cell: ({ at }) => <When at={at} /> },
          ]}
        />
      )}
      {query.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('history.more')}
          </Button>
        </div>
      )}
      {open && <HistoryDetail change={open} onClose={() => setOpen(null)} />}
    </Settings>
  )
}

/** The whole audit, page by page, with its count and a way out. */
function Export() {
  const t = useT(messages)
  const told = useTold()
  const [count, setCount] = useState<number | null>(null)
  const [stop, setStop] = useState<AbortController | null>(null)
  const run = async () => {
    const stopper = new AbortController()
    setStop(stopper)
    setCount(0)
    try {
      const all: Change[] = []
      let before: string | undefined
      do {
        const page = await api.history.list(
          { limit: 200, ...(before ? { before } : {}) },
          { signal: stopper.signal },
        )
        all.push(...page.items)
        setCount(all.length)
        before = page.next ?? undefined
      } while (before && !stopper.signal.aborted)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([historyCsv(all)], { type: 'text/csv;charset=utf-8' }))
      link.download = `historique-${new Date().toISOString().slice(0, 10)}.csv`
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      if (!stopper.signal.aborted) tell(told(error).sentence, 'bad')
    } finally {
      setCount(null)
    }
  }
  if (count !== null)
    return (
      <Progress label={t('history.exporting')} done={count} total={null} onCancel={() => stop?.abort()} />
    )
  return (
    <Button variant="default" leftSection={<Download size={16} />} onClick={() => void run()}>
      {t('history.export')}
    </Button>
  )
}
