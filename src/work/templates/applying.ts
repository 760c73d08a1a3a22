import { invalid } from '#platform/errors.ts'
import { formatter } from '#platform/i18n.ts'
import { get } from '#platform/ledger.ts'
import { createMany, newIds } from '#platform/ledger-many.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { memberNoun, projectNoun } from '#platform/tenancy/tables.ts'
import { planAction } from '#strategy/service/actions.ts'
import { renamed } from '../fields/model/formula.ts'
import { createField, listFields } from '../fields/service.ts'
import type { FieldValues } from '../model.ts'
import { minutesADay } from '../recurring/making.ts'
import { reschedule } from '../scheduling/service/reschedule.ts'
import { linkNoun } from '../scheduling/tables.ts'
import { fillChecklists } from '../service/checklists.ts'
import { createLabel, listLabels } from '../service/labels.ts'
import { createStatus, isUntouched, listStatuses } from '../service/statuses.ts'
import { createTasks, type NewTask } from '../service/tasks.ts'
import { addDays } from '../views/model.ts'
import { messages } from './messages.ts'
import { type Applied, outlineOf, spanOf, type TemplateBody, workingDayFrom } from './model.ts'

export type ApplyTo = {
  anchorOn: string
  anchor: 'launch' | 'start'
  people: Record<string, string>
  /** Tasks without an action of their own serve this one. */
  actionId?: string | null
}

const fold = (name: string) => name.trim().toLocaleLowerCase('fr')

/** What the project has under the same name is used; the rest is made. @returns new ids by the body's keys. */
async function frame(scope: Scope, projectId: string, body: TemplateBody) {
  const ids = new Map<string, string>()
  const made = { labels: 0, statuses: 0, fields: 0 }
  const columns = await listStatuses(scope, projectId)
  const fresh = columns.every(isUntouched)
  if (!fresh || body.statuses.length)
    for (const s of body.statuses) {
      const known = columns.find((c) => fold(c.name) === fold(s.name))
      if (known) continue
      await createStatus(scope, projectId, { name: s.name, category: s.category, wipLimit: s.wipLimit })
      made.statuses += 1
    }
  const labels = await listLabels(scope, projectId)
  for (const l of body.labels) {
    const known = labels.find((k) => fold(k.name) === fold(l.name))
    ids.set(l.key, known?.id ?? (await createLabel(scope, projectId, { name: l.name, colour: l.colour })).id)
    if (!known) made.labels += 1
  }
  const fields = await listFields(scope, projectId)
  // Formulas last: they read the others.
  for (const f of body.fields.toSorted(
    (a, b) => Number(a.kind === 'formula') - Number(b.kind === 'formula'),
  )) {
    const known = fields.find((k) => fold(k.name) === fold(f.name) && k.kind === f.kind)
    const formula = renamed(f.formula, (ref) => ids.get(ref) ?? ref)
    ids.set(f.key, known?.id ?? (await createField(scope, projectId, { ...f, formula })).id)
    if (!known) made.fields += 1
  }
  return { ids, made }
}

/** Makes the tasks of a model in a project: roles become people, working days become dates. All of it or nothing. */
export async function applyBody(
  scope: Scope,
  projectId: string,
  body: TemplateBody,
  to: ApplyTo,
): Promise<Applied & { first: string | null }> {
  demand(scope, 'conduct', projectId)
  await get(scope, projectNoun, projectId, { lock: true })
  for (const id of new Set(Object.values(to.people))) await get(scope, memberNoun, id)
  const minutes = await minutesADay(scope, projectId)
  const works = (on: string) => minutes(on) > 0
  const span = spanOf(body)
  const shift = to.anchor === 'start' && span ? -span.first : 0
  const day = (offset: number | null) =>
    offset === null ? null : workingDayFrom(to.anchorOn, offset + shift, works)
  const { ids, made } = await frame(scope, projectId, body)
  for (const a of body.actions) {
    const action = await planAction(scope, projectId, {
      title: a.title,
      channel: a.channel,
      startsOn: day(a.from),
      endsOn: day(a.to),
    })
    ids.set(a.key, action.id)
  }
  const given = new Map<string, number>()
  const outline = outlineOf(body.tasks)
  if (outline.length !== body.tasks.length)
    throw invalid({
      fr: 'Ce modèle n’est plus lisible : des tâches y sont sous elles-mêmes.',
      en: 'This model can no longer be read: tasks are under themselves.',
    })
  const fresh = await newIds(scope, outline.length)
  for (const [i, { task }] of outline.entries()) ids.set(task.key, fresh[i]!)
  const drafts = outline.map(({ task: t }): NewTask => {
    const assigneeIds = [...new Set(t.roles.flatMap((r) => to.people[r] ?? []))]
    for (const m of assigneeIds) given.set(m, (given.get(m) ?? 0) + 1)
    const fields: FieldValues = {}
    for (const [key, value] of Object.entries(t.fields)) {
      const id = ids.get(key)
      // People in fields were people of the other project.
      if (id && body.fields.find((f) => f.key === key)?.kind !== 'person') fields[id] = value
    }
    return {
      id: ids.get(t.key)!,
      title: t.title,
      description: t.description,
      kind: t.kind,
      parentId: (t.parent && ids.get(t.parent)) || null,
      actionId: (t.action && ids.get(t.action)) || to.actionId || null,
      labelIds: t.labels.flatMap((l) => ids.get(l) ?? []),
      assigneeIds,
      startsOn: day(t.start),
      dueOn: day(t.due),
      startMinute: t.startMinute,
      dueMinute: t.dueMinute,
      estimateMinutes: t.estimateMinutes,
      durationMinutes: t.durationMinutes,
      importance: t.importance,
      urgency: t.urgency,
      fields,
      ...(t.auto && { mode: 'auto' as const }),
    }
  })
  const tasks = await createTasks(scope, projectId, drafts, { quiet: true })
  await fillChecklists(
    scope,
    outline.flatMap(({ task }, i) =>
      task.checklists.map((c) => ({ projectId, taskId: fresh[i]!, name: c.name, items: c.items })),
    ),
  )
  const waits = waitsOf(body, day, minutes)
  const links = body.links.flatMap((l) => {
    const [fromId, toId] = [ids.get(l.from), ids.get(l.to)]
    if (!fromId || !toId) return []
    return [{ projectId, fromId, toId, kind: l.kind, lag: waits.get(l) ?? l.lag, lagUnit: l.lagUnit }]
  })
  await createMany(scope, linkNoun, links)
  await reschedule(scope, projectId)
  await tell(scope, projectId, given)
  const { rows } = await scope.sql<{ from: string | null; to: string | null }>(
    'select min(coalesce(starts_on, due_on))::text as "from", max(coalesce(due_on, starts_on))::text as "to" from tasks where id = any ($1)',
    [body.tasks.flatMap((t) => ids.get(t.key) ?? [])],
  )
  return {
    tasks: body.tasks.length,
    links: links.length,
    actions: body.actions.length,
    ...made,
    from: rows[0]?.from ?? null,
    to: rows[0]?.to ?? null,
    first: tasks[0]?.id ?? null,
  }
}

/**
 * A task that follows another some days later waits those days: the wait is put on the link that holds it back, not as a
 * fixed date, so that the whole moves together when the launch does.
 */
function waitsOf(
  body: TemplateBody,
  day: (offset: number | null) => string | null,
  minutes: (day: string) => number,
): Map<TemplateBody['links'][number], number> {
  const tasks = new Map(body.tasks.map((t) => [t.key, t]))
  const waits = new Map<TemplateBody['links'][number], number>()
  for (const [to, links] of Map.groupBy(body.links, (l) => l.to)) {
    const task = tasks.get(to)
    const start = day(task?.start ?? null)
    if (!task?.auto || !start || links.some((l) => l.kind !== 'fs' || l.lag !== 0)) continue
    const due = (l: TemplateBody['links'][number]) => day(tasks.get(l.from)?.due ?? null) ?? ''
    const last = links.toSorted((a, b) => due(b).localeCompare(due(a)))[0]
    if (!last || !due(last) || due(last) >= start) continue
    // A milestone falls at the end of its day, and so does what it waits for.
    const until = task.kind === 'milestone' ? addDays(start, 1) : start
    let wait = 0
    for (let on = addDays(due(last), 1); on < until; on = addDays(on, 1)) wait += minutes(on)
    if (wait) waits.set(last, wait)
  }
  return waits
}

/** One word to each, not one per task. */
async function tell(scope: Scope, projectId: string, given: ReadonlyMap<string, number>): Promise<void> {
  const project = await get(scope, projectNoun, projectId)
  const t = formatter(messages, scope.workspace.locale)
  for (const [member, count] of given) {
    if (member === scope.actor.id) continue
    await tellMembers(scope, [member], {
      kind: 'task.assigned',
      title: t('notice.given', { who: scope.actor.name, count }),
      body: project.name,
      path: `projets/${project.slug}/taches`,
      project: projectId,
      noun: 'project',
      rowId: projectId,
    })
  }
}
