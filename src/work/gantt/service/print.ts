import { invalid } from '#platform/errors.ts'
import { dayOf, formats } from '#platform/formats.ts'
import { formatter } from '#platform/i18n.ts'
import { demand, type Locale, type Scope } from '#platform/scope.ts'
import { listMembers } from '#platform/tenancy/service.ts'
import { instantOf } from '../../scheduling/model.ts'
import { driftFrom } from '../../scheduling/service/baselines.ts'
import { planOf, portfolioPlan } from '../../scheduling/service/read.ts'
import { messages as viewWords } from '../../views/messages.ts'
import { applyView, type CardSet, readSpec, type ViewContext } from '../../views/model.ts'
import { readCards } from '../../views/service/cards.ts'
import { messages } from '../messages.ts'
import {
  keptSpan,
  linesOf,
  outline,
  type PlanData,
  type Print,
  planFrom,
  printOf,
  type Span,
} from '../model.ts'

export type Asked = {
  projectId: string | null
  /** Filters, grouping and sort, as a view keeps them. */
  view: unknown
  baselineId: string | null
  critical: boolean
  closed: readonly string[]
  locale: Locale
}
/** A document, not a database dump: beyond, one filters or folds. */
const most = 3_000

/** Everything a printed Gantt needs, read in one transaction; drawn after it. */
export async function readPrint(scope: Scope, a: Asked): Promise<Print> {
  demand(scope, 'see', a.projectId ?? undefined)
  const data: PlanData = a.projectId
    ? await ofOne(scope, a.projectId)
    : { ...(await portfolioPlan(scope)), baselines: [] }
  const set = await readCards(scope, a.projectId ?? undefined)
  const zone = scope.workspace.timezone
  const f = formats(a.locale, zone)
  const today = dayOf(scope.now(), zone)
  const people = (await listMembers(scope)).map(({ id, name }) => ({ id, name }))
  const ctx = contextOf(set, a, today, people)
  const spec = readSpec({ ...(a.view as object), kind: 'gantt' }, 'gantt')
  const applied = applyView(set.cards, spec, ctx)
  const groups = spec.sort.length
    ? applied.groups
    : applied.groups.map((g) => ({
        ...g,
        cards: g.cards.toSorted((x, y) =>
          x.projectId === y.projectId ? x.number - y.number : x.projectId < y.projectId ? -1 : 1,
        ),
      }))
  const headed = spec.group !== null && (groups.length > 1 || groups[0]?.key !== 'none')
  const rows = outline(groups, new Set(a.closed), headed)
  if (rows.length > most)
    throw invalid({
      fr: `Ce planning compte ${rows.length} lignes : filtrez ou repliez, un PDF en tient ${most}.`,
      en: `This schedule has ${rows.length} lines: filter or fold, a PDF holds ${most}.`,
    })
  const plan = planFrom(data, set.cards, a.projectId, today, (id) => ctx.byId.get(id)?.projectId)
  const drift = a.baselineId ? await driftFrom(scope, a.baselineId) : null
  const baseline =
    drift &&
    new Map<string, Span>(
      drift.tasks.flatMap((k) => {
        const span = keptSpan(k)
        return span ? [[k.taskId, span] as const] : []
      }),
    )
  return printOf({
    t: formatter(messages, a.locale),
    f,
    title: set.projects.find((p) => p.id === a.projectId)?.name ?? scope.workspace.name,
    on: f.date(scope.now(), scope.now()),
    rows,
    lines: linesOf(rows, set.cards),
    reading: {
      plan,
      places: plan.places,
      numbers: new Map(set.cards.map((c) => [c.id, c.number])),
      people,
      baseline,
      f,
      tongue: a.locale,
    },
    baselineName: drift?.baseline.name ?? null,
    critical: a.critical,
    today: instantOf(today),
  })
}

async function ofOne(scope: Scope, projectId: string): Promise<PlanData> {
  const plan = await planOf(scope, projectId)
  return { ...plan, projects: [plan.settings] }
}

function contextOf(
  set: CardSet,
  a: Asked,
  today: string,
  people: { id: string; name: string }[],
): ViewContext {
  const t = formatter(viewWords, a.locale)
  const f = formats(a.locale)
  return {
    ...set,
    projectId: a.projectId,
    today,
    me: null,
    people,
    byId: new Map(set.cards.map((c) => [c.id, c])),
    word: (word, day) =>
      t(
        `word.${word}` as 'word.week',
        day === undefined ? {} : { day: word === 'month' ? f.month(day) : f.date(day) },
      ),
  }
}
