import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'

/** The measured sites of the workspace; each opens the measure of its project. */
export default function Sites() {
  const t = useT(messages)
  const at = useAt()
  const navigate = useNavigate()
  const sites = useQuery(rpc.sites.list.queryOptions({ input: {} }))
  const projects = new Map((useQuery(rpc.projects.list.queryOptions({})).data ?? []).map((p) => [p.id, p]))
  return (
    <Page title={t('sites')} line={t('sites.line')} width="wide">
      <Loaded query={sites}>
        {(list) => (
          <DataTable
            label={t('sites')}
            rows={list}
            rowKey={(s) => s.id}
            onOpen={(s) => {
              const project = projects.get(s.projectId)
              if (project) void navigate({ to: at(`projets/${project.slug}/mesure`) })
            }}
            empty={<Empty drawing="chart" sentence={t('sites.none')} example={t('report.noSite.example')} />}
            columns={[
              { key: 'host', header: t('sites.host'), cell: (s) => s.host, sort: (s) => s.host },
              {
                key: 'project',
                header: t('sites.project'),
                cell: (s) => projects.get(s.projectId)?.name ?? '',
                sort: (s) => projects.get(s.projectId)?.name,
              },
              {
                key: 'last',
                header: t('sites.last'),
                cell: (s) =>
                  s.lastSeenAt ? (
                    <When at={s.lastSeenAt} />
                  ) : (
                    <span className="muted">{t('sites.never')}</span>
                  ),
                sort: (s) => s.lastSeenAt?.getTime(),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  )
}
