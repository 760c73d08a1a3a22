import { Button } from '@mantine/core'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import styles from './TaskDrawer.module.css'
import type { Clash } from './useTaskSaving.ts'

/** Two wrote the same line: both texts are shown, and one chooses. */
export function TaskDrawerClash({
  clash,
  onSettle,
}: {
  clash: Clash | null
  onSettle: (mine: boolean) => void
}) {
  const t = useT(messages)
  if (!clash) return null
  return (
    <div className={styles.clash} role="alert">
      <p>{t('task.conflict')}</p>
      <blockquote>
        <b>{t('task.mine')}</b>
        <span>{clash.mine}</span>
      </blockquote>
      <blockquote>
        <b>{t('task.theirs')}</b>
        <span>{clash.theirs}</span>
      </blockquote>
      <div className="row">
        <Button size="xs" onClick={() => onSettle(true)}>
          {t('task.keepMine')}
        </Button>
        <Button size="xs" variant="default" onClick={() => onSettle(false)}>
          {t('task.keepTheirs')}
        </Button>
      </div>
    </div>
  )
}
