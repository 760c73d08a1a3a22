import { Button } from '@mantine/core'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import styles from './ClashNote.module.css'
import type { Saving } from './saving.ts'

/** Two wrote in the same field: both are shown, and one chooses. */
export function ClashNote<Value>({
  clash,
  said = String,
}: {
  clash: Saving<Value>['clash']
  /** How a value reads. */
  said?: (value: Value) => string
}) {
  const t = useT(messages)
  if (!clash) return null
  return (
    <div className={styles.clash} role="alert">
      <p>{t('clash', { theirs: said(clash.theirs) })}</p>
      <div className="row">
        <Button size="compact-xs" onClick={() => clash.settle(true)}>
          {t('clash.mine')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => clash.settle(false)}>
          {t('clash.theirs')}
        </Button>
      </div>
    </div>
  )
}
