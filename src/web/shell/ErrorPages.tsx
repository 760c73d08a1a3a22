import { Button } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { useContext } from 'react'
import { isApiError, statusOf } from '../api.ts'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Drawing, type DrawingName } from '../pieces/drawings.tsx'
import { WorkspaceContext } from '../session.tsx'
import styles from './ErrorPages.module.css'

type Kind = '404' | '403' | '500' | 'offline' | 'crash'

const drawings: Record<Kind, DrawingName> = {
  404: 'search',
  403: 'key',
  500: 'broken',
  offline: 'letter',
  crash: 'broken',
}

function kindOf(error: unknown): Kind {
  const status = statusOf(error)
  if (status === 404 || status === 410) return '404'
  if (status === 403) return '403'
  if (status !== null) return '500'
  if (!navigator.onLine || (error instanceof TypeError && /fetch|load|network/i.test(error.message)))
    return 'offline'
  return 'crash'
}

/** What happened, what is safe, what to do. */
export function ErrorPage({
  kind,
  reference,
  onRetry,
}: {
  kind: Kind
  reference?: string | undefined
  onRetry?: () => void
}) {
  const t = useT(messages)
  const workspace = useContext(WorkspaceContext)
  return (
    <div className={styles.page} role="alert">
      <title>{`${t(`error.${kind}.title`)} · Pupitre`}</title>
      <Drawing name={drawings[kind]} size={132} />
      <h1>{t(`error.${kind}.title`)}</h1>
      <p>{t(`error.${kind}.line`)}</p>
      {reference && <p className="caption muted">{t('error.reference', { id: reference })}</p>}
      <div className="row">
        {onRetry && kind !== '404' && kind !== '403' && <Button onClick={onRetry}>{t('retry')}</Button>}
        <Button variant="default" component={Link} to={workspace ? `/${workspace.slug}/aujourdhui` : '/'}>
          {t('error.home')}
        </Button>
      </div>
    </div>
  )
}

export const NotFound = () => <ErrorPage kind="404" />

/** What the router shows when a page throws. */
export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  const reference = isApiError(error) ? (error.data as { reference?: string } | null)?.reference : undefined
  return (
    <ErrorPage
      kind={kindOf(error)}
      reference={reference}
      onRetry={() => {
        reset()
        void router.invalidate()
      }}
    />
  )
}
