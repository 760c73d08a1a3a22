import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import type { Objective } from '../model.ts'
import { AddLine } from '../pieces/AddLine.tsx'
import { ObjectiveCard } from '../pieces/ObjectiveCard.tsx'
import { ObjectiveSheet } from '../pieces/ObjectiveSheet.tsx'
import { drifts } from '../pieces/values.ts'
import styles from './Objectives.module.css'

export default function Objectives() {
  const project = useProject()
  // What is measured moves with visits, entries and tasks.
  const query = useQuery(
    rpc.strategy.objectives.list.queryOptions({
      input: { projectId: project.id },
      meta: { topics: ['budgetEntry', 'budgetLine', 'task', 'goal'] },
    }),
  )
  return <Loaded query={query}>{(objectives) => <List objectives={objectives} />}</Loaded>
}

function List({ objectives }: { objectives: Objective[] }) {
  const t = useT(messages)
  const project = useProject()
  const [open, setOpen] = useState<string | null>(null)
  const adding = useRef<HTMLDivElement>(null)
  const may = project.can('conduct')
  const add = async (title: string) =>
    setOpen(
      (
        await api.strategy.objectives.create({
          projectId: project.id,
          title,
          startsOn: project.startsOn,
          dueOn: project.endsOn,
        })
      ).id,
    )
  const goAdd = () => adding.current?.querySelector('input')?.focus()
  useCommands(
    may
      ? [
          {
            id: 'objective.new',
            label: t('objectives.add'),
            group: project.name,
            keys: 'n',
            icon: Plus,
            run: goAdd,
          },
        ]
      : [],
  )
  const shown = objectives.find(({ id }) => id === open)
  const line = <AddLine label={t('objectives.add')} placeholder={t('objectives.placeholder')} onAdd={add} />
  return (
    <TabPage
      line={t('objectives.line', { count: objectives.length, drifting: objectives.filter(drifts).length })}
      action={
        may && objectives.length > 0 ? (
          <Button leftSection={<Plus size={15} />} onClick={goAdd}>
            {t('objectives.add')}
          </Button>
        ) : undefined
      }
    >
      {objectives.length === 0 ? (
        <Empty
          drawing="chart"
          sentence={t('objectives.none')}
          example={t('objectives.example')}
          action={
            may && (
              <div ref={adding} className={styles.add}>
                {line}
              </div>
            )
          }
        />
      ) : (
        <>
          <div className={styles.list}>
            {objectives.map((o) => (
              <ObjectiveCard key={o.id} objective={o} onOpen={() => setOpen(o.id)} />
            ))}
          </div>
          {may && (
            <div ref={adding} className={styles.add}>
              {line}
            </div>
          )}
        </>
      )}
      {shown && <ObjectiveSheet objective={shown} onClose={() => setOpen(null)} />}
    </TabPage>
  )
}
