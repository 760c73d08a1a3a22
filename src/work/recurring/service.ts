import { invalid, type Said } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { amend, create, discard, find, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { type TaskRow, taskNoun } from '../tables.ts'
import { makeOccurrences, occurrenceAfter, workingDays } from './making.ts'
import {
  addDays,
  daysOf,
  type Pattern,
  type Recurrence,
  type RecurrenceDraft,
  type Rule,
  type RuleFault,
  readRule,
  shifted,
  writeRule,
} from './model.ts'
import { type RecurrenceRow, recurrenceNoun } from './tables.ts'

export { followFinish, makeAll } from './making.ts'

const faults: Record<RuleFault, (what: string) => Said> = {
  'rule.fault.shape': (w) => ({
    fr: `La règle « ${w} » n’est pas écrite comme il faut. Par exemple : FREQ=WEEKLY;BYDAY=MO.`,
    en: `The rule “${w}” is not written as it should be. For example: FREQ=WEEKLY;BYDAY=MO.`,
  }),
  'rule.fault.freq': (w) => ({
    fr: `Une tâche revient par jour, semaine, mois ou année ; pas « ${w} ».`,
    en: `A task comes back by day, week, month or year; not “${w}”.`,
  }),
  'rule.fault.part': (w) => ({
    fr: `« ${w} » n’a pas sa place dans la règle d’une tâche.`,
    en: `“${w}” has no place in the rule of a task.`,
  }),
  'rule.fault.both': () => ({
    fr: 'Une règle s’arrête à une date ou après un nombre de fois, pas les deux.',
    en: 'A rule stops at a date or after a number of times, not both.',
  }),
}

/** @throws INVALID in words. */
export function ruleOf(text: string): Rule {
  const rule = readRule(text)
  if ('fault' in rule) throw invalid(faults[rule.fault](rule.what))
  return rule
}

const today = (scope: Scope) => dayOf(scope.now(), scope.workspace.timezone)

async function shown(scope: Scope, r: RecurrenceRow): Promise<Recurrence> {
  const from = today(scope)
  const works = await workingDays(scope, r.projectId)
  const next = r.rule
    ? daysOf(ruleOf(r.rule), r.startsOn, from, addDays(from, 366 * 3), 6).map((d) =>
        shifted(d, r.shift, works),
      )
    : []
  return {
    id: r.id,
    projectId: r.projectId,
    title: r.title,
    rule: r.rule,
    afterDays: r.afterDays,
    startsOn: r.startsOn,
    shift: r.shift,
    aheadDays: r.aheadDays,
    paused: r.pausedAt !== null,
    next,
    version: r.version,
  }
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** What the next ones are made like: the task as it is now, its checklists unticked. */
async function patternOf(scope: Scope, t: TaskRow): Promise<Pattern> {
  const { rows } = await scope.sql<{ name: string; items: string[] }>(
    `select c.name, coalesce(array_agg(i.text order by i.position, i.id) filter (where i.id is not null), '{}') as items
     from checklists c left join checklist_items i on i.checklist_id = c.id and i.deleted_at is null
     where c.task_id = $1 and c.deleted_at is null group by c.id order by c.position, c.id`,
    [t.id],
    'pattern-checklists',
  )
  return {
    title: t.title,
    description: t.description,
    kind: t.kind,
    actionId: t.actionId,
    parentId: t.parentId,
    assigneeIds: t.assigneeIds,
    followerIds: t.followerIds,
    labelIds: t.labelIds,
    fields: t.fields,
    estimateMinutes: t.estimateMinutes,
    durationMinutes: t.durationMinutes,
    importance: t.importance,
    urgency: t.urgency,
    leadDays: t.startsOn && t.dueOn ? dayNumber(t.dueOn) - dayNumber(t.startsOn) : null,
    startMinute: t.startMinute,
    dueMinute: t.dueMinute,
    checklists: rows,
  }
}

/** One of the two ways of coming back. @throws INVALID. */
function way(draft: RecurrenceDraft): { rule: string | null; afterDays: number | null } {
  if (Boolean(draft.rule) === Boolean(draft.afterDays))
    throw invalid({
      fr: 'Choisissez : à dates fixes, ou un nombre de jours après l’achèvement.',
      en: 'Choose: on fixed dates, or a number of days after completion.',
    })
  return draft.rule
    ? { rule: writeRule(ruleOf(draft.rule)), afterDays: null }
    : { rule: null, afterDays: draft.afterDays ?? null }
}

export async function getRecurrence(scope: Scope, id: string): Promise<Recurrence> {
  const r = await get(scope, recurrenceNoun, id)
  demand(scope, 'see', r.projectId)
  return shown(scope, r)
}

export async function listRecurrences(scope: Scope, projectId: string): Promise<Recurrence[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<{ id: string }>(
    'select id from recurrences where project_id = $1 and deleted_at is null order by title, id limit 500',
    [projectId],
    'recurrences',
  )
  const all: Recurrence[] = []
  for (const { id } of rows) all.push(await getRecurrence(scope, id))
  return all
}

/** Makes a task come back. It is the first of its series: due today if it had no due day. */
export async function repeatTask(scope: Scope, taskId: string, draft: RecurrenceDraft): Promise<Recurrence> {
  const task = await get(scope, taskNoun, taskId, { lock: true })
  demand(scope, 'contribute', task.projectId)
  if (task.recurrenceId && (await find(scope, recurrenceNoun, task.recurrenceId)))
    throw invalid({
      fr: 'Cette tâche revient déjà : changez sa règle.',
      en: 'This task already comes back: change its rule.',
    })
  const first = task.dueOn ?? today(scope)
  const r = await create(scope, recurrenceNoun, {
    projectId: task.projectId,
    title: task.title,
    ...way(draft),
    startsOn: first,
    ...(draft.shift && { shift: draft.shift }),
    ...(draft.aheadDays !== undefined && { aheadDays: draft.aheadDays }),
    pattern: await patternOf(scope, task),
    madeUntil: first,
    lastTaskId: task.id,
  })
  await amend(scope, taskNoun, task.id, { recurrenceId: r.id, occurrenceOn: first, dueOn: first })
  await makeOccurrences(scope, r.id)
  return getRecurrence(scope, r.id)
}

/**
 * Occurrences to come that nobody touched leave, so that the series can be made anew. Those somebody changed, and those
 * begun or finished, stay as they are.
 */
async function takeBack(scope: Scope, id: string, from: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string }>(
    `select t.id from tasks t where t.recurrence_id = $1 and t.occurrence_on > $2 and t.deleted_at is null and t.version = 1
       and t.completed_at is null and t.comment_count = 0 and t.attachment_count = 0 and t.spent_minutes = 0 and t.item_done = 0`,
    [id, from],
  )
  for (const t of rows) {
    await amend(scope, taskNoun, t.id, { recurrenceId: null, occurrenceOn: null })
    await discard(scope, taskNoun, t.id)
  }
  // Days already made, touched or binned, are known by their occurrence and not made twice.
  await scope.sql(
    `update recurrences set made_until = $2, last_task_id =
       (select t.id from tasks t where t.recurrence_id = $1 and t.deleted_at is null order by t.occurrence_on desc limit 1) where id = $1`,
    [id, from],
  )
}

/** Changes the rule from today on. */
export async function amendRecurrence(
  scope: Scope,
  id: string,
  draft: RecurrenceDraft,
  version?: number,
): Promise<Recurrence> {
  const before = await get(scope, recurrenceNoun, id, { lock: true })
  demand(scope, 'contribute', before.projectId)
  await amend(
    scope,
    recurrenceNoun,
    id,
    {
      ...((draft.rule !== undefined || draft.afterDays !== undefined) && way(draft)),
      ...(draft.shift && { shift: draft.shift }),
      ...(draft.aheadDays !== undefined && { aheadDays: draft.aheadDays }),
    },
    version,
  )
  await takeBack(scope, id, today(scope))
  await makeOccurrences(scope, id)
  return getRecurrence(scope, id)
}

/** « This one and the following »: the next ones are made like this one from now on. */
export async function applyToFollowing(scope: Scope, taskId: string): Promise<Recurrence> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'contribute', task.projectId)
  if (!task.recurrenceId || !task.occurrenceOn)
    throw invalid({ fr: 'Cette tâche ne revient pas.', en: 'This task does not come back.' })
  await amend(scope, recurrenceNoun, task.recurrenceId, {
    title: task.title,
    pattern: await patternOf(scope, task),
  })
  await takeBack(scope, task.recurrenceId, task.occurrenceOn)
  await makeOccurrences(scope, task.recurrenceId)
  return getRecurrence(scope, task.recurrenceId)
}

export async function pauseRecurrence(scope: Scope, id: string, paused: boolean): Promise<Recurrence> {
  const before = await get(scope, recurrenceNoun, id, { lock: true })
  demand(scope, 'contribute', before.projectId)
  await amend(scope, recurrenceNoun, id, { pausedAt: paused ? (before.pausedAt ?? scope.now()) : null })
  // What was due meanwhile is not made up for.
  if (!paused && before.pausedAt) {
    await scope.sql('update recurrences set made_until = greatest(made_until, $2::date - 1) where id = $1', [
      id,
      today(scope),
    ])
    await makeOccurrences(scope, id)
  }
  return getRecurrence(scope, id)
}

/** Bins this occurrence; the series goes on. */
export async function skipOccurrence(scope: Scope, taskId: string): Promise<void> {
  const task = await get(scope, taskNoun, taskId, { lock: true })
  demand(scope, 'contribute', task.projectId)
  await discard(scope, taskNoun, taskId)
  if (!task.recurrenceId) return
  const r = await get(scope, recurrenceNoun, task.recurrenceId)
  if (r.afterDays) await occurrenceAfter(scope, task.recurrenceId, taskId, today(scope))
  else await makeOccurrences(scope, task.recurrenceId)
}

/** The tasks made so far stay; those to come that nobody touched go to the bin. */
export async function stopRecurrence(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, recurrenceNoun, id, { lock: true })
  demand(scope, 'contribute', before.projectId)
  await takeBack(scope, id, today(scope))
  await discard(scope, recurrenceNoun, id, version)
}
