import { lazy, Suspense, useMemo } from 'react'
import { useLocale, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Waiting } from '../pieces/Waiting.tsx'
import { useWorkspace } from '../session.tsx'
import { addables, adding } from './adding.ts'
import { Over } from './Over.tsx'
import styles from './QuickAdd.module.css'

/** First what, then its form; with a single kind, straight to the form. */
export default function QuickAdd({ kind }: { kind: string }) {
  const t = useT(messages)
  const locale = useLocale()
  const workspace = useWorkspace()
  const allowed = addables.filter(({ right }) => workspace.can(right))
  const chosen = allowed.find((one) => one.kind === kind) ?? (allowed.length === 1 ? allowed[0] : undefined)
  const Form = useMemo(() => (chosen ? lazy(chosen.load) : null), [chosen])
  const close = () => adding.set(null)
  return (
    <Over title={chosen ? chosen.label[locale] : t('add.what')} onClose={close}>
      {Form ? (
        <Suspense fallback={<Waiting rows={3} />}>
          <Form onDone={close} />
        </Suspense>
      ) : (
        <ul className={styles.kinds}>
          {allowed.map(({ kind: value, label, icon: Icon }, index) => (
            <li key={value}>
              <button
                type="button"
                onClick={() => adding.set(value)}
                data-autofocus={index === 0 || undefined}
              >
                <Icon size={18} strokeWidth={1.8} aria-hidden />
                {label[locale]}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Over>
  )
}
