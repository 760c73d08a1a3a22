import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'

/** The metric catalogue: every figure of the product, with its formula. */
export default function Definitions() {
  const t = useT(messages)
  const locale = useLocale()
  const [sought, setSought] = useState('')
  const query = useQuery(rpc.insight.catalogue.queryOptions())
  const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    <Page title={t('definitions.title')} line={t('definitions.line')} width="wide">
      <Loaded query={query}>
        {(metrics) => (
          <div className="stack">
            <TextInput
              aria-label={t('definitions.search')}
              placeholder={t('definitions.search')}
              value={sought}
              onChange={(e) => setSought(e.currentTarget.value)}
              maw={320}
            />
            <DataTable
              label={t('definitions.title')}
              rows={metrics.filter((m) =>
                folded(`${m.name[locale]} ${m.formula[locale]} ${m.key}`).includes(folded(sought)),
              )}
              rowKey={(m) => m.key}
              firstSort={{ key: 'name', down: false }}
              columns={[
                {
                  key: 'name',
                  header: t('definitions.name'),
                  width: 220,
                  cell: (m) => <b>{m.name[locale]}</b>,
                  sort: (m) => m.name[locale],
                },
                {
                  key: 'formula',
                  header: t('definitions.formula'),
                  cell: (m) => (
                    <span style={{ whiteSpace: 'normal' }}>
                      {[m.formula[locale], m.needsGoal ? t('definitions.goal') : '']
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  ),
                },
                {
                  key: 'unit',
                  header: t('definitions.unit'),
                  width: 90,
                  cell: (m) => t(`definitions.unit.${m.unit}`),
                  sort: (m) => m.unit,
                },
                {
                  key: 'good',
                  header: t('definitions.good'),
                  width: 150,
                  wideOnly: true,
                  cell: (m) => t(`definitions.${m.goodWhen}`),
                },
                {
                  key: 'key',
                  header: t('definitions.key'),
                  width: 200,
                  wideOnly: true,
                  cell: (m) => <code>{m.key}</code>,
                },
              ]}
            />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
