import { dayNumber, dayOfNumber } from '../../scheduling/model.ts'
import { Hours, type Load, type LoadInput, loadOf, overOf, sharesOf, type Work } from './load.ts'
import { type Candidate, rank, type Skilled, skillsOf } from './who.ts'

/** How late a task may end: without moving any other, and without moving the end of its project. */
export type Room = { free: string | null; total: string | null; critical: boolean }
export const proposalKinds = ['shift', 'give', 'share'] as const
export type ProposalKind = (typeof proposalKinds)[number]
export type WorkPatch = { assigneeIds?: string[]; startsOn?: string | null; dueOn?: string | null }
export type Proposal = {
  id: string
  kind: ProposalKind
  workId: string
  /** Whose load it lightens. */
  personId: string
  /** Who takes it, or a part of it. */
  toId: string | null
  patch: WorkPatch
  /** Overload minutes fewer, over everybody and every day looked at. */
  removed: number
  /** Working days later. */
  days: number
  /** Days by which the end of the project moves, by its schedule; later is more than 0. */
  finish: number
  /** Goes past what its successors leave free: those that follow automatically move too. */
  pushes: boolean
}

export const patched = (w: Work, p: WorkPatch): Work => ({ ...w, ...p })

/** By how much the overload changes if one task were another: only its people are counted again. */
export function overloadChange(
  load: Load,
  input: LoadInput,
  hours: Hours,
  calendarOf: ReadonlyMap<string, string>,
  before: Work,
  after: Work,
): number {
  const from = dayNumber(input.from)
  const today = dayNumber(input.today)
  const change = new Map<string, { days: number[]; unplaced: number }>()
  const add = (w: Work, sign: 1 | -1) => {
    for (const { personId, spread: s } of sharesOf(w, calendarOf, hours, today)) {
      const c = change.get(personId) ?? { days: [...(load.of(personId)?.planned ?? [])], unplaced: 0 }
      change.set(personId, c)
      if (s.unplaced && s.unplacedOn >= from && s.unplacedOn < from + load.days.length)
        c.unplaced += sign * s.unplaced
      s.minutes.forEach((m, d) => {
        const i = s.first + d - from
        if (i >= 0 && i < c.days.length) c.days[i]! += sign * m
      })
    }
  }
  add(before, -1)
  add(after, 1)
  let sum = 0
  for (const [id, c] of change) {
    const p = load.of(id)
    if (p) sum += overOf(c.days, p.capacity) + c.unplaced - overOf(p.planned, p.capacity)
  }
  return sum
}

/** The nth working day after a day; itself when n is 0. */
export function workingDaysLater(hours: Hours, calendarId: string, day: string, n: number): string {
  let at = dayNumber(day)
  for (let left = n, tries = 0; left > 0 && tries < 400; tries++) {
    at += 1
    if (hours.minutes(calendarId, at) > 0) left -= 1
  }
  return dayOfNumber(at)
}

const steps = [1, 2, 3, 4, 5, 7, 10, 15, 20]
/** Of each person, the tasks that weigh most on the days too full. */
const heaviest = 12
/** Less than a quarter of an hour is not worth a change. */
const worth = 15

/**
 * What could be done about the overload, each with its effect; nothing is changed. A task that would move the end of its
 * project is not moved; one that is not critical moves within its slack; otherwise it goes, or is shared, to who knows how.
 */
export function proposalsFor(
  input: LoadInput & { people: readonly Skilled[] },
  roomOf: (workId: string) => Room | undefined,
  most = 40,
): Proposal[] {
  const hours = new Hours(input.calendars)
  const load = loadOf(input, hours)
  const calendarOf = new Map(input.people.map((p) => [p.id, p.calendarId]))
  const works = new Map(input.works.map((w) => [w.id, w]))
  const found: Proposal[] = []
  const today = dayNumber(input.today)
  const known = skillsOf(input.people)
  const gain = (w: Work, p: WorkPatch) => -overloadChange(load, input, hours, calendarOf, w, patched(w, p))
  for (const person of load.people) {
    if (person.over <= 0) continue
    const heavy = new Map<string, number>()
    const weigh = (p: { workId: string; minutes: number }) =>
      heavy.set(p.workId, (heavy.get(p.workId) ?? 0) + p.minutes)
    person.unplacedParts.forEach(weigh)
    person.planned.forEach((planned, i) => {
      if (planned > (person.capacity[i] ?? 0)) person.parts(i).forEach(weigh)
    })
    const first = [...heavy].toSorted((a, b) => b[1] - a[1]).slice(0, heaviest)
    for (const [id] of first) {
      const w = works.get(id)
      if (!w || w.projectId === null || found.some((f) => f.workId === id && f.personId === person.id))
        continue
      const room = roomOf(id)
      const later = shiftOf(w, person.id, room, hours, calendarOf.get(person.id)!, gain)
      if (later) found.push(later)
      const able = rank(w, input.people, load, hours, today, known)
      found.push(...handOver(w, person.id, able, gain))
    }
  }
  return found
    .filter((p) => p.removed >= worth)
    .toSorted((a, b) => b.removed - a.removed || a.days - b.days || (a.id < b.id ? -1 : 1))
    .slice(0, most)
}

/** The smallest shift that takes away the most. */
function shiftOf(
  w: Work,
  personId: string,
  room: Room | undefined,
  hours: Hours,
  calendarId: string,
  gain: (w: Work, p: WorkPatch) => number,
): Proposal | undefined {
  const latest = room?.total
  if (!latest || room.critical || !w.dueOn) return undefined
  let best: Proposal | undefined
  for (const days of steps) {
    const dueOn = workingDaysLater(hours, calendarId, w.dueOn, days)
    if (dueOn > latest) break
    const patch: WorkPatch = {
      dueOn,
      ...(w.startsOn && { startsOn: workingDaysLater(hours, calendarId, w.startsOn, days) }),
    }
    const removed = gain(w, patch)
    if (removed > (best?.removed ?? 0))
      best = {
        id: `shift:${w.id}:${personId}`,
        kind: 'shift',
        workId: w.id,
        personId,
        toId: null,
        patch,
        removed,
        days,
        finish: 0,
        pushes: room.free !== null && dueOn > room.free,
      }
  }
  return best
}

function handOver(
  w: Work,
  personId: string,
  ranked: readonly Candidate[],
  gain: (w: Work, p: WorkPatch) => number,
): Proposal[] {
  const able = ranked.filter((c) => !c.already && !c.missing.length && c.free > 0).slice(0, 3)
  const best = (kind: 'give' | 'share', patchFor: (to: string) => WorkPatch): Proposal | undefined =>
    able
      .map((c): Proposal => {
        const patch = patchFor(c.id)
        return {
          id: `${kind}:${w.id}:${personId}`,
          kind,
          workId: w.id,
          personId,
          toId: c.id,
          patch,
          removed: gain(w, patch),
          days: 0,
          finish: 0,
          pushes: false,
        }
      })
      .toSorted((a, b) => b.removed - a.removed)[0]
  const give = best('give', (to) => ({
    assigneeIds: w.assigneeIds.map((id) => (id === personId ? to : id)),
  }))
  const share = best('share', (to) => ({ assigneeIds: [...w.assigneeIds, to] }))
  return [give, share].filter((p): p is Proposal => p !== undefined && p.removed > 0)
}

/** The overload once these changes were made together: two that each help may not help twice. */
export function overAfter(
  input: LoadInput,
  proposals: readonly Pick<Proposal, 'workId' | 'patch'>[],
): number {
  const patches = Map.groupBy(proposals, (p) => p.workId)
  const works = input.works.map((w) =>
    (patches.get(w.id) ?? []).reduce((done, p) => patched(done, p.patch), w),
  )
  return loadOf({ ...input, works }).over
}
