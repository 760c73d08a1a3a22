import { Button } from '@mantine/core'
import { isApiError, statusOf } from '../api.ts'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import styles from './ErrorNote.module.css'

type Issue = { path?: readonly (string | number)[]; message: string }
type Told = { sentence: string; issues: readonly Issue[]; reference?: string | undefined }

function issuesIn(data: unknown): readonly Issue[] {
  const issues = (data as { issues?: unknown } | null | undefined)?.issues
  return Array.isArray(issues) ? (issues as Issue[]) : []
}

/** What happened and what to do, in the reader's language. The server already speaks it for the refusals it declares. */
export function useTold(): (error: unknown) => Told {
  const t = useT(messages)
  return (error) => {
    if (!isApiError(error)) {
      const offline = error instanceof TypeError || !navigator.onLine
      return { sentence: t(offline ? 'error.network' : 'error.server'), issues: [] }
    }
    const reference = (error.data as { reference?: string } | null | undefined)?.reference
    const issues = issuesIn(error.data)
    if (issues.length > 0 && error.code === 'BAD_REQUEST')
      return { sentence: t('error.invalid'), issues, reference }
    if (error.status === 401) return { sentence: t('error.signedOut'), issues: [] }
    if (error.status === 429) return { sentence: t('error.tooMany'), issues: [] }
    if (error.status >= 500 && !reference) return { sentence: t('error.server'), issues: [] }
    return { sentence: error.message, issues, reference }
  }
}

export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT(messages)
  const told = useTold()
  if (!error) return null
  const { sentence, issues, reference } = told(error)
  return (
    <div className={styles.note} role="alert">
      <p>{sentence}</p>
      {issues.length > 0 && (
        <ul>
          {issues.map((issue, index) => (
            <li key={index}>
              {issue.path && issue.path.length > 0 && <b>{issue.path.join('.')} : </b>}
              {issue.message}
            </li>
          ))}
        </ul>
      )}
      {reference && <p className="caption muted">{t('error.reference', { id: reference })}</p>}
      {/* What one’s role refuses, trying again does not give. */}
      {onRetry && statusOf(error) !== 403 && (
        <Button size="xs" variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}
