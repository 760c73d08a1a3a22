import { invalid } from '#platform/errors.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { memberNoun } from '#platform/tenancy/tables.ts'
import type { DayOff, DayOffDraft } from '../model.ts'
import { dayOffNoun, type daysOff } from '../tables.ts'
import { insideOnly, ownOrConduct } from './members.ts'

const columns =
  'id, member_id as "memberId", from_on as "from", to_on as "to", from_noon as "fromNoon", until_noon as "untilNoon", kind, state, note, version'
const shown = (d: typeof daysOff.$inferSelect): DayOff => ({
  id: d.id,
  memberId: d.memberId,
  from: d.from,
  to: d.to,
  fromNoon: d.fromNoon,
  untilNoon: d.untilNoon,
  kind: d.kind,
  state: d.state,
  note: d.note,
  version: d.version,
})

export async function listDaysOff(
  scope: Scope,
  o: { from?: string; to?: string; memberId?: string } = {},
): Promise<DayOff[]> {
  insideOnly(scope)
  const { rows } = await scope.sql<DayOff>(
    `select ${columns} from days_off where deleted_at is null and ($1::date is null or to_on >= $1)
       and ($2::date is null or from_on <= $2) and ($3::uuid is null or member_id = $3) order by from_on, id limit 5000`,
    [o.from ?? null, o.to ?? null, o.memberId ?? null],
    'days-off',
  )
  return rows
}

function checked(d: Pick<DayOff, 'from' | 'to' | 'fromNoon' | 'untilNoon'>): void {
  if (d.to < d.from)
    throw invalid({
      fr: 'Le retour tombe avant le départ : corrigez l’une des deux dates.',
      en: 'The return falls before the departure: correct one of the two dates.',
    })
  if (d.from === d.to && d.fromNoon && d.untilNoon)
    throw invalid({
      fr: 'Cette absence ne dure rien : choisissez le matin, l’après-midi ou la journée.',
      en: 'This absence lasts no time: choose the morning, the afternoon or the day.',
    })
}

/** Asked for, it waits for a word of somebody who conducts, and counts from then on. */
export async function addDayOff(scope: Scope, draft: DayOffDraft): Promise<DayOff> {
  const memberId = draft.memberId ?? scope.actor.id ?? ''
  ownOrConduct(scope, memberId)
  await get(scope, memberNoun, memberId)
  const values = {
    memberId,
    from: draft.from,
    to: draft.to,
    fromNoon: draft.fromNoon ?? false,
    untilNoon: draft.untilNoon ?? false,
    kind: draft.kind ?? 'leave',
    note: draft.note ?? '',
    state: draft.ask ? ('asked' as const) : ('agreed' as const),
  }
  checked(values)
  return shown(await create(scope, dayOffNoun, values))
}

/** Changing the dates of what was refused asks again. */
export async function amendDayOff(
  scope: Scope,
  id: string,
  { ask, memberId: _, ...patch }: Partial<DayOffDraft>,
  version?: number,
): Promise<DayOff> {
  const before = await get(scope, dayOffNoun, id)
  ownOrConduct(scope, before.memberId)
  checked({ ...before, ...patch })
  const again = before.state === 'refused' && (patch.from !== undefined || patch.to !== undefined)
  const state = ask || again ? ('asked' as const) : undefined
  return shown(await amend(scope, dayOffNoun, id, { ...patch, ...(state && { state }) }, version))
}

export async function answerDayOff(
  scope: Scope,
  id: string,
  state: 'agreed' | 'refused',
  version?: number,
): Promise<DayOff> {
  demand(scope, 'conduct')
  const row = await amend(scope, dayOffNoun, id, { state }, version)
  const said = {
    agreed: {
      fr: 'Votre absence est acceptée',
      en: 'Your absence is agreed',
    },
    refused: { fr: 'Votre absence est refusée', en: 'Your absence is refused' },
  }[state][scope.workspace.locale]
  await tellMembers(scope, [row.memberId], {
    kind: 'dayOff.answered',
    title: said,
    body: row.from === row.to ? row.from : `${row.from} – ${row.to}`,
    path: 'reglages/mes-horaires',
    noun: 'dayOff',
    rowId: row.id,
  })
  return shown(row)
}

/** @returns whose it was. */
export async function discardDayOff(scope: Scope, id: string, version?: number): Promise<string> {
  const before = await get(scope, dayOffNoun, id)
  ownOrConduct(scope, before.memberId)
  await discard(scope, dayOffNoun, id, version)
  return before.memberId
}

export async function restoreDayOff(scope: Scope, id: string): Promise<DayOff> {
  const before = await get(scope, dayOffNoun, id, { removed: true })
  ownOrConduct(scope, before.memberId)
  return shown(await restore(scope, dayOffNoun, id))
}
