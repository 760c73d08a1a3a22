import { defaultWeek } from '../calendars/model.ts'
import type { Card } from '../model.ts'
import type { Link } from '../scheduling/model.ts'
import { bareCard } from '../testing.ts'
import { livePlan, usualWorth } from './model.ts'

let count = 0
export const card = (o: Partial<Card> & { id: string }): Card => bareCard({ number: ++count, ...o })
export const link = (fromId: string, toId: string, o: Partial<Link> = {}): Link => ({
  id: `${fromId}>${toId}`,
  projectId: 'p',
  fromId,
  toId,
  kind: 'fs',
  lag: 0,
  lagUnit: 'work',
  version: 1,
  ...o,
})
export const planOf = (cards: Card[], links: Link[] = []) =>
  livePlan({
    cards,
    links,
    details: [],
    calendars: [{ id: 'c', week: defaultWeek, exceptions: [] }],
    projectCalendarId: 'c',
    people: {},
    startsOn: null,
    today: '2026-05-04',
  })
/** Working days, in minutes. */
export const days = (d: number) => d * usualWorth.day
