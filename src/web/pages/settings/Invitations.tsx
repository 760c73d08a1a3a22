import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, rpc } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { useTold } from '../../pieces/ErrorNote.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { When } from '../../pieces/When.tsx'
import { tell } from '../../undo.tsx'
import { messages } from './messages.ts'
import { roleKeys } from './roles.ts'

export function Invitations() {
  const t = useT(messages)
  const told = useTold()
  const client = useQueryClient()
  const query = useQuery(rpc.invitations.list.queryOptions())
  const withdraw = async (id: string) => {
    try {
      await api.invitations.withdraw({ id })
      tell(t('members.withdrawn'))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await client.invalidateQueries({ queryKey: rpc.invitations.list.key() })
  }
  return (
    <Loaded query={query} rows={2}>
      {(invitations) => (
        <DataTable
          label={t('members.waiting')}
          rows={invitations}
          rowKey={({ id }) => id}
          empty={<p className="muted">{t('members.none')}</p>}
          columns={[
            {
              key: 'email',
              header: t('members.email'),
              sort: ({ email }) => email,
              cell: ({ email }) => email,
            },
            { key: 'role', header: t('members.role'), cell: ({ role }) => t(roleKeys[role]) },
            { key: 'project', header: t('members.project'), cell: ({ project }) => project ?? '–' },
            {
              key: 'expires',
              header: t('members.expires'),
              sort: ({ expiresAt }) => expiresAt.getTime(),
              cell: ({ expiresAt }) => <When at={expiresAt} />,
            },
          ]}
          actions={({ id }) => (
            <Button size="xs" variant="subtle" onClick={() => void withdraw(id)}>
              {t('members.withdraw')}
            </Button>
          )}
        />
      )}
    </Loaded>
  )
}
