import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Translate } from '#platform/i18n.ts'
import { AreaField } from '#web/pieces/Field.tsx'
import type { messages } from '../messages.ts'
import type { ReviewDocument, SectionKey } from '../model.ts'
import styles from './Review.module.css'

export type Say = Translate<typeof messages>
export type Writing = {
  doc: ReviewDocument
  t: Say
  write?: (section: SectionKey, text: string) => unknown
}

/** A chapter: its title, what the team wrote (or may write) there, then what was computed. */
export function Chapter({
  section,
  doc,
  t,
  write,
  drafted,
  children,
}: Writing & { section: SectionKey; drafted?: string[]; children?: ReactNode }) {
  const text = doc.texts[section]
  const title = t(`section.${section}`)
  const lede = section === 'summary'
  return (
    <section className={styles.chapter} aria-label={title}>
      <h2>{title}</h2>
      {write ? (
        <Writable
          section={section}
          title={title}
          t={t}
          text={text}
          drafted={drafted}
          write={write}
          lede={lede}
        />
      ) : text ? (
        <p className={lede ? styles.lede : styles.text} style={{ whiteSpace: 'pre-line' }}>
          {text}
        </p>
      ) : (
        lede && <Lede lines={drafted ?? []} />
      )}
      {children}
    </section>
  )
}

const Lede = ({ lines }: { lines: string[] }) => (
  <div className={styles.lede}>
    {lines.map((line) => (
      <p key={line}>{line}</p>
    ))}
  </div>
)

function Writable({
  section,
  title,
  t,
  text,
  drafted,
  write,
  lede,
}: {
  section: SectionKey
  title: string
  t: Say
  text: string | undefined
  drafted: string[] | undefined
  write: (section: SectionKey, text: string) => unknown
  lede: boolean
}) {
  const [open, setOpen] = useState(false)
  if (text === undefined && !open)
    return (
      <>
        {lede && <Lede lines={drafted ?? []} />}
        <div data-noprint>
          <Button size="xs" variant="subtle" onClick={() => setOpen(true)}>
            {t(drafted?.length ? 'review.rewrite' : 'review.write')}
          </Button>
        </div>
      </>
    )
  return (
    <div className={styles.writing}>
      <AreaField
        label={t('review.write.label', { section: title })}
        hideLabel
        minRows={3}
        value={text ?? (drafted ?? []).join('\n')}
        onSave={(value) => write(section, value)}
      />
      <div className="row" data-noprint>
        {text !== undefined && <span className="caption muted">{t('review.edited')}</span>}
        {drafted && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              setOpen(false)
              if (text !== undefined) write(section, '')
            }}
          >
            {t('review.draft')}
          </Button>
        )}
      </div>
    </div>
  )
}
