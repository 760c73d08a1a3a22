import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Download, Presentation, Printer } from 'lucide-react'
import { useEffect } from 'react'
import { rpc } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import styles from '../pieces/Review.module.css'
import { ReviewBody } from '../pieces/ReviewBody.tsx'

/** A review behind a link: no account, nothing to change, everything to read. */
export default function Shared() {
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
  useEffect(() => {
    if (query.data) document.title = query.data.title
  }, [query.data])
  const file = (kind: 'pdf' | 'pptx') => `/b/${token}/bilan.${kind}?langue=${locale}`
  return (
    <main className={styles.outside}>
      <Loaded query={query}>
        {(doc) => (
          <>
            <h1 className="unseen">{doc.title}</h1>
            <div className="row" style={{ justifyContent: 'flex-end' }} data-noprint>
              <Button variant="subtle" onClick={() => window.print()} leftSection={<Printer size={16} />}>
                {t('review.print')}
              </Button>
              <Button
                variant="default"
                component="a"
                href={file('pptx')}
                download
                leftSection={<Presentation size={16} />}
              >
                {t('review.pptx')}
              </Button>
              <Button component="a" href={file('pdf')} download leftSection={<Download size={16} />}>
                {t('review.pdf')}
              </Button>
            </div>
            <ReviewBody doc={doc} />
          </>
        )}
      </Loaded>
    </main>
  )
}
