import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { auth } from '../../auth.ts'
import { useT } from '../../i18n.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { Section } from '../../pieces/Page.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { When } from '../../pieces/When.tsx'
import { useSession } from '../../session.tsx'
import { tell } from '../../undo.tsx'
import { deviceOf } from './device.ts'
import { messages } from './messages.ts'

export function Sessions() {
  const t = useT(messages)
  const { user } = useSession()
  const query = useQuery({
    queryKey: ['account', 'sessions'],
    queryFn: async () => (await auth.listSessions()).data ?? [],
  })
  const close = async (deed: Promise<unknown>) => {
    await deed
    tell(t('revoked'))
    await query.refetch()
  }
  return (
    <Section
      title={t('sessions')}
      line={t('sessionsLine')}
      action={
        (query.data?.length ?? 0) > 1 && (
          <Button variant="default" onClick={() => void close(auth.revokeOtherSessions())}>
            {t('revokeOthers')}
          </Button>
        )
      }
    >
      <Loaded query={query} rows={2}>
        {(sessions) => (
          <DataTable
            label={t('sessions')}
            rows={sessions}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'device',
                header: t('device'),
                cell: ({ id, userAgent }) => (
                  <>
                    {deviceOf(userAgent) ?? t('unknownDevice')}
                    {id === user.sessionId && <span className="muted"> ({t('here')})</span>}
                  </>
                ),
              },
              { key: 'seen', header: t('lastSeen'), cell: ({ updatedAt }) => <When at={updatedAt} /> },
            ]}
            actions={({ id, token }) =>
              id !== user.sessionId && (
                <Button size="xs" variant="subtle" onClick={() => void close(auth.revokeSession({ token }))}>
                  {t('revoke')}
                </Button>
              )
            }
          />
        )}
      </Loaded>
    </Section>
  )
}
