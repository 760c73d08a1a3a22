import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { api, rpc } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import styles from '../pieces/Review.module.css'
import { RowsTable, useAsked } from '../pieces/RowsTable.tsx'

/** The rows behind a figure, for whoever holds the link of the review. */
export default function SharedRows() {
  const t = useT(messages)
  const locale = useLocale()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const query = useQuery(
    rpc.reviews.shared.queryOptions({
      input: { key: token },
      queryKey: [['reviews', 'shared'], token, locale],
      staleTime: 60_000,
    }),
  )
  const asked = useAsked()
  return (
    <main className={styles.outside}>
      <Loaded query={query}>
        {(doc) => (
          <>
            <div>
              <Link to="/b/$token" params={{ token }} data-noprint>
                {t('rows.back')}
              </Link>
              <h1 style={{ font: '600 22px / 28px var(--serif)', marginTop: 8 }}>{doc.cover.project}</h1>
            </div>
            {asked ? (
              <RowsTable
                asked={asked}
                currency={doc.currency}
                topic={`shared-${token}`}
                ask={(q) => api.reviews.sharedRows({ door: token, ...q })}
              />
            ) : (
              <Empty drawing="broken" sentence={t('rows.unknown')} />
            )}
          </>
        )}
      </Loaded>
    </main>
  )
}
