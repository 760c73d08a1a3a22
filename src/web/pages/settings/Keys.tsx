import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { api, rpc } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { confirm } from '../../pieces/Confirm.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { Empty } from '../../pieces/Empty.tsx'
import { ErrorNote, useTold } from '../../pieces/ErrorNote.tsx'
import { Sheet } from '../../pieces/Sheet.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { When } from '../../pieces/When.tsx'
import { useWorkspace } from '../../session.tsx'
import { tell } from '../../undo.tsx'
import { CopyLine } from './CopyLine.tsx'
import { messages } from './messages.ts'
import { Settings } from './Settings.tsx'

type Access = 'read' | 'write' | 'admin'

export default function Keys() {
  const t = useT(messages)
  const told = useTold()
  const client = useQueryClient()
  const [making, setMaking] = useState(false)
  const query = useQuery(rpc.keys.list.queryOptions())
  const refresh = () => client.invalidateQueries({ queryKey: rpc.keys.list.key() })
  const revoke = async ({ id, name }: { id: string; name: string }) => {
    if (
      !(await confirm({
        title: t('keys.revokeTitle', { name }),
        line: t('keys.revokeLine'),
        action: t('keys.revoke'),
      }))
    )
      return
    await api.keys.revoke({ id }).catch((error: unknown) => tell(told(error).sentence, 'bad'))
    await refresh()
  }
  const create = (
    <Button leftSection={<Plus size={16} />} onClick={() => setMaking(true)}>
      {t('keys.new')}
    </Button>
  )
  return (
    <Settings
      page="cles"
      line={
        <>
          {t('keys.line')} <a href="/api/docs">{t('keys.docs')}</a>
        </>
      }
      action={query.data?.length ? create : undefined}
    >
      <Loaded query={query}>
        {(keys) => (
          <DataTable
            label={t('keys.name')}
            rows={keys}
            rowKey={({ id }) => id}
            empty={
              <Empty drawing="key" sentence={t('keys.empty')} example={t('keys.example')} action={create} />
            }
            columns={[
              {
                key: 'name',
                header: t('keys.name'),
                sort: ({ name }) => name,
                cell: ({ name, hint }) => (
                  <>
                    {name} <span className="muted">{hint}…</span>
                  </>
                ),
              },
              { key: 'access', header: t('keys.access'), cell: ({ access }) => t(`keys.${access}`) },
              { key: 'by', header: t('keys.by'), cell: ({ member }) => member },
              {
                key: 'used',
                header: t('keys.used'),
                sort: ({ lastUsedAt }) => lastUsedAt?.getTime(),
                cell: ({ lastUsedAt }) =>
                  lastUsedAt ? <When at={lastUsedAt} /> : <span className="muted">{t('keys.unused')}</span>,
              },
              {
                key: 'expires',
                header: t('keys.expires'),
                sort: ({ expiresAt }) => expiresAt?.getTime(),
                cell: ({ expiresAt }) => (expiresAt ? <When at={expiresAt} /> : t('keys.never')),
              },
            ]}
            actions={(key) => (
              <Button size="xs" variant="subtle" onClick={() => void revoke(key)}>
                {t('keys.revoke')}
              </Button>
            )}
          />
        )}
      </Loaded>
      {making && (
        <MakeKey
          onClose={() => {
            setMaking(false)
            void refresh()
          }}
        />
      )}
    </Settings>
  )
}

function MakeKey({ onClose }: { onClose: () => void }) {
  const t = useT(messages)
  const workspace = useWorkspace()
  const [draft, setDraft] = useState<{ name: string; access: Access; expires: string }>({
    name: '',
    access: 'read',
    expires: '',
  })
  const make = useMutation({
    mutationFn: () =>
      api.keys.create({
        name: draft.name,
        access: draft.access,
        expiresAt: draft.expires ? new Date(`${draft.expires}T23:59:59`) : null,
      }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  const levels: Access[] = workspace.can('administer') ? ['read', 'write', 'admin'] : ['read', 'write']
  return (
    <Sheet opened onClose={onClose} title={t('keys.new')}>
      {make.data ? (
        <div className="stack">
          <p>{t('keys.made')}</p>
          <CopyLine text={make.data.key} label={draft.name} />
          <Button onClick={onClose}>{t('done')}</Button>
        </div>
      ) : (
        <form className="stack" onSubmit={submit}>
          <TextInput
            label={t('keys.name')}
            required
            maxLength={100}
            data-autofocus
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <Select
            label={t('keys.access')}
            allowDeselect={false}
            value={draft.access}
            data={levels.map((level) => ({ value: level, label: t(`keys.${level}`) }))}
            onChange={(access) => setDraft({ ...draft, access: access as Access })}
          />
          <DateInput
            label={t('keys.expires')}
            min={new Date().toISOString().slice(0, 10)}
            value={draft.expires}
            onChange={(day) => setDraft({ ...draft, expires: day })}
          />
          <ErrorNote error={make.error} />
          <Button type="submit" loading={make.isPending}>
            {t('keys.new')}
          </Button>
        </form>
      )}
    </Sheet>
  )
}
