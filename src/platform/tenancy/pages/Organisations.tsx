import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { useProjects } from '#web/shell/projects.ts'
import { messages } from '../messages.ts'
import type { Organisation, OrganisationKind } from '../model.ts'
import NewOrganisation from '../pieces/NewOrganisation.tsx'
import { Swatch } from '../pieces/Swatch.tsx'

export default function Organisations() {
  const t = useT(messages)
  const at = useAt()
  const navigate = useNavigate()
  const workspace = useWorkspace()
  const { type } = useSearch({ strict: false }) as { type?: string }
  const kind: OrganisationKind = type === 'fournisseurs' ? 'supplier' : 'client'
  const query = useQuery(rpc.organisations.list.queryOptions({ input: { kind } }))
  const [adding, setAdding] = useState(false)
  const phone = useIsPhone()
  const mayAdd = workspace.can('contribute')
  const label = t(kind === 'client' ? 'organisations.newClient' : 'organisations.newSupplier')
  useCommands(
    mayAdd
      ? [
          {
            id: 'organisation.new',
            label,
            group: t('organisations.clients'),
            keys: 'n',
            icon: Plus,
            run: () => setAdding(true),
          },
        ]
      : [],
  )
  const add = mayAdd && (
    <Button leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>
      {phone ? t('new.add') : label}
    </Button>
  )
  return (
    <Page
      title={t(kind === 'client' ? 'organisations.clients' : 'organisations.suppliers')}
      line={t(kind === 'client' ? 'organisations.clientsLine' : 'organisations.suppliersLine')}
      width="wide"
      action={add}
      aside={
        <SegmentedControl
          aria-label={t('organisations.which')}
          value={kind}
          onChange={(value) =>
            void navigate({
              to: at('clients'),
              search: value === 'supplier' ? { type: 'fournisseurs' } : {},
            } as never)
          }
          data={[
            { value: 'client', label: t('organisations.clients') },
            { value: 'supplier', label: t('organisations.suppliers') },
          ]}
        />
      }
    >
      <Loaded query={query}>{(rows) => <List rows={rows} kind={kind} add={add} />}</Loaded>
      <Sheet opened={adding} onClose={() => setAdding(false)} title={label}>
        <NewOrganisation kind={kind} onDone={() => setAdding(false)} />
      </Sheet>
    </Page>
  )
}

function List({
  rows,
  kind,
  add,
}: {
  rows: readonly Organisation[]
  kind: OrganisationKind
  add: React.ReactNode
}) {
  const t = useT(messages)
  const at = useAt()
  const navigate = useNavigate()
  const projects = useProjects().data ?? []
  const countOf = (o: Organisation) => projects.filter(({ clientId }) => clientId === o.id).length
  return (
    <DataTable
      label={t(kind === 'client' ? 'organisations.clients' : 'organisations.suppliers')}
      rows={rows}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: at(`clients/${id}`) })}
      firstSort={{ key: 'name', down: false }}
      empty={
        <Empty
          drawing="people"
          sentence={t(kind === 'client' ? 'organisations.emptyClients' : 'organisations.emptySuppliers')}
          action={add}
          example={t(kind === 'client' ? 'organisations.exampleClients' : 'organisations.exampleSuppliers')}
        />
      }
      columns={[
        {
          key: 'name',
          header: t('field.name'),
          sort: (o) => o.name,
          cell: (o) => (
            <span className="row" style={{ flexWrap: 'nowrap' }}>
              {kind === 'client' && <Swatch colour={o.colour} logoFileId={o.logoFileId} />}
              <strong>{o.name}</strong>
            </span>
          ),
        },
        {
          key: 'sector',
          header: t('field.sector'),
          sort: (o) => o.sector,
          cell: (o) => o.sector || <span className="muted">–</span>,
        },
        {
          key: 'contact',
          header: t('field.contactName'),
          sort: (o) => o.contactName,
          cell: (o) => o.contactName || <span className="muted">–</span>,
        },
        {
          key: 'email',
          header: t('field.contactEmail'),
          cell: (o) =>
            o.contactEmail ? (
              <a href={`mailto:${o.contactEmail}`}>{o.contactEmail}</a>
            ) : (
              <span className="muted">–</span>
            ),
          wideOnly: true,
        },
        ...(kind === 'client'
          ? [{ key: 'projects', header: t('field.projects'), figure: true, sort: countOf, cell: countOf }]
          : []),
      ]}
    />
  )
}
