import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { confirm } from '../../pieces/Confirm.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { Empty } from '../../pieces/Empty.tsx'
import { useTold } from '../../pieces/ErrorNote.tsx'
import { Section } from '../../pieces/Page.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { useWorkspace } from '../../session.tsx'
import { tell } from '../../undo.tsx'
import { messages as words } from './messages.ts'
import { ProviderSheet } from './ProviderSheet.tsx'
import { roleKeys } from './roles.ts'
import { Settings } from './Settings.tsx'
import { messages } from './sso-messages.ts'

export type Provider = Awaited<ReturnType<typeof api.sso.list>>[number]

export default function SingleSignOn() {
  const t = useT(messages)
  const tw = useT(words)
  const told = useTold()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [open, setOpen] = useState<Provider | 'new' | null>(null)
  const query = useQuery(rpc.sso.list.queryOptions())
  const owner = workspace.can('own')
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: rpc.sso.list.key() })
    await client.invalidateQueries({ queryKey: rpc.setup.status.key() })
  }
  const remove = async ({ providerId, domain }: Provider) => {
    const sure = await confirm({
      title: t('removeTitle', { domain }),
      goes: [t('removeGoes', { domain })],
      line: t('removeLine'),
      action: t('remove'),
    })
    if (!sure) return
    try {
      await api.sso.remove({ providerId })
      tell(t('removed'))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await refresh()
  }
  const add = (
    <Button leftSection={<Plus size={16} />} onClick={() => setOpen('new')}>
      {t('new')}
    </Button>
  )
  return (
    <Settings
      page="connexion-unique"
      line={owner ? t('line') : t('ownerOnly')}
      action={owner && query.data?.length ? add : undefined}
    >
      <Loaded query={query}>
        {(providers) => (
          <>
            <DataTable
              label={t('line')}
              rows={providers}
              rowKey={({ providerId }) => providerId}
              {...(owner && { onOpen: setOpen })}
              selected={open && open !== 'new' ? open.providerId : undefined}
              empty={
                <Empty
                  drawing="key"
                  sentence={t('empty')}
                  example={t('example')}
                  action={owner ? add : undefined}
                />
              }
              columns={[
                { key: 'domain', header: t('domain'), cell: ({ domain }) => `@${domain}` },
                { key: 'issuer', header: t('issuer'), cell: ({ issuer }) => issuer },
                { key: 'clientId', header: t('clientId'), wideOnly: true, cell: ({ clientId }) => clientId },
                { key: 'role', header: t('role'), cell: ({ role }) => tw(roleKeys[role]) },
              ]}
              {...(owner && {
                actions: (provider: Provider) => (
                  <Button size="xs" variant="subtle" onClick={() => void remove(provider)}>
                    {t('remove')}
                  </Button>
                ),
              })}
            />
            <Section title={t('how.title')}>
              <ol className="prose">
                <li>{t('how.1')}</li>
                <li>{t('how.2')}</li>
                <li>{t('how.3')}</li>
              </ol>
              <p className="muted prose">{t('how.after')}</p>
            </Section>
          </>
        )}
      </Loaded>
      {open && (
        <ProviderSheet
          provider={open === 'new' ? null : open}
          taken={query.data ?? []}
          onClose={() => setOpen(null)}
          onSaved={(domain) => {
            setOpen(null)
            tell(t('saved', { domain }))
            void refresh()
          }}
        />
      )}
    </Settings>
  )
}
