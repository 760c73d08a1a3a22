import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { setLocale, useLocale, useT } from '../i18n.tsx'
import { Mark } from '../shell/Mark.tsx'
import styles from './Doorway.module.css'
import { messages } from './doorway-messages.ts'

/** The pages before the desk: a form on paper, and beside it what Pupitre is about. */
export function Doorway({
  title,
  line,
  children,
  wide = false,
}: {
  title: string
  line?: ReactNode
  children: ReactNode
  wide?: boolean
}) {
  const t = useT(messages)
  const locale = useLocale()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  useEffect(() => {
    document.title = `${title} · Pupitre`
  }, [title])
  return (
    <div className={styles.door}>
      <main className={styles.main}>
        <div className={styles.brand}>
          <Mark size={34} />
          <span>Pupitre</span>
        </div>
        <div className={styles.form} data-wide={wide || undefined}>
          <div>
            <h1>{title}</h1>
            {line && <p className={styles.line}>{line}</p>}
          </div>
          {children}
        </div>
        <div className={styles.foot}>
          <button
            type="button"
            lang={locale === 'fr' ? 'en' : 'fr'}
            onClick={() => setLocale(locale === 'fr' ? 'en' : 'fr')}
          >
            {t('language')}
          </button>
          <button type="button" onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
            {t(dark ? 'light' : 'dark')}
          </button>
        </div>
      </main>
      <aside className={styles.aside} aria-label={t('about')}>
        <Thread />
        <p className={styles.promise}>{t('promise')}</p>
        <ol className={styles.steps}>
          {(['step.objective', 'step.action', 'step.fact', 'step.review'] as const).map((step) => (
            <li key={step}>{t(step)}</li>
          ))}
        </ol>
      </aside>
    </div>
  )
}

/** The stand, its score, and the brass thread that runs from the objective to the review. */
function Thread() {
  return (
    <svg className={styles.drawing} viewBox="0 0 400 320" aria-hidden>
      <path
        className={styles.stand}
        d="M84 56 222 31a70 70 0 0 1 25 138l-118 21v58c0 26 14 40 52 44v14H40v-14c32-4 44-18 44-44z"
      />
      <path
        className={styles.staff}
        d="m112 84 132-24m-132 43 149-27m-149 46 156-28m-156 47 154-28m-154 47 140-25"
      />
      <path
        className={styles.thread}
        d="M4 262c70 16 92-44 128-104 16-26 42-28 56-8 14 21 18 36 42 26 44-18 62-94 150-132"
      />
      {[
        [130, 161],
        [186, 147],
        [228, 177],
        [380, 44],
      ].map(([x, y]) => (
        <circle key={x} className={styles.bead} cx={x} cy={y} r="7" />
      ))}
    </svg>
  )
}
