import { useQuery } from '@tanstack/react-query'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../standup/messages.ts'
import { Board, OpenStandup } from '../standup/pieces/Board.tsx'

/** The stand-up of one project. */
export default function StandupTab() {
  const t = useT(messages)
  const project = useProject()
  const takesPart = project.can('contribute')
  const query = useQuery({ ...rpc.work.standup.list.queryOptions(), enabled: takesPart })
  const standup = query.data?.find((s) => s.projectId === project.id)
  return (
    <TabPage width="normal">
      {takesPart ? (
        <Loaded query={query}>
          {() =>
            standup ? (
              <Board key={standup.id} id={standup.id} may={project.can('conduct')} />
            ) : (
              <OpenStandup projectId={project.id} may={project.can('conduct')} />
            )
          }
        </Loaded>
      ) : (
        <Empty drawing="people" sentence={t('open.empty')} />
      )}
    </TabPage>
  )
}
