import { WifiOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { announce } from '../announce.tsx'
import { useT } from '../i18n.tsx'
import { line } from '../live.ts'
import { messages } from '../messages.ts'
import styles from './OfflineBanner.module.css'

export function OfflineBanner() {
  const t = useT(messages)
  const state = line.use()
  const was = useRef(state)
  useEffect(() => {
    if (was.current === 'lost' && state === 'open') announce(t('online.back'))
    was.current = state
  }, [state, t])
  return (
    <div role="status" aria-live="polite">
      {state === 'lost' && (
        <p className={styles.banner}>
          <WifiOff size={15} aria-hidden />
          {t('offline.banner')}
        </p>
      )}
    </div>
  )
}
