import { dayOf } from '#platform/formats.ts'
import type { Scope } from '#platform/scope.ts'
import type { Card } from '../../model.ts'
import { compile, planFromCards } from '../../scheduling/model.ts'
import { baselinesOf, inputOf } from '../../scheduling/service/read.ts'
import { type CardSet, matcher, type PublicView, readSpec, strippedCard, strippedSpec } from '../model.ts'
import type { SavedViewRow } from '../tables.ts'

export type Exposure = {
  view: SavedViewRow
  /** Everything the view could show; what it does not let through does not leave. */
  set: CardSet
  hidden: ReadonlySet<string>
  /** On whose behalf « me » is read. */
  memberId: string | null
  madeAt: Date
}

/** What the holder of a link sees: filtered here, and without what was left out, so that none of it ever leaves. */
export async function exposed(scope: Scope, e: Exposure): Promise<PublicView> {
  const { view, set, hidden } = e
  const spec = readSpec(view.spec, view.kind)
  // A field added after the link was made was not thought of when it was: it stays inside.
  const { rows: young } = await scope.sql<{ id: string }>(
    'select id from custom_fields where created_at > $1',
    [e.madeAt],
  )
  const fields = set.fields.filter((f) => !hidden.has(`field:${f.id}`) && !young.some((y) => y.id === f.id))
  const { rows: everybody } = await scope.sql<{ id: string; name: string }>(
    'select id, name from members order by name',
  )
  const ctx = {
    ...set,
    projectId: view.projectId,
    today: dayOf(scope.now(), scope.workspace.timezone),
    me: e.memberId,
    people: everybody,
    byId: new Map(set.cards.map((c) => [c.id, c])),
    word: () => '',
  }
  const names = fields.map((f) => f.id)
  const shown = set.cards.filter(matcher(spec.filter, ctx)).map((c) => strippedCard(c, hidden, names))
  const ids = new Set(shown.map((c) => c.id))
  const used = (get: (c: Card) => readonly (string | null)[]) => new Set(shown.flatMap(get))
  const who = used((c) => c.assigneeIds)
  const [labels, actions] = [used((c) => c.labelIds), used((c) => [c.actionId])]
  const personal = fields.filter((f) => f.kind === 'person').map((f) => f.id)
  for (const c of shown)
    for (const id of personal) for (const m of (c.fields[id] as string[] | null | undefined) ?? []) who.add(m)
  const datesHidden = hidden.has('start') || hidden.has('due')
  return {
    name: view.name,
    workspace: scope.workspace.name,
    projectId: view.projectId,
    spec: strippedSpec(spec, hidden),
    people: everybody.filter((m) => who.has(m.id)),
    hidden: [...hidden],
    set: {
      cards: shown.map((c) => (c.parentId && !ids.has(c.parentId) ? { ...c, parentId: null } : c)),
      total: shown.length,
      projects: set.projects.map((p) => ({ ...p, right: 'see' as const })),
      statuses: set.statuses.map((s) => ({ ...s, wipLimit: null })),
      labels: set.labels.filter((l) => labels.has(l.id)),
      actions: set.actions.filter((a) => actions.has(a.id)).map((a) => ({ ...a, objectiveId: null })),
      objectives: [],
      fields,
      links:
        datesHidden || hidden.has('links')
          ? []
          : set.links.filter((l) => ids.has(l.fromId) && ids.has(l.toId)),
    },
    plan: view.kind === 'gantt' && !datesHidden ? await planShown(scope, e, ids) : null,
  }
}

/**
 * Links between what is shown, what is critical, the baseline chosen. The path is worked out here, over the whole plan and
 * everybody's hours, and only the names of critical tasks leave.
 */
async function planShown(
  scope: Scope,
  { view, set, hidden }: Exposure,
  ids: ReadonlySet<string>,
): Promise<PublicView['plan']> {
  const links = []
  const critical: string[] = []
  for (const p of set.projects) {
    if (!set.cards.some((c) => c.projectId === p.id && ids.has(c.id))) continue
    const input = await inputOf(scope, p.id)
    if (!hidden.has('links')) links.push(...input.links.filter((l) => ids.has(l.fromId) && ids.has(l.toId)))
    if (!hidden.has('critical'))
      critical.push(
        ...compile(planFromCards(input))
          .schedule()
          .critical()
          .filter((id) => ids.has(id)),
      )
  }
  return { links, critical, baseline: hidden.has('baseline') ? null : await baselineShown(scope, view, ids) }
}

async function baselineShown(scope: Scope, view: SavedViewRow, ids: ReadonlySet<string>) {
  const chosen = readSpec(view.spec, view.kind).options.baseline
  if (typeof chosen !== 'string' || !chosen || !view.projectId) return null
  const known = (await baselinesOf(scope, view.projectId)).find((b) => b.id === chosen)
  if (!known) return null
  const { rows } = await scope.sql<NonNullable<NonNullable<PublicView['plan']>['baseline']>['tasks'][number]>(
    `select task_id as "taskId", starts_on as "startsOn", start_minute as "startMinute", due_on as "dueOn", due_minute as "dueMinute",
       null as "durationMinutes", null as "estimateMinutes" from baseline_tasks where baseline_id = $1 order by task_id`,
    [known.id],
  )
  return { id: known.id, name: known.name, tasks: rows.filter((k) => ids.has(k.taskId)) }
}
