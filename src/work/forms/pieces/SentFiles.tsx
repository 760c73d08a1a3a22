import { Anchor } from '@mantine/core'
import { Paperclip } from 'lucide-react'
import { useFormats, useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { SentFile } from '../model.ts'
import styles from './FilesQuestion.module.css'

/** The files of a request. `unknown`: for those who receive them. */
export function SentFiles({ files, unknown = false }: { files: readonly SentFile[]; unknown?: boolean }) {
  const t = useT(messages)
  const { bytes } = useFormats()
  if (!files.length) return null
  return (
    <section aria-label={t('files.sent')}>
      <h2 style={{ fontSize: 15 }}>{t('files.sent')}</h2>
      <ul className={styles.files}>
        {files.map((f) => (
          <li key={f.url}>
            <Paperclip size={14} aria-hidden />
            <Anchor className={styles.name} href={f.url} target="_blank" rel="noreferrer">
              {f.name}
            </Anchor>
            <span className="muted caption">{bytes(f.size)}</span>
          </li>
        ))}
      </ul>
      {unknown && <p className="muted caption">{t('files.unscanned')}</p>}
    </section>
  )
}
