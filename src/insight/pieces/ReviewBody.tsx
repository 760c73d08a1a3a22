import { useComputedColorScheme } from '@mantine/core'
import type { CSSProperties } from 'react'
import { dayOf } from '#platform/formats.ts'
import { useT } from '#web/i18n.tsx'
import { brandOf, readable } from '../brand/model.ts'
import { ends, longDay } from '../document/model.ts'
import { messages } from '../messages.ts'
import type { ReviewDocument, SectionKey } from '../model.ts'
import { Actions, Budget } from './Actions.tsx'
import { Audience } from './Audience.tsx'
import { Chapter, type Writing } from './Chapter.tsx'
import { KeyFigures, Objectives } from './Objectives.tsx'
import { Approvals, Lessons, Method, Work } from './Records.tsx'
import styles from './Review.module.css'

/** The colours of the charts on the page as it is now, light or dark. */
function useBrand(doc: ReviewDocument) {
  const scheme = useComputedColorScheme('light')
  const brand = brandOf(doc.cover.colour, doc.cover.accent)
  return scheme === 'dark' ? { ...brand, series: brand.series.map((c) => readable(c, '#1f1d1a', 3)) } : brand
}

/** A review as one reads it. With `write`, each chapter's words can be changed where they stand. */
export function ReviewBody({
  doc,
  write,
}: {
  doc: ReviewDocument
  write?: (section: SectionKey, text: string) => unknown
}) {
  const t = useT(messages)
  const brand = useBrand(doc)
  const writing: Writing = { doc, t, ...(write && { write }) }
  const colours = {
    '--brand': brand.main,
    '--on-brand': brand.onMain,
    '--brand-ink': brand.ink,
    '--brand-accent': brand.accent,
  } as CSSProperties
  const { cover } = doc
  return (
    <article className={styles.review} style={colours} lang={doc.locale}>
      <header className={styles.cover}>
        {cover.logo ? (
          <img src={cover.logo} alt={cover.client ?? ''} className={styles.logo} />
        ) : (
          <span className={styles.client}>{cover.client ?? cover.workspace}</span>
        )}
        <div className="stack" style={{ gap: 8 }}>
          <p>{t('doc.kicker')}</p>
          <h2>{cover.project}</h2>
          <p>{t('doc.period', ends(doc.from, doc.to, doc.locale))}</p>
          {cover.summary && <p className="serif">{cover.summary}</p>}
        </div>
        <p className="caption">
          {[t('doc.by', { workspace: cover.workspace }), cover.lead].filter(Boolean).join(' · ')} ·{' '}
          {t('doc.made', { date: longDay(dayOf(doc.madeAt, doc.timezone), doc.locale) })}
        </p>
      </header>
      <Chapter section="summary" {...writing} drafted={doc.summary}>
        <KeyFigures doc={doc} t={t} />
      </Chapter>
      <Chapter section="objectives" {...writing}>
        <Objectives doc={doc} t={t} />
      </Chapter>
      <Chapter section="audience" {...writing}>
        <Audience doc={doc} t={t} brand={brand} />
      </Chapter>
      <Chapter section="actions" {...writing}>
        <Actions doc={doc} t={t} brand={brand} />
      </Chapter>
      <Chapter section="budget" {...writing}>
        <Budget doc={doc} t={t} brand={brand} />
      </Chapter>
      <Chapter section="work" {...writing}>
        <Work doc={doc} t={t} />
      </Chapter>
      <Chapter section="approvals" {...writing}>
        <Approvals doc={doc} t={t} />
      </Chapter>
      <Chapter section="lessons" {...writing} drafted={doc.lessons.map((l) => l.text)}>
        {!doc.texts.lessons && <Lessons doc={doc} t={t} />}
      </Chapter>
      {(write || doc.texts.next) && <Chapter section="next" {...writing} />}
      <Chapter section="method" {...writing}>
        <Method doc={doc} t={t} />
      </Chapter>
    </article>
  )
}
