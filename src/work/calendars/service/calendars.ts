import { invalid } from '#platform/errors.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { demand, mayDoIn, type Scope } from '#platform/scope.ts'
import {
  type Calendar,
  type CalendarDraft,
  defaultWeek,
  holidaysOfZone,
  type ProjectCalendar,
} from '../model.ts'
import { calendarNoun, type calendars } from '../tables.ts'

type Row = typeof calendars.$inferSelect
const shown = (c: Row): Calendar => ({
  id: c.id,
  name: c.name,
  isDefault: c.isDefault,
  holidays: c.holidays,
  week: c.week,
  exceptions: c.exceptions,
  version: c.version,
})

/** The calendars of the workspace, the one that everybody follows first. */
export async function listCalendars(scope: Scope): Promise<Calendar[]> {
  const { rows } = await scope.sql<Calendar>(
    `select id, name, is_default as "isDefault", holidays, week, exceptions, version from calendars
     where deleted_at is null order by is_default desc, name, id`,
    [],
    'calendars',
  )
  return rows
}

/** What a workspace without a calendar follows: 35 hours, and the holidays of its time zone. */
export const fallback = (scope: Scope) => ({
  week: defaultWeek,
  holidays: holidaysOfZone(scope.workspace.timezone),
})

/** The first one is the one everybody follows. */
export async function createCalendar(scope: Scope, draft: CalendarDraft): Promise<Calendar> {
  demand(scope, 'conduct')
  const { rowCount } = await scope.sql('select from calendars where is_default and deleted_at is null')
  const usual = fallback(scope)
  return shown(
    await create(scope, calendarNoun, {
      name: draft.name,
      week: draft.week ?? usual.week,
      holidays: draft.holidays === undefined ? usual.holidays : draft.holidays,
      exceptions: draft.exceptions ?? [],
      isDefault: !rowCount,
    }),
  )
}

export async function amendCalendar(
  scope: Scope,
  id: string,
  patch: Partial<CalendarDraft>,
  version?: number,
): Promise<Calendar> {
  demand(scope, 'conduct')
  return shown(await amend(scope, calendarNoun, id, patch, version))
}

/** From now on everybody without a calendar of their own follows this one. */
export async function makeDefault(scope: Scope, id: string): Promise<Calendar> {
  demand(scope, 'conduct')
  await get(scope, calendarNoun, id)
  const { rows } = await scope.sql<{ id: string }>(
    'select id from calendars where is_default and deleted_at is null and id <> $1',
    [id],
  )
  for (const before of rows) await amend(scope, calendarNoun, before.id, { isDefault: false })
  return shown(await amend(scope, calendarNoun, id, { isDefault: true }))
}

/** Projects and people who followed it follow the workspace's. */
export async function discardCalendar(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'conduct')
  const before = await get(scope, calendarNoun, id)
  if (before.isDefault)
    throw invalid({
      fr: 'L’espace suit ce calendrier : choisissez-en d’abord un autre par défaut.',
      en: 'The workspace follows this calendar: first choose another as the default.',
    })
  await discard(scope, calendarNoun, id, version)
}

export async function restoreCalendar(scope: Scope, id: string): Promise<Calendar> {
  demand(scope, 'conduct')
  return shown(await restore(scope, calendarNoun, id))
}

/** Which calendar each project in sight follows. */
export async function listProjectCalendars(scope: Scope): Promise<ProjectCalendar[]> {
  const { rows } = await scope.sql<Omit<ProjectCalendar, 'mayChange'>>(
    `select p.id, p.name, c.id as "calendarId" from projects p
       left join project_plans pp on pp.project_id = p.id and pp.deleted_at is null
       left join calendars c on c.id = pp.calendar_id and c.deleted_at is null
     where p.deleted_at is null order by p.name, p.id`,
    [],
    'project-calendars',
  )
  return rows.map((r) => ({ ...r, mayChange: mayDoIn(scope, 'conduct', r.id) }))
}
