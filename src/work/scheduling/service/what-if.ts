import { Refusal } from '#platform/errors.ts'
import { amendMany } from '#platform/ledger-many.ts'
import { demand, mayDo, type Scope } from '#platform/scope.ts'
import { amendProject } from '#platform/tenancy/service.ts'
import { hourlyCostsOf } from '../../calendars/service.ts'
import { Hours, type Load, loadOf } from '../../capacity/model.ts'
import { capacityOf } from '../../capacity/service.ts'
import { someCards } from '../../service/read.ts'
import { taskNoun } from '../../tables.ts'
import { type Supposed, suppose } from '../model/what-if.ts'
import type { Answer, Moved, Question } from '../model.ts'
import { inputOf, settingsOf, type WholePlan } from './read.ts'
import { alone, reschedule } from './reschedule.ts'

/** What would come of other dates: what moves, breaks, becomes critical, who has too much of it. Nothing is written. */
export async function whatIf(scope: Scope, projectId: string, question: Question): Promise<Answer> {
  demand(scope, 'see', projectId)
  const { input, supposed } = await supposedOf(scope, projectId, question)
  const { patches: _, places, ...answer } = supposed
  return { ...answer, ...(await loadChanged(scope, projectId, supposed, places)), token: tokenOf(input) }
}

async function supposedOf(scope: Scope, projectId: string, question: Question) {
  const input = await inputOf(scope, projectId)
  const { launchTaskId } = await settingsOf(scope, projectId)
  return { input, supposed: suppose(input, question, launchTaskId) }
}

/**
 * Makes it so, and moves the project's own end with it if asked. Asked of a plan that somebody has changed since, it is
 * refused: what was shown would not be what comes.
 */
export async function applyWhatIf(
  scope: Scope,
  projectId: string,
  question: Question,
  token: string,
  endsOn?: string,
): Promise<Moved> {
  demand(scope, 'contribute', projectId)
  if (endsOn) demand(scope, 'conduct', projectId)
  await alone(scope, projectId)
  const { input, supposed } = await supposedOf(scope, projectId, question)
  if (tokenOf(input) !== token)
    throw new Refusal('CONFLICT', {
      fr: 'Le plan a changé depuis cette simulation. Relancez-la : le résultat peut être différent.',
      en: 'The plan has changed since this was worked out. Ask again: the outcome may be another.',
    })
  await amendMany(scope, taskNoun, supposed.patches)
  if (endsOn) await amendProject(scope, projectId, { endsOn })
  await reschedule(scope, projectId)
  return {
    cards: await someCards(
      scope,
      supposed.moved.map((m) => m.taskId),
    ),
  }
}

/** Which plan it was: every card and link, in the version it had. */
function tokenOf({ cards, links }: WholePlan): string {
  let hash = 0x811c9dc5
  for (const { id, version } of [...cards, ...links])
    for (const c of `${id}${version};`) hash = Math.imul(hash ^ c.charCodeAt(0), 0x01000193)
  return `${cards.length}.${links.length}.${(hash >>> 0).toString(36)}`
}

/** Minutes beyond what people work, before and after, over the days that the change touches. */
async function loadChanged(
  scope: Scope,
  projectId: string,
  { moved }: Supposed,
  places: Supposed['places'],
): Promise<Pick<Answer, 'overloaded' | 'overtimeCents'>> {
  const maySeeCosts = mayDo(scope, 'conduct')
  if (!moved.length) return { overloaded: [], overtimeCents: maySeeCosts ? 0 : null }
  const { people, calendars, works, today } = await capacityOf(scope, { projectId })
  const touched = moved
    .flatMap((m) => [m.before, m.after].flatMap((d) => [d.startsOn, d.dueOn]))
    .filter((d) => d !== null)
  const days = [...touched, today].toSorted()
  const hours = new Hours(calendars)
  const ids = new Set(moved.map((m) => m.taskId))
  const over = (list: typeof works): Load =>
    loadOf({ works: list, people, calendars, from: today, to: days.at(-1)!, today }, hours)
  const before = over(works)
  const after = over(works.map((w) => (ids.has(w.id) ? { ...w, ...places.get(w.id) } : w)))
  const costs = maySeeCosts ? await hourlyCostsOf(scope) : {}
  const overloaded = people.flatMap(({ id }) => {
    const [a, b] = [Math.round(before.of(id)?.over ?? 0), Math.round(after.of(id)?.over ?? 0)]
    const hour = costs[id]
    const cents = hour === undefined ? null : Math.round(((b - a) / 60) * hour)
    return b > a ? [{ memberId: id, before: a, after: b, cents }] : []
  })
  const cents = overloaded.reduce((sum, o) => sum + (o.cents ?? 0), 0)
  return { overloaded, overtimeCents: maySeeCosts ? cents : null }
}
