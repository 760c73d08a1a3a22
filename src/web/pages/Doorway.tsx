import { useMantineColorScheme } from '@mantine/core'
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
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const dark = colorScheme === 'dark'
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
    <svg className={styles.drawing} viewBox="0 0 360 300" aria-hidden>
      <path
        className={styles.stand}
        d="M92 52h132a62 62 0 0 1 0 124H116v92M92 52v216M92 268l-34 22M104 268l34 22"
      />
      <path className={styles.staff} d="M116 84h128M116 100h144M116 116h148M116 132h144M116 148h124" />
      <path
        className={styles.thread}
        d="M20 236c60 10 90-30 110-84 10-28 34-44 52-28 18 17 2 44 34 44 40 0 50-60 124-108"
      />
      {[
        [130, 152],
        [182, 124],
        [216, 168],
        [340, 60],
      ].map(([x, y]) => (
        <circle key={x} className={styles.bead} cx={x} cy={y} r="6" />
      ))}
    </svg>
  )
}
