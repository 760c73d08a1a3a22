import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Import } from 'lucide-react'
import { useT } from '#web/i18n.tsx'
import { useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import { BoardView } from '../pieces/BoardView.tsx'
import { ProjectViewPage } from '../views/pieces/ViewPage.tsx'

export default function Board() {
  const t = useT(messages)
  const project = useProject()
  return (
    <ProjectViewPage
      kind="board"
      action={({ cards }) =>
        cards.set.cards.length === 0 &&
        project.can('conduct') && (
          <Button
            component={Link}
            to={project.at('importer')}
            variant="default"
            leftSection={<Import size={15} aria-hidden />}
          >
            {t('import')}
          </Button>
        )
      }
    >
      {(props) => <BoardView {...props} />}
    </ProjectViewPage>
  )
}
