import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useProject } from '#web/project.tsx'
import { messages } from '../gantt/messages.ts'
import { GanttView } from '../gantt/pieces/GanttView.tsx'
import { usePlanData } from '../gantt/pieces/usePlan.ts'
import { messages as words } from '../messages.ts'
import { ProjectViewPage } from '../views/pieces/ViewPage.tsx'

export default function Gantt() {
  // Asked for beside the cards, not after them.
  usePlanData(useProject().id)
  return (
    <ProjectViewPage kind="gantt" empty={() => <Nothing />}>
      {(props) => <GanttView {...props} />}
    </ProjectViewPage>
  )
}

function Nothing() {
  const t = useT(messages)
  const w = useT(words)
  const project = useProject()
  return (
    <Empty
      drawing="list"
      sentence={t('gantt.empty')}
      example={t('gantt.example')}
      action={
        project.can('contribute') && (
          <Button component={Link} to={project.at('taches')}>
            {w('task.add')}
          </Button>
        )
      }
    />
  )
}
