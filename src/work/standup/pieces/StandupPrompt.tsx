import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import styles from './StandupPrompt.module.css'

/** On « Aujourd’hui »: the check-ins one still owes today. */
export function StandupPrompt() {
  const t = useT(messages)
  const at = useAt()
  const workspace = useWorkspace()
  const due =
    useQuery({ ...rpc.work.standup.due.queryOptions(), enabled: workspace.can('contribute') }).data ?? []
  if (!due.length) return null
  return (
    <ul className={styles.prompt}>
      {due.map((s) => (
        <li key={s.id}>
          <span>
            <b>{s.name}</b> · {t('prompt.line')}
          </span>
          <Link to={at('standup')} search={{ point: s.id } as never}>
            {t('prompt.go')}
          </Link>
        </li>
      ))}
    </ul>
  )
}
