import { useQuery } from '@tanstack/react-query'
import { Wand2 } from 'lucide-react'
import { useContext, useMemo, useState } from 'react'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import type { Card } from '../../model.ts'
import { suppose } from '../../scheduling/model.ts'
import { OutsidePlan } from '../../views/pieces/outsidePlan.ts'
import type { ViewProps } from '../../views/pieces/ViewPage.tsx'
import { messages } from '../messages.ts'
import {
  dateOf,
  inputOf,
  isPlaced,
  keptSpan,
  type LivePlan,
  livePlan,
  type PlanData,
  type Span,
} from '../model.ts'
import { Baselines } from './Baselines.tsx'
import styles from './Gantt.module.css'
import { Gantt } from './Gantt.tsx'
import { usePrinting } from './Printing.tsx'
import { useGanttDeeds } from './useGanttDeeds.ts'
import { useLivePlan, usePlanData } from './usePlan.ts'
import { WhatIf } from './WhatIf.tsx'

/** The Gantt of a project, or of all of them, over the same cards as every other view. */
export function GanttView(props: ViewProps) {
  const { data, error, refetch } = usePlanData(props.cards.projectId)
  const plan = useLivePlan(props.cards, data)
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data || !plan) return <Waiting />
  return <Drawn {...props} data={data} plan={plan} />
}

const byNumber = (a: Card, b: Card) =>
  a.projectId === b.projectId ? a.number - b.number : a.projectId < b.projectId ? -1 : 1

function Drawn({ cards, view, applied, data, plan }: ViewProps & { data: PlanData; plan: LivePlan }) {
  const t = useT(messages)
  const { set, ctx, projectId, people } = cards
  const deeds = useGanttDeeds(cards.deeds)
  const [asking, setAsking] = useState<{ launchId: string | null; to: string | null } | null>(null)
  // A plan is read in the order it was written, unless one sorts it.
  const groups = useMemo(
    () =>
      view.spec.sort.length
        ? applied.groups
        : applied.groups.map((g) => ({ ...g, cards: g.cards.toSorted(byNumber) })),
    [applied.groups, view.spec.sort],
  )
  const headed = view.spec.group !== null && (groups.length > 1 || groups[0]?.key !== 'none')
  const baseline = useBaseline(view.option('baseline', ''), data)
  const milestones = useMemo(
    () =>
      set.cards
        .filter((c) => c.kind === 'milestone' && !c.done && isPlaced(c))
        .flatMap((c) => {
          const placed = plan.places(c.id)
          return placed
            ? [{ id: c.id, title: c.title, on: dateOf(placed.finish, 'finish').day, at: placed.finish }]
            : []
        })
        .toSorted((a, b) => b.at - a.at),
    [set.cards, plan],
  )
  const launchId = asking && (asking.launchId ?? data.projects[0]?.launchTaskId ?? milestones[0]?.id ?? null)
  const tried = useTried(projectId, data, set.cards, ctx.today, launchId, asking?.to ?? null)
  const conducts = cards.may('conduct')
  const printing = usePrinting({ cards, plan, baseline, view })
  if (!applied.cards.length) return <p className="muted">{t('gantt.noMatch')}</p>
  return (
    <>
      <Gantt
        cards={set.cards}
        groups={groups}
        headed={headed}
        plan={plan}
        deeds={deeds}
        people={people}
        may={(card) => cards.may('contribute', card) && (!asking || card.id === launchId)}
        onOpen={view.show}
        baseline={baseline}
        trial={
          asking && launchId
            ? {
                places: (tried?.plan ?? plan).places,
                start: (tried?.plan ?? plan).start,
                finish: (tried?.plan ?? plan).finish,
                launchId,
                onLaunch: (at) => setAsking({ launchId, to: dateOf(at, 'finish').day }),
              }
            : null
        }
        onOut={printing.out}
        onRows={printing.remember}
        tools={
          projectId && data.projects.length > 0 ? (
            <>
              <Baselines
                projectId={projectId}
                all={data.baselines}
                chosen={baseline?.id ?? null}
                conducts={conducts}
                onChoose={(id) => view.setOption('baseline', id ?? '')}
              />
              <button
                type="button"
                className={styles.toggle}
                aria-pressed={asking !== null}
                onClick={() => setAsking(asking ? null : { launchId: null, to: null })}
              >
                <Wand2 size={14} aria-hidden /> {t('whatif.open')}
              </button>
            </>
          ) : null
        }
        aside={
          asking &&
          projectId && (
            <WhatIf
              projectId={projectId}
              byId={ctx.byId}
              people={people}
              milestones={milestones}
              today={ctx.today}
              launchId={launchId}
              to={asking.to}
              local={tried?.answer ?? null}
              worth={plan.worth}
              may={cards.may('contribute')}
              endsOn={(conducts && set.projects.find((p) => p.id === projectId)?.endsOn) || null}
              onLaunch={(id) => setAsking({ launchId: id, to: null })}
              onTo={(to) => setAsking({ launchId, to })}
              onApplied={(moved, label, change) => {
                moved.forEach(cards.deeds.put)
                cards.deeds.did(label, change)
              }}
              onClose={() => setAsking(null)}
            />
          )
        }
      />
      {printing.sheets}
    </>
  )
}

function useBaseline(
  id: string,
  data: PlanData,
): { id: string; name: string; spans: ReadonlyMap<string, Span> } | null {
  const outside = useContext(OutsidePlan)?.baseline
  const known = data.baselines.find((b) => b.id === id)
  const query = useQuery({
    ...rpc.work.plan.baselines.get.queryOptions({ input: { id } }),
    enabled: known !== undefined,
  })
  return useMemo(() => {
    const told =
      known && query.data?.baseline.id === known.id ? { ...known, tasks: query.data.tasks } : outside
    if (!told) return null
    const spans = new Map<string, Span>()
    for (const kept of told.tasks) {
      const span = keptSpan(kept)
      if (span) spans.set(kept.taskId, span)
    }
    return { id: told.id, name: told.name, spans }
  }, [known, query.data, outside])
}

/** The plan if the launch were on that day, worked out in the browser so that it follows the hand. */
function useTried(
  projectId: string | null,
  data: PlanData,
  cards: readonly Card[],
  today: string,
  launchId: string | null,
  to: string | null,
) {
  return useMemo(() => {
    if (!projectId || !launchId || !to) return null
    const input = inputOf(data, data.projects[0], cards, today)
    const {
      patches,
      places: _,
      ...answer
    } = suppose(input, { moveLaunchTo: to, launchTaskId: launchId }, launchId)
    const patchOf = new Map(patches.map((p) => [p.id, p.patch]))
    const plan = livePlan({ ...input, cards: input.cards.map((c) => ({ ...c, ...patchOf.get(c.id) })) })
    return { answer, plan }
  }, [projectId, data, cards, today, launchId, to])
}
