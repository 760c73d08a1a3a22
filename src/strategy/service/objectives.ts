import { and, asc, eq, isNull } from 'drizzle-orm'
import { getGoal } from '#measure/service/goals.ts'
import { type Metric, metricNamed } from '#platform/catalogue.ts'
import { dayOf } from '#platform/clock.ts'
import { invalid, notFound } from '#platform/errors.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { memberNoun, members, projectNoun } from '#platform/tenancy/tables.ts'
import { horizonOf, type Progress, progressOf } from '../model/progress.ts'
import { smart } from '../model/smart.ts'
import { byHand, type Objective, type ObjectiveDraft } from '../model.ts'
import { objectiveNoun, objectives } from '../tables.ts'

type ObjectiveRow = typeof objectives.$inferSelect
type Reading = { value: number; readOn: string }

/** Visits add up over the period; a rate or a stock is a level, and so is what people read off by hand. */
const kindOf = (m: Metric | undefined): 'sum' | 'level' =>
  !m || m.level || m.unit === 'ratio' || m.unit === 'minutes' ? 'level' : 'sum'
const directionOf = (o: ObjectiveRow, m: Metric | undefined): 'up' | 'down' =>
  m?.goodWhen ?? (o.baseline !== null && o.target !== null && o.target < o.baseline ? 'down' : 'up')

async function progress(
  scope: Scope,
  o: ObjectiveRow,
  m: Metric | undefined,
  last: Reading | undefined,
): Promise<Progress> {
  const today = dayOf(scope.now(), scope.workspace.timezone)
  const course = {
    kind: kindOf(m),
    goodWhen: directionOf(o, m),
    baseline: o.baseline,
    target: o.target,
    startsOn: o.startsOn,
    dueOn: o.dueOn,
    today,
  }
  if (o.metric === byHand)
    return progressOf({ ...course, value: last?.value ?? null, asOf: last?.readOn ?? null, typed: true })
  const to = o.dueOn && o.dueOn < today ? o.dueOn : today
  const readable = m && o.startsOn && o.startsOn <= to && !(m.needsGoal && !o.goalId)
  const value = readable
    ? await m.read(scope, { projectId: o.projectId, from: o.startsOn!, to, goalId: o.goalId })
    : null
  return progressOf({ ...course, value, asOf: readable ? to : null })
}

async function shown(
  scope: Scope,
  o: ObjectiveRow,
  ownerName: string | null,
  last: Reading | undefined,
): Promise<Objective> {
  const m = metricNamed(o.metric)
  const hand = o.metric === byHand
  return {
    id: o.id,
    projectId: o.projectId,
    title: o.title,
    why: o.why,
    metric: o.metric,
    metricName: hand ? { fr: o.handName, en: o.handName } : (m?.name ?? null),
    formula: m?.formula ?? null,
    unit: m?.unit ?? (hand ? 'hand' : 'count'),
    handName: o.handName,
    handUnit: o.handUnit,
    goalId: o.goalId,
    goodWhen: directionOf(o, m),
    baseline: o.baseline,
    target: o.target,
    startsOn: o.startsOn,
    dueOn: o.dueOn,
    ownerId: o.ownerId,
    ownerName,
    achievable: o.achievable,
    relevant: o.relevant,
    horizon: horizonOf(o.startsOn, o.dueOn),
    progress: await progress(scope, o, m, last),
    smart: smart(
      o,
      m
        ? {
            goodWhen: m.goodWhen,
            kind: kindOf(m),
            needsGoal: Boolean(m.needsGoal),
            hasGoal: o.goalId !== null,
          }
        : null,
    ),
    version: o.version,
  }
}

async function lastReadings(scope: Scope, projectId: string): Promise<Map<string, Reading>> {
  const { rows } = await scope.sql<Reading & { id: string }>(
    `select distinct on (objective_id) objective_id as id, value, read_on as "readOn" from check_ins
     where project_id = $1 and deleted_at is null order by objective_id, read_on desc, created_at desc, id desc`,
    [projectId],
  )
  return new Map(rows.map((r) => [r.id, r]))
}

/** With their progress, measured now. */
export async function listObjectives(scope: Scope, projectId: string): Promise<Objective[]> {
  demand(scope, 'see', projectId)
  const rows = await scope.db
    .select({ o: objectives, owner: members.name })
    .from(objectives)
    .leftJoin(members, eq(members.id, objectives.ownerId))
    .where(and(eq(objectives.projectId, projectId), isNull(objectives.deletedAt)))
    .orderBy(asc(objectives.position), asc(objectives.createdAt), asc(objectives.id))
  const readings = await lastReadings(scope, projectId)
  const list: Objective[] = []
  for (const r of rows) list.push(await shown(scope, r.o, r.owner, readings.get(r.o.id)))
  return list
}

export async function getObjective(scope: Scope, id: string): Promise<Objective> {
  const row = await get(scope, objectiveNoun, id)
  demand(scope, 'see', row.projectId)
  const owner = row.ownerId ? await get(scope, memberNoun, row.ownerId, { removed: true }) : undefined
  return shown(scope, row, owner?.name ?? null, (await lastReadings(scope, row.projectId)).get(id))
}

/** What a draft points at exists here: a foreign key alone would accept a neighbour's row. */
async function coherent(scope: Scope, projectId: string, d: Partial<ObjectiveDraft>): Promise<void> {
  if (d.ownerId) await get(scope, memberNoun, d.ownerId)
  if (d.goalId && (await getGoal(scope, d.goalId)).projectId !== projectId) throw notFound('goal')
  if (d.metric && d.metric !== byHand && !metricNamed(d.metric))
    throw invalid({ fr: 'Cette mesure n’est pas au catalogue.', en: 'This metric is not in the catalogue.' })
  if (d.startsOn && d.dueOn && d.dueOn < d.startsOn)
    throw invalid({
      fr: 'L’échéance tombe avant le début : corrigez l’une des deux dates.',
      en: 'The due date falls before the start: correct one of the two dates.',
    })
}

export async function setObjective(
  scope: Scope,
  projectId: string,
  draft: ObjectiveDraft,
): Promise<Objective> {
  demand(scope, 'conduct', projectId)
  await get(scope, projectNoun, projectId)
  await coherent(scope, projectId, draft)
  const { rows } = await scope.sql<{ last: number }>(
    'select coalesce(max(position), 0) as last from objectives where project_id = $1',
    [projectId],
  )
  const ownerId = draft.ownerId === undefined ? scope.actor.id : draft.ownerId
  const row = await create(scope, objectiveNoun, {
    ...draft,
    projectId,
    ownerId,
    position: (rows[0]?.last ?? 0) + 1,
  })
  return getObjective(scope, row.id)
}

export async function amendObjective(
  scope: Scope,
  id: string,
  patch: Partial<ObjectiveDraft>,
  version?: number,
): Promise<Objective> {
  const before = await get(scope, objectiveNoun, id)
  demand(scope, 'conduct', before.projectId)
  const dates = {
    startsOn: patch.startsOn === undefined ? before.startsOn : patch.startsOn,
    dueOn: patch.dueOn === undefined ? before.dueOn : patch.dueOn,
  }
  await coherent(scope, before.projectId, { ...patch, ...dates })
  await amend(scope, objectiveNoun, id, patch, version)
  return getObjective(scope, id)
}

export async function discardObjective(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'conduct', (await get(scope, objectiveNoun, id)).projectId)
  await discard(scope, objectiveNoun, id, version)
}

export async function restoreObjective(scope: Scope, id: string): Promise<Objective> {
  demand(scope, 'conduct', (await get(scope, objectiveNoun, id, { removed: true })).projectId)
  await restore(scope, objectiveNoun, id)
  return getObjective(scope, id)
}
