import { addEntry } from '#budget/service/entries.ts'
import { createLine } from '#budget/service.ts'
import { listGoals } from '#measure/service/goals.ts'
import { dayOf } from '#platform/clock.ts'
import type { Scope } from '#platform/scope.ts'
import type { Status } from './model.ts'
import { planAction } from './service/actions.ts'
import { writeBrief } from './service/brief.ts'
import { checkIn } from './service/checkIns.ts'
import { setObjective } from './service/objectives.ts'
import { launch } from './stories/launch.ts'
import { season } from './stories/season.ts'
import type { Story } from './stories/story.ts'
import { tourism } from './stories/tourism.ts'

export const stories = { launch, tourism, season }
export type { Story }

type Cast = {
  /** The project's first day: the story counts from it. */
  startsOn: string
  /** Members who own objectives and actions, in turn. */
  owners?: readonly string[]
  /** Ids of suppliers, by the names the story uses. */
  suppliers?: Readonly<Record<string, string>>
}

type Ids = Record<string, string>

/**
 * Tells a story in a project, through the services: brief, lines, objectives, actions, and the entries and readings
 * that are past by the clock. @returns the ids of what was made, by the story's keys.
 */
export async function demoStrategy(
  scope: Scope,
  projectId: string,
  story: Story,
  cast: Cast,
): Promise<{ lines: Ids; objectives: Ids; actions: Ids; entries: Ids }> {
  const today = dayOf(scope.now(), scope.workspace.timezone)
  const day = (n: number) => Temporal.PlainDate.from(cast.startsOn).add({ days: n }).toString()
  const owner = (n: number) => (cast.owners?.length ? cast.owners[n % cast.owners.length]! : null)
  const made = { lines: {} as Ids, objectives: {} as Ids, actions: {} as Ids, entries: {} as Ids }
  const goals = await listGoals(scope, projectId)

  await writeBrief(scope, projectId, story.brief)
  for (const { key, supplier, ...line } of story.lines)
    made.lines[key] = (
      await createLine(scope, projectId, {
        ...line,
        supplierId: (supplier && cast.suppliers?.[supplier]) || null,
      })
    ).id
  for (const [n, { key, from, to, readings, goal, ...objective }] of story.objectives.entries()) {
    const goalId = goals.find((g) => g.name === goal)?.id ?? null
    const { id } = await setObjective(scope, projectId, {
      ...objective,
      goalId,
      startsOn: day(from),
      dueOn: day(to),
      ownerId: owner(n),
    })
    made.objectives[key] = id
    for (const r of readings ?? [])
      if (day(r.day) <= today) await checkIn(scope, id, { value: r.value, note: r.note, readOn: day(r.day) })
  }
  for (const [n, { key, from, to, line, objective, ...action }] of story.actions.entries()) {
    const status: Status = day(to) < today ? 'done' : day(from) <= today ? 'running' : 'planned'
    const links = {
      budgetLineId: (line && made.lines[line]) || null,
      objectiveId: made.objectives[objective] ?? null,
    }
    made.actions[key] = (
      await planAction(scope, projectId, {
        ...action,
        ...links,
        status,
        startsOn: day(from),
        endsOn: day(to),
        ownerId: owner(n + 1),
      })
    ).id
  }
  for (const { key, line, action, settles, day: n, ...entry } of story.entries) {
    if (day(n) > today) continue
    const links = {
      actionId: (action && made.actions[action]) || null,
      settlesId: (settles && made.entries[settles]) || null,
    }
    const { entry: added } = await addEntry(scope, made.lines[line]!, { ...entry, ...links, datedOn: day(n) })
    if (key) made.entries[key] = added.id
  }
  return made
}
