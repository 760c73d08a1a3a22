import { useQuery } from '@tanstack/react-query'
import { useContext, useMemo } from 'react'
import { queries, rpc } from '#web/api.ts'
import { WorkspaceContext } from '#web/session.tsx'
import type { Link, Portfolio, ProjectPlan } from '../../scheduling/model.ts'
import { OutsidePlan } from '../../views/pieces/outsidePlan.ts'
import type { Cards } from '../../views/pieces/useCards.tsx'
import { criticalAsTold, type LivePlan, type PlanData, planFrom } from '../model.ts'

const topics = ['plan', 'taskLink', 'calendar', 'dayOff', 'memberWork']
const ofProject = (projectId: string) =>
  rpc.work.plan.get.queryOptions({ input: { projectId }, meta: { topics } })
const ofAll = () => rpc.work.plan.portfolio.queryOptions({ meta: { topics } })

/** Changes the links on screen at once, in the project’s plan and in the portfolio’s. */
export function patchLinks(projectId: string, change: (links: Link[]) => Link[]): void {
  queries.setQueryData<ProjectPlan>(
    ofProject(projectId).queryKey,
    (p) => p && { ...p, links: change(p.links) },
  )
  queries.setQueryData<Portfolio>(ofAll().queryKey, (p) => p && { ...p, links: change(p.links) })
}
export const refreshPlan = () => queries.invalidateQueries({ queryKey: rpc.work.plan.key() })

/** Everything the plan is made of beyond the cards. Behind a public link, only what the cards themselves say. */
export function usePlanData(projectId: string | null): {
  data: PlanData | undefined
  error: unknown
  refetch: () => unknown
} {
  const inside = useContext(WorkspaceContext) !== null
  const outside = useContext(OutsidePlan)
  const one = useQuery({ ...ofProject(projectId ?? ''), enabled: inside && projectId !== null })
  const all = useQuery({ ...ofAll(), enabled: inside && projectId === null })
  const data = useMemo<PlanData | undefined>(() => {
    if (!inside) return outside ? { ...bare, links: outside.links } : bare
    if (projectId === null) return all.data && { ...all.data, baselines: [] }
    return one.data && { ...one.data, projects: [one.data.settings] }
  }, [inside, outside, projectId, one.data, all.data])
  const query = projectId === null ? all : one
  return { data, error: query.error, refetch: query.refetch }
}
const bare: PlanData = {
  projects: [],
  calendars: [],
  people: {},
  links: [],
  details: [],
  baselines: [],
  today: '',
}

/** The plan alive: worked out again when a card, a link or a calendar changes. */
export function useLivePlan(
  cards: Pick<Cards, 'set' | 'ctx' | 'projectId'>,
  data: PlanData | undefined,
): LivePlan | undefined {
  const { set, ctx, projectId } = cards
  const outside = useContext(OutsidePlan)
  return useMemo(() => {
    const plan = data && planFrom(data, set.cards, projectId, ctx.today, (id) => ctx.byId.get(id)?.projectId)
    return plan && outside ? criticalAsTold(plan, new Set(outside.critical)) : plan
  }, [data, projectId, set.cards, ctx, outside])
}
