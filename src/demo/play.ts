import { addEntry } from '#budget/service/entries.ts'
import { createLine } from '#budget/service.ts'
import type { Approval } from '#governance/model.ts'
import { decideAsOutsider } from '#governance/service/decide.ts'
import { requestApproval } from '#governance/service/request.ts'
import { amendReview, makeReview } from '#insight/service/reviews.ts'
import type { Link } from '#measure/model.ts'
import { createGoal } from '#measure/service/goals.ts'
import { createLink } from '#measure/service/links.ts'
import { createSite } from '#measure/service/sites.ts'
import { amendProject, createProject } from '#platform/tenancy/service.ts'
import type { Channel } from '#strategy/model.ts'
import { amendAction, planAction } from '#strategy/service/actions.ts'
import { writeBrief } from '#strategy/service/brief.ts'
import { checkIn } from '#strategy/service/checkIns.ts'
import { setObjective } from '#strategy/service/objectives.ts'
import { addChecklist, addItem, amendItem } from '#work/service/checklists.ts'
import { commentTask, completeTask, createTask, listStatuses, moveTask } from '#work/service.ts'
import { logTime } from '#work/time/service/entries.ts'
import type { Story, TaskPlan, Who } from './model.ts'
import type { Stage } from './stage.ts'

type Deed = { at: Date; run: () => Promise<void> }
export type Played = {
  projectId: string
  slug: string
  siteId?: string
  links: Map<string, Link[]>
  actions: Map<string, { id: string; objectiveId: string | null; lineId: string | null }>
}

/** Plays one project from its brief to today (or its review), deed after deed in the order of time, through the rooms' own verbs. */
export async function play(
  stage: Stage,
  story: Story,
  known: { clients: Map<string, string>; suppliers: Map<string, string> },
): Promise<Played> {
  const on = (n: number) => stage.day(story.start + n)
  const at = (n: number, hour: number, minute = 0) =>
    new Date(`${on(n)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`)
  const begin = Math.min(0, ...story.tasks.map((t) => t.made), ...story.approvals.map((a) => a.day)) - 4
  const ids = {
    goals: new Map<string, string>(),
    lines: new Map<string, string>(),
    objectives: new Map<string, string>(),
    entries: new Map<string, string>(),
  }
  const actions: Played['actions'] = new Map()
  const links: Played['links'] = new Map()

  const made = await stage.as(story.lead, at(begin, 8), (s) =>
    createProject(s, {
      name: story.name,
      summary: story.summary,
      clientId: known.clients.get(story.client) ?? null,
      startsOn: on(0),
      endsOn: on(story.days - 1),
      budgetCents: story.lines.reduce((n, l) => n + l.cents, 0),
      stage: 'brief',
    }),
  )
  const projectId = made.id
  const siteId = await stage.as(story.lead, at(begin, 9), async (s) => {
    await writeBrief(s, projectId, story.brief)
    if (!story.site) return undefined
    const site = await createSite(s, { projectId, host: story.site.host, name: story.client })
    for (const g of story.site.goals)
      ids.goals.set(
        g.key,
        (
          await createGoal(s, {
            siteId: site.id,
            name: g.name,
            kind: 'page',
            pattern: g.pattern,
            valueCents: g.cents,
          })
        ).id,
      )
    return site.id
  })
  await stage.as(story.lead, at(begin + 1, 9), async (s) => {
    await amendProject(s, projectId, { stage: 'plan' })
    for (const l of story.lines)
      ids.lines.set(
        l.key,
        (
          await createLine(s, projectId, {
            label: l.label,
            category: l.category,
            plannedCents: l.cents,
            supplierId: l.supplier ? (known.suppliers.get(l.supplier) ?? null) : null,
            startsOn: on(0),
            endsOn: on(story.days - 1),
          })
        ).id,
      )
    for (const o of story.objectives) {
      const objective = await setObjective(s, projectId, {
        title: o.title,
        ...(o.why && { why: o.why }),
        metric: o.metric,
        ...(o.hand && { handName: o.hand.name, handUnit: o.hand.unit }),
        goalId: o.goal ? (ids.goals.get(o.goal) ?? null) : null,
        baseline: o.baseline ?? null,
        target: o.target,
        startsOn: on(0),
        dueOn: on(story.days - 1),
        ownerId: stage.people[o.owner].memberId,
        ...(o.achievable && { achievable: o.achievable }),
        ...(o.relevant && { relevant: o.relevant }),
      })
      ids.objectives.set(o.key, objective.id)
    }
  })
  await stage.as(story.lead, at(begin + 2, 10), async (s) => {
    for (const a of story.actions) {
      const action = await planAction(s, projectId, {
        title: a.title,
        ...(a.description && { description: a.description }),
        channel: a.channel as Channel,
        ...(a.persona && { persona: a.persona }),
        startsOn: on(a.from),
        endsOn: on(a.to),
        ownerId: stage.people[a.owner].memberId,
        objectiveId: ids.objectives.get(a.objective) ?? null,
        budgetLineId: ids.lines.get(a.line) ?? null,
        captures: a.captures ?? null,
      })
      actions.set(a.key, { id: action.id, objectiveId: action.objectiveId, lineId: action.budgetLineId })
    }
  })

  const deeds: Deed[] = []
  const then = (when: Date, who: Who, work: Parameters<Stage['as']>[2]) =>
    void (
      when <= stage.now && deeds.push({ at: when, run: async () => void (await stage.as(who, when, work)) })
    )
  for (const a of story.actions) {
    const { id } = actions.get(a.key)!
    if (a.placements && story.site)
      then(at(Math.min(a.from, 1) - 2 < begin + 3 ? begin + 3 : a.from - 2, 9, 20), a.owner, async (s) => {
        const made: Link[] = []
        for (const placement of a.placements ?? [])
          made.push(
            await createLink(s, {
              projectId,
              actionId: id,
              targetUrl: `https://${story.site!.host}${a.path ?? '/'}`,
              placement,
            }),
          )
        links.set(a.key, made)
      })
    then(at(a.from, 7), story.lead, (s) => amendAction(s, id, { status: 'running' }))
    then(at(a.to, 18), story.lead, (s) => amendAction(s, id, { status: 'done' }))
  }
  for (const e of story.entries)
    then(at(e.day, 14, 10), story.lead, async (s) => {
      const entered = await addEntry(s, ids.lines.get(e.line)!, {
        kind: e.kind,
        amountCents: e.cents,
        vatRate: 20,
        datedOn: on(e.day),
        label: e.label,
        actionId: e.action ? actions.get(e.action)!.id : null,
        supplierId:
          known.suppliers.get(e.supplier ?? story.lines.find((l) => l.key === e.line)?.supplier ?? '') ??
          null,
        ...(e.reference && { reference: e.reference }),
        ...(e.settles && { settlesId: ids.entries.get(e.settles) ?? null }),
      })
      if (e.key) ids.entries.set(e.key, entered.entry.id)
    })
  for (const o of story.objectives)
    for (const [day, value, note] of o.hand?.readings ?? [])
      then(at(day, 16), o.owner, (s) =>
        checkIn(s, ids.objectives.get(o.key)!, { value, note, readOn: on(day) }),
      )
  for (const t of story.tasks) tell(t)
  for (const a of story.approvals) ask(a)
  if (story.stage !== 'plan')
    then(at(0, 6), story.lead, (s) => amendProject(s, projectId, { stage: 'running' }))
  if (story.stage === 'closed')
    then(at(story.days + 6, 9), story.lead, (s) => amendProject(s, projectId, { stage: 'closed' }))
  if (story.review)
    then(at(story.review.day, 10), story.lead, async (s) => {
      const review = await makeReview(s, projectId, { from: on(0), to: on(story.days - 1) })
      await amendReview(s, review.id, { texts: story.review!.texts })
    })

  function tell(t: TaskPlan): void {
    let id = ''
    const maker = story.lead
    const length = lengthOf(t)
    then(at(t.made, 8, 40), maker, async (s) => {
      const task = await createTask(s, projectId, {
        title: t.title,
        ...(t.description && { description: t.description }),
        actionId: t.action ? actions.get(t.action)!.id : null,
        assigneeIds: t.who.map((w) => stage.people[w].memberId),
        ...(t.due !== undefined && { dueOn: on(t.due) }),
        ...(length && { startsOn: on(t.due! - length.days), estimateMinutes: length.minutes }),
        ...(t.kind && { kind: t.kind }),
        importance: t.importance ?? 1,
        urgency: t.urgency ?? 1,
      })
      id = task.id
      if (!t.checklist) return
      const list = await addChecklist(s, id, 'À ne pas oublier')
      for (const [words, done] of t.checklist) {
        const item = await addItem(s, list.id, words)
        if (done) await amendItem(s, item.id, { done: true })
      }
    })
    if (t.state)
      then(at(t.made + 2, 9, 5), t.who[0]!, async (s) => {
        const columns = await listStatuses(s, projectId)
        const doing = columns.filter((c) => c.category === 'doing')
        const to = t.state === 'review' ? doing.at(-1) : doing[0]
        if (to) await moveTask(s, id, { statusId: to.id })
      })
    for (const [who, day, words] of t.comments ?? [])
      then(at(day, 11, 15), who, (s) => commentTask(s, id, words))
    if (t.done === undefined) return
    then(at(t.done, 15, 30), t.who[0]!, (s) => completeTask(s, id, true))
    // Each says what it took them, in quarters of an hour that depend on the title alone.
    for (const [i, who] of t.who.entries())
      then(at(t.done, 15, 40 + i), who, (s) =>
        logTime(s, {
          taskId: id,
          workedOn: on(t.done!),
          minutes: 45 + ((t.title.length * 7 + i * 5) % 14) * 15,
        }),
      )
  }

  function ask(a: Story['approvals'][number]): void {
    let approval: Approval | undefined
    then(at(a.day, 10, 30), story.lead, async (s) => {
      approval = await requestApproval(s, {
        projectId,
        subject: { noun: 'plan', id: projectId },
        title: a.title,
        message: a.message,
        dueOn: on(a.day + a.dueIn),
        approvers: a.decisions.map(({ name, email }) => ({ name, email })),
      })
    })
    for (const d of a.decisions) {
      const { day, decision } = d
      if (day === undefined || !decision || at(day, 17) > stage.now) continue
      deeds.push({
        at: at(day, 17),
        run: async () => {
          const approver = approval?.approvers.find((p) => p.email === d.email)
          const door = await stage.system(
            at(day, 17),
            async (s) =>
              (
                await s.sql<{ id: string }>('select door_id as id from approvers where id = $1', [
                  approver?.id,
                ])
              ).rows[0],
          )
          if (!approver || !door) return
          await stage.outsider(at(day, 17), { projectId, doorId: door.id, name: d.name }, (s) =>
            decideAsOutsider(
              s,
              { id: door.id, kind: 'approval', rowId: approver.id, projectId, label: d.name, email: d.email },
              { decision, comment: d.comment ?? '' },
            ),
          )
        },
      })
    }
  }

  // In the order of time; what falls at the same moment keeps the order it was told in.
  for (const deed of deeds
    .map((d, i) => ({ ...d, i }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.i - b.i))
    await deed.run()
  return { projectId, slug: made.slug, ...(siteId && { siteId }), links, actions }
}

/** A task begins some days before it is due and asks for a third of each person's time until then; a milestone takes none. */
function lengthOf(t: TaskPlan): { days: number; minutes: number } | undefined {
  if (t.due === undefined || t.kind === 'milestone') return undefined
  const days = Math.max(1, Math.min(t.due - t.made - 1, 9))
  return { days, minutes: t.who.length * (90 + days * 120) }
}
