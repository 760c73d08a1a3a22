import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { remembered } from '#web/store.ts'
import { messages } from '../messages.ts'
import type { Channel, Plan as PlanData } from '../model.ts'
import { ActionSheet } from '../pieces/ActionSheet.tsx'
import { AddLine } from '../pieces/AddLine.tsx'
import { type By, type Group, grouped } from '../pieces/grouping.ts'
import { PlanTable } from '../pieces/PlanTable.tsx'
import { Timeline } from '../pieces/Timeline.tsx'

const grouping = remembered<By>('pupitre.plan', 'objective')

export default function Plan() {
  const project = useProject()
  const query = useQuery(
    rpc.strategy.actions.plan.queryOptions({
      input: { projectId: project.id },
      meta: { topics: ['objective', 'budgetLine', 'budgetEntry'] },
    }),
  )
  return <Loaded query={query}>{(plan) => <Planned plan={plan} />}</Loaded>
}

function Planned({ plan }: { plan: PlanData }) {
  const t = useT(messages)
  const { locale, money } = useFormats()
  const { currency } = useWorkspace()
  const project = useProject()
  const may = project.can('conduct')
  const by = grouping.use()
  const [open, setOpen] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const { objectives } = plan
  const groups = grouped(plan.actions, by, objectives, t('plan.noObjective'), locale)
  const shown = plan.actions.find(({ id }) => id === open)
  const add = (group: Group | null, title: string) =>
    api.strategy.actions.create({
      projectId: project.id,
      title,
      ...(group?.key &&
        (by === 'objective' ? { objectiveId: group.key } : { channel: group.key as Channel })),
    })
  const goAdd = () =>
    [...(box.current?.querySelectorAll<HTMLInputElement>('form input') ?? [])].at(-1)?.focus()
  useCommands(
    may
      ? [{ id: 'action.new', label: t('plan.add'), group: project.name, keys: 'n', icon: Plus, run: goAdd }]
      : [],
  )
  const sums = {
    count: plan.actions.length,
    planned: money(plan.total.plannedCents, currency, { round: true }),
    spent: money(plan.total.spentCents, currency, { round: true }),
  }
  if (!plan.actions.length && !objectives.length)
    return (
      <TabPage line={t('plan.line', sums)}>
        <div ref={box}>
          <Empty
            drawing="list"
            sentence={t('plan.none')}
            example={t('plan.example')}
            action={
              may && (
                <div style={{ width: '100%', maxWidth: 480 }}>
                  <AddLine
                    label={t('plan.add')}
                    placeholder={t('plan.placeholder')}
                    onAdd={(title) => add(null, title)}
                  />
                </div>
              )
            }
          />
        </div>
      </TabPage>
    )
  return (
    <TabPage
      line={t('plan.line', sums)}
      action={
        may && (
          <Button leftSection={<Plus size={15} />} onClick={goAdd}>
            {t('plan.add')}
          </Button>
        )
      }
    >
      <div ref={box} className="stack" style={{ minWidth: 0 }}>
        <div className="row">
          <span className="muted" id="plan-group">
            {t('plan.group')}
          </span>
          <SegmentedControl
            aria-labelledby="plan-group"
            value={by}
            onChange={(value) => grouping.set(value as By)}
            data={[
              { value: 'objective', label: t('plan.byObjective') },
              { value: 'channel', label: t('plan.byChannel') },
            ]}
          />
        </div>
        <PlanTable plan={plan} groups={groups} by={by} onOpen={setOpen} onAdd={add} />
      </div>
      <Section title={t('plan.timeline')}>
        <Timeline actions={groups.flatMap((g) => g.actions)} onOpen={setOpen} />
      </Section>
      {shown && <ActionSheet action={shown} objectives={objectives} onClose={() => setOpen(null)} />}
    </TabPage>
  )
}
