import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import type { Effect, EffectKey } from '../model.ts'
import { nameOf } from './names.ts'
import type { RowsOf } from './Rows.tsx'

type Row = Effect & { key: string; label: string }
const few = 8

/** The figures of a period cut by one dimension; a row leads to what it counts. */
export function Breakdown({
  projectId,
  from,
  to,
  by,
  onRows,
}: {
  projectId: string
  from: string
  to: string
  by: Exclude<EffectKey, 'day'>
  onRows: (of: RowsOf) => void
}) {
  const t = useT(messages)
  const locale = useLocale()
  const { number, money } = useFormats()
  const [all, setAll] = useState(false)
  const query = useQuery(
    rpc.measure.by.queryOptions({
      input: { projectId, from, to, by },
      meta: { topics: ['goal', 'link', 'weblog'] },
    }),
  )
  const title = t(`by.${by as 'channel'}`)
  const figure = (name: keyof Effect, header: string) => ({
    key: name,
    header,
    figure: true,
    cell: (r: Row) => number(r[name]),
    sort: (r: Row) => r[name],
  })
  return (
    <Section title={title}>
      <Loaded query={query} rows={4}>
        {(rows) => (
          <div className="stack">
            <DataTable<Row>
              label={title}
              compact
              rows={all ? rows : rows.slice(0, few)}
              rowKey={(r) => r.key}
              onOpen={(r) =>
                onRows({
                  what: by === 'goal' ? 'conversions' : by === 'page' ? 'views' : 'visits',
                  label: nameOf(t, by, r.key, r.label, locale),
                  by,
                  key: r.key,
                })
              }
              empty={<p className="muted">{t('rows.none')}</p>}
              columns={[
                { key: 'name', header: title, cell: (r) => nameOf(t, by, r.key, r.label, locale) },
                figure('visits', t('visits')),
                ...(by === 'goal' ? [] : [figure('views', t('views'))]),
                figure('conversions', t('conversions')),
                ...(by === 'goal'
                  ? [
                      {
                        key: 'revenue',
                        header: t('revenue'),
                        figure: true,
                        cell: (r: Row) => money(r.revenueCents),
                        sort: (r: Row) => r.revenueCents,
                      },
                    ]
                  : []),
              ]}
            />
            {rows.length > few && (
              <Button variant="subtle" size="xs" onClick={() => setAll((now) => !now)}>
                {all ? t('by.less') : t('by.more', { count: number(rows.length) })}
              </Button>
            )}
          </div>
        )}
      </Loaded>
    </Section>
  )
}
