import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Import, Plus } from 'lucide-react'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { ProjectState } from '#web/project.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { adding as choice } from '#web/shell/adding.ts'
import { isLate, type ProjectRow, useProjects } from '#web/shell/projects.ts'
import { messages } from '../messages.ts'
import { stages } from '../model.ts'
import NewProject from '../pieces/NewProject.tsx'
import styles from './Projects.module.css'

type Which = 'open' | 'closed' | 'all'

export default function Projects() {
  const t = useT(messages)
  const { timeZone } = useFormats()
  const workspace = useWorkspace()
  const query = useProjects()
  const [which, setWhich] = useState<Which>('open')
  const [adding, setAdding] = useState(false)
  const mayAdd = workspace.can('conduct')
  useCommands(
    mayAdd
      ? [
          {
            id: 'project.new',
            label: t('projects.new'),
            group: t('projects.title'),
            keys: 'n',
            icon: Plus,
            run: () => setAdding(true),
          },
        ]
      : [],
  )
  const all = query.data ?? []
  const open = all.filter(({ stage }) => stage !== 'closed')
  const add = mayAdd && (
    <Button leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>
      {t('projects.new')}
    </Button>
  )
  return (
    <Page
      title={t('projects.title')}
      width="wide"
      line={
        query.data &&
        t('projects.line', { open: open.length, late: open.filter((p) => isLate(p, timeZone)).length })
      }
      action={add}
      aside={
        all.length > open.length && (
          <SegmentedControl
            aria-label={t('projects.which')}
            value={which}
            onChange={(value) => setWhich(value as Which)}
            data={(['open', 'closed', 'all'] as const).map((value) => ({
              value,
              label: t(`projects.${value}`),
            }))}
          />
        )
      }
    >
      <Loaded query={query}>
        {() => (
          <List
            rows={
              which === 'all' ? all : which === 'open' ? open : all.filter(({ stage }) => stage === 'closed')
            }
            which={which}
            add={add}
          />
        )}
      </Loaded>
      <Sheet opened={adding} onClose={() => setAdding(false)} title={t('projects.new')}>
        <NewProject onDone={() => setAdding(false)} />
      </Sheet>
    </Page>
  )
}

function List({ rows, which, add }: { rows: readonly ProjectRow[]; which: Which; add: React.ReactNode }) {
  const t = useT(messages)
  const at = useAt()
  const navigate = useNavigate()
  const { period } = useFormats()
  const members = useQuery(rpc.members.list.queryOptions()).data ?? []
  const standings =
    useQuery(rpc.standings.list.queryOptions({ meta: { topics: ['task', 'status'] } })).data ?? []
  const leadOf = (p: ProjectRow) => members.find(({ id }) => id === p.leadId)
  const standingOf = (p: ProjectRow) => standings.find(({ projectId }) => projectId === p.id)
  return (
    <DataTable
      label={t('projects.title')}
      rows={rows}
      rowKey={({ id }) => id}
      onOpen={({ slug }) => void navigate({ to: at(`projets/${slug}/brief`) })}
      empty={
        which === 'closed' ? (
          <Empty compact drawing="desk" sentence={t('projects.emptyClosed')} />
        ) : add ? (
          <Empty
            drawing="desk"
            sentence={t('projects.empty')}
            action={
              <span className="row">
                {add}
                <Button
                  variant="default"
                  leftSection={<Import size={16} />}
                  onClick={() => choice.set('project-from-elsewhere')}
                >
                  {t('projects.elsewhere')}
                </Button>
              </span>
            }
            example={t('projects.example')}
          />
        ) : (
          <Empty drawing="key" sentence={t('projects.emptyGuest')} />
        )
      }
      columns={[
        {
          key: 'name',
          header: t('field.project'),
          sort: (p) => p.name,
          cell: (p) => <span className={styles.name}>{p.name}</span>,
        },
        {
          key: 'client',
          header: t('field.client'),
          sort: (p) => p.clientName,
          cell: (p) => p.clientName ?? <span className="muted">{t('project.noClient')}</span>,
        },
        {
          key: 'state',
          header: t('field.state'),
          sort: (p) => stages.indexOf(p.stage),
          cell: (p) => <ProjectState project={p} quiet />,
        },
        {
          key: 'lead',
          header: t('field.lead'),
          sort: (p) => leadOf(p)?.name,
          cell: (p) => <Lead name={leadOf(p)?.name} />,
          wideOnly: true,
        },
        {
          key: 'dates',
          header: t('field.dates'),
          sort: (p) => p.endsOn,
          cell: (p) => period(p.startsOn, p.endsOn),
        },
        {
          key: 'progress',
          header: t('field.progress'),
          width: 180,
          cell: (p) => <Standing of={standingOf(p)} />,
        },
      ]}
    />
  )
}

const Lead = ({ name }: { name: string | undefined }) =>
  name ? <Person name={name} size={20} /> : <span className="muted">–</span>

function Standing({ of }: { of: { done: number; total: number; late: number } | undefined }) {
  const t = useT(messages)
  if (!of?.total) return <span className="muted">{t('projects.noTask')}</span>
  const label = t('projects.progress', { done: of.done, total: of.total })
  return (
    <span className={styles.standing} title={label}>
      <Meter ratio={of.done / of.total} label={label} tone={of.late ? 'risk' : 'good'} />
      <span className="figures caption">
        {of.done}/{of.total}
        {of.late > 0 && <span className={styles.late}> · {t('projects.late', { count: of.late })}</span>}
      </span>
    </span>
  )
}
