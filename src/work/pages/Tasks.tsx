import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Import, Plus } from 'lucide-react'
import { useRef } from 'react'
import { useCommands } from '#web/commands.ts'
import { useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Empty } from '#web/pieces/Empty.tsx'
import { useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import type { TaskDraft } from '../model.ts'
import { AddTask } from '../pieces/AddTask.tsx'
import { TableView } from '../pieces/TableView.tsx'
import { type Condition, conditionOn } from '../views/model.ts'
import { ProjectViewPage, type ViewProps } from '../views/pieces/ViewPage.tsx'
import styles from './Tasks.module.css'

/** What is added while a filter is on fits it, or it would vanish as it is written. */
function fitting({ view }: ViewProps): Partial<TaskDraft> {
  const only = (k: Condition | undefined) =>
    k?.op === 'is' && k.values.length === 1 && k.values[0] !== 'none' ? String(k.values[0]) : undefined
  const on = (field: string) => only(conditionOn(view.spec.filter, field))
  const [action, status, label] = [on('action'), on('status'), on('label')]
  return {
    ...(action && { actionId: action }),
    ...(status && { statusId: status }),
    ...(label && { labelIds: [label] }),
  }
}

export default function Tasks() {
  const t = useT(messages)
  const project = useProject()
  const phone = useIsPhone()
  const adding = useRef<HTMLInputElement>(null)
  const may = project.can('contribute')
  const focus = () => adding.current?.focus()
  useCommands(
    may
      ? [{ id: 'task.new', label: t('task.add'), group: project.name, keys: 'c', icon: Plus, run: focus }]
      : [],
  )
  const add = (props: ViewProps) => (
    <AddTask
      label={t('task.add')}
      inputRef={adding}
      onAdd={(...titles) => props.cards.deeds.add(...titles.map((title) => ({ title, ...fitting(props) })))}
    />
  )
  return (
    <ProjectViewPage
      kind="table"
      action={() =>
        may && (
          <span className="row">
            {project.can('conduct') && (
              <Button
                component={Link}
                to={project.at('importer')}
                variant="default"
                leftSection={<Import size={15} aria-hidden />}
              >
                {t('import')}
              </Button>
            )}
            <Button leftSection={<Plus size={15} aria-hidden />} onClick={focus}>
              {t('task.add')}
            </Button>
          </span>
        )
      }
      empty={(props) => (
        <Empty
          drawing="list"
          sentence={t('list.empty')}
          example={t('list.example')}
          action={may && <div className={styles.first}>{add(props)}</div>}
        />
      )}
    >
      {(props) => (
        <>
          {may && add(props)}
          <TableView {...props} />
          {!phone && (
            <p className="caption muted" data-noprint>
              {t('table.keys')}
            </p>
          )}
        </>
      )}
    </ProjectViewPage>
  )
}
