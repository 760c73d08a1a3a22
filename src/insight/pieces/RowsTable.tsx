import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useFormats, useT } from '#web/i18n.tsx'
import { type Column, DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import { type RowsPage, type RowsQuestion, readRowsAddress } from '../rows/model.ts'

type Row = RowsPage['rows'][number]
export type Asked = NonNullable<ReturnType<typeof readRowsAddress>>

/** What the address asks for. */
export function useAsked(): Asked | undefined {
  const { search } = useLocation()
  // The router reads what looks like JSON; the address is text.
  return readRowsAddress(
    new URLSearchParams(
      Object.entries(search as Record<string, unknown>).map(([k, v]) => [k, String(v)]),
    ).toString(),
  )
}

const size = 200

/** The rows behind a figure, with their number and, for money, their sum. */
export function RowsTable({
  asked,
  currency,
  ask,
  topic,
}: {
  asked: Asked
  currency: string
  ask: (q: RowsQuestion) => Promise<RowsPage>
  topic: string
}) {
  const t = useT(messages)
  const f = useFormats()
  const query = useInfiniteQuery({
    queryKey: [['reviews', topic], asked],
    queryFn: ({ pageParam }) => ask({ ...asked, offset: pageParam, limit: size }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.more ? pages.length * size : undefined),
  })
  const show = (row: Row, key: string, kind: RowsPage['columns'][number]['kind']) => {
    const value = row[key]
    if (value === null || value === undefined || value === '') return <span className="muted">–</span>
    if (kind === 'money') return f.money(Number(value), currency)
    if (kind === 'day') return f.date(String(value))
    if (kind === 'instant') return `${f.date(String(value))}, ${f.time(String(value))}`
    return kind === 'count' ? f.number(Number(value)) : String(value)
  }
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const first = pages[0] as RowsPage
        const state =
          asked.what === 'tasks'
            ? t(`rows.${(first.label || 'all') as 'late' | 'done' | 'finished' | 'all'}`)
            : first.label
        const rows = pages.flatMap((p) => p.rows).map((row, index) => ({ row, index }))
        return (
          <div className="stack">
            <div>
              <h2>{[t(`rows.${asked.what}`), state].filter(Boolean).join(' · ')}</h2>
              <p className="muted">
                {[
                  f.period(asked.from, asked.to),
                  first.total === null ? '' : t('rows.count', { n: first.total }),
                  first.sumCents === null ? '' : t('rows.sum', { sum: f.money(first.sumCents, currency) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <DataTable
              label={t('rows.title')}
              rows={rows}
              rowKey={(r) => String(r.index)}
              compact
              empty={<Empty drawing="list" sentence={t('rows.none')} />}
              columns={first.columns.map(
                ({ key, kind }): Column<(typeof rows)[number]> => ({
                  key,
                  header: t(`rows.col.${key}` as 'rows.col.at'),
                  figure: kind === 'money' || kind === 'count',
                  wideOnly: key === 'visitor' || key === 'reference' || key === 'referrer',
                  cell: ({ row }) => show(row, key, kind),
                  sort: ({ row }) => row[key],
                }),
              )}
            />
            {query.hasNextPage && (
              <div>
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => query.fetchNextPage()}
                >
                  {t('rows.more')}
                </Button>
              </div>
            )}
          </div>
        )
      }}
    </Loaded>
  )
}
