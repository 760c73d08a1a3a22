import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { AreaField, TextField } from '#web/pieces/Field.tsx'
import { Page, Section } from '#web/pieces/Page.tsx'
import { State } from '#web/pieces/State.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { ProjectState } from '#web/project.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { useCrumbs } from '#web/shell/crumbs.ts'
import { useProjects } from '#web/shell/projects.ts'
import { offer, tell } from '#web/undo.tsx'
import { versioned } from '#web/versioned.ts'
import { messages } from '../messages.ts'
import type { Organisation, OrganisationDraft } from '../model.ts'
import { BrandFields } from '../pieces/BrandFields.tsx'
import styles from './Projects.module.css'

export default function OrganisationPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useQuery(rpc.organisations.get.queryOptions({ input: { id } }))
  return <Loaded query={query}>{(organisation) => <Shown o={organisation} />}</Loaded>
}

function Shown({ o }: { o: Organisation }) {
  const t = useT(messages)
  const at = useAt()
  const queries = useQueryClient()
  const mayEdit = useWorkspace().can('contribute')
  const isClient = o.kind === 'client'
  useCrumbs([
    {
      label: t(isClient ? 'organisations.clients' : 'organisations.suppliers'),
      to: at(isClient ? 'clients' : 'clients?type=fournisseurs'),
    },
  ])
  type Change = Partial<OrganisationDraft> & { logoFileId?: string | null }
  const save = versioned<Change>(o, async (patch) => {
    const next = await api.organisations.amend({ id: o.id, ...patch })
    queries.setQueryData(rpc.organisations.get.queryKey({ input: { id: o.id } }), next)
    await queries.invalidateQueries({ queryKey: rpc.organisations.list.key() })
  })
  const field = (
    key: 'name' | 'sector' | 'website' | 'contactName' | 'contactEmail' | 'phone',
    type?: 'email' | 'url' | 'tel',
  ) => (
    <TextField
      label={t(`field.${key}`)}
      value={o[key]}
      disabled={!mayEdit}
      maxLength={200}
      {...(type ? { type } : {})}
      onSave={(value, from) => save({ [key]: value }, { [key]: from })}
    />
  )
  return (
    <Page
      title={o.name}
      state={<State tone="idle">{t(isClient ? 'organisation.client' : 'organisation.supplier')}</State>}
      line={[o.sector, o.contactName].filter(Boolean).join(' · ')}
    >
      {isClient && <ClientProjects id={o.id} />}
      <Section title={t('organisation.identity')}>
        <div className={styles.pair}>
          {field('name')}
          {field('sector')}
          {field('website')}
        </div>
      </Section>
      <Section title={t('organisation.contact')}>
        <div className={styles.pair}>
          {field('contactName')}
          {field('contactEmail', 'email')}
          {field('phone', 'tel')}
        </div>
      </Section>
      {isClient && (
        <Section title={t('organisation.brand')} line={t('organisation.brandLine')}>
          <BrandFields o={o} disabled={!mayEdit} onSave={save} />
        </Section>
      )}
      <Section title={t('field.notes')}>
        <AreaField
          label={t('field.notes')}
          hideLabel
          value={o.notes}
          disabled={!mayEdit}
          onSave={(notes, from) => save({ notes }, { notes: from })}
        />
      </Section>
      <Bin o={o} />
    </Page>
  )
}

function ClientProjects({ id }: { id: string }) {
  const t = useT(messages)
  const at = useAt()
  const navigate = useNavigate()
  const { period } = useFormats()
  const projects = useProjects().data?.filter(({ clientId }) => clientId === id)
  if (!projects) return null
  return (
    <Section title={t('organisation.projects')}>
      <DataTable
        label={t('organisation.projects')}
        rows={projects}
        rowKey={(p) => p.id}
        onOpen={({ slug }) => void navigate({ to: at(`projets/${slug}/brief`) })}
        empty={<p className="muted">{t('organisation.noProject')}</p>}
        columns={[
          { key: 'name', header: t('field.project'), sort: (p) => p.name, cell: (p) => p.name },
          { key: 'state', header: t('field.state'), cell: (p) => <ProjectState project={p} quiet /> },
          {
            key: 'dates',
            header: t('field.dates'),
            sort: (p) => p.startsOn,
            cell: (p) => period(p.startsOn, p.endsOn),
          },
        ]}
      />
    </Section>
  )
}

function Bin({ o }: { o: Organisation }) {
  const t = useT(messages)
  const at = useAt()
  const told = useTold()
  const navigate = useNavigate()
  const queries = useQueryClient()
  if (!useWorkspace().can('conduct')) return null
  const bin = async () => {
    try {
      await api.organisations.discard({ id: o.id })
      const again = () => queries.invalidateQueries({ queryKey: rpc.organisations.key() })
      await navigate({ to: at('clients') })
      await again()
      offer(t('organisation.binned', { name: o.name }), async () => {
        await api.history.undoLast({ noun: 'organisation', rowId: o.id })
        await again()
      })
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <div>
      <Button variant="default" leftSection={<Trash2 size={15} />} onClick={() => void bin()}>
        {t('organisation.bin')}
      </Button>
    </div>
  )
}
