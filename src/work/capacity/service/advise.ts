import { notFound } from '#platform/errors.ts'
import type { Scope } from '#platform/scope.ts'
import { insideOnly } from '../../calendars/service.ts'
import { getCard } from '../../service/read.ts'
import { type Candidate, type Proposal, proposalsFor, whoCould, workOf } from '../model.ts'
import { capacityOf } from './read.ts'
import { trySchedules } from './room.ts'

/** Who could take a task, best first: skills, times free time before it is due, over all projects. */
export async function candidatesFor(scope: Scope, taskId: string): Promise<Candidate[]> {
  insideOnly(scope)
  const card = await getCard(scope, taskId)
  const all = await capacityOf(scope)
  const work = all.works.find((w) => w.id === card.id) ?? workOf(card, await labelsOf(scope, card.labelIds))
  return whoCould(work, all.people, all)
}

async function labelsOf(scope: Scope, ids: readonly string[]): Promise<string[]> {
  const { rows } = await scope.sql<{ name: string }>(
    'select name from labels where id = any ($1) and deleted_at is null',
    [ids],
  )
  return rows.map((r) => r.name)
}

/** What could be done about the overload, each with its effect; nothing is changed. */
export async function proposalsOf(
  scope: Scope,
  o: { from: string; to: string; projectId?: string },
): Promise<Proposal[]> {
  insideOnly(scope)
  const all = await capacityOf(scope, o.projectId ? { projectId: o.projectId } : {})
  const mayMove = new Map(all.projects.map((p) => [p.id, p.mayChange]))
  const ours = (projectId: string | null) =>
    projectId !== null && mayMove.get(projectId) === true && (!o.projectId || projectId === o.projectId)
  if (o.to < o.from) throw notFound('period')
  // Work one may not change is counted, and left where it is.
  const works = all.works.map((w) => (ours(w.projectId) ? w : { ...w, projectId: null }))
  const dated = works.filter((w) => w.projectId !== null && w.dueOn !== null)
  const { rooms, finishMoved } = await trySchedules(scope, [
    ...new Set(dated.map((w) => w.projectId as string)),
  ])
  const found = proposalsFor(
    { ...all, works, people: all.people.filter((p) => p.active), from: o.from, to: o.to },
    (id) => rooms.get(id),
  )
  return found.map((p) => ({ ...p, finish: finishMoved(p) }))
}
