import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import type { EffectKey } from '../model.ts'
import { nameOf } from './names.ts'

export type RowsOf = {
  what: 'views' | 'visits' | 'clicks' | 'conversions'
  label: string
  by?: EffectKey
  key?: string
}
const page = 100

/** The rows behind a figure, a hundred at a time. */
export function Rows({
  projectId,
  from,
  to,
  of,
  onClose,
}: {
  projectId: string
  from: string
  to: string
  of: RowsOf | null
  onClose: () => void
}) {
  const t = useT(messages)
  return (
    <Sheet
      opened={of !== null}
      onClose={onClose}
      size={880}
      title={of ? t('rows.title', { label: `${of.label}, ${t(`rows.${of.what}`)}` }) : ''}
    >
      {of && (
        <Listed key={`${of.what} ${of.by} ${of.key}`} projectId={projectId} from={from} to={to} of={of} />
      )}
    </Sheet>
  )
}

function Listed({ projectId, from, to, of }: { projectId: string; from: string; to: string; of: RowsOf }) {
  const t = useT(messages)
  const { exact, money } = useFormats()
  const [offset, setOffset] = useState(0)
  const { what, by, key } = of
  const query = useQuery(
    rpc.measure.rows.queryOptions({
      input: { projectId, from, to, what, limit: page, offset, ...(by && { by, key: key ?? '' }) },
    }),
  )
  return (
    <Loaded query={query}>
      {(rows) => (
        <div className="stack">
          <DataTable
            label={of.label}
            compact
            rows={rows.map((r, i) => ({ ...r, id: String(offset + i) }))}
            rowKey={(r) => r.id}
            empty={<p className="muted">{t('rows.none')}</p>}
            columns={[
              { key: 'at', header: t('rows.at'), cell: (r) => exact(r.at) },
              { key: 'path', header: t('rows.path'), cell: (r) => r.path },
              ...(what === 'conversions'
                ? [
                    {
                      key: 'goal',
                      header: t('by.goal'),
                      cell: (r: (typeof rows)[number]) =>
                        `${r.goal ?? ''}${r.valueCents ? ` · ${money(r.valueCents)}` : ''}`,
                    },
                  ]
                : []),
              { key: 'channel', header: t('rows.channel'), cell: (r) => nameOf(t, 'channel', r.channel, '') },
              { key: 'referrer', header: t('rows.referrer'), cell: (r) => r.referrer, wideOnly: true },
              {
                key: 'visitor',
                header: t('rows.visitor'),
                cell: (r) => <code>{r.visitor}</code>,
                wideOnly: true,
              },
            ]}
          />
          {(rows.length === page || offset > 0) && (
            <Button
              variant="default"
              size="xs"
              onClick={() => setOffset(rows.length === page ? offset + page : 0)}
            >
              {t('rows.more')}
            </Button>
          )}
        </div>
      )}
    </Loaded>
  )
}
