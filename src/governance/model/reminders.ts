import { daysBetween } from '#platform/formats.ts'

/** How long before the day an answer is wanted by, how often once it is late, and how many times in all. */
const daysBefore = 2
const daysBetweenLate = 3
const most = 4

export type Asked = {
  askedOn: string
  dueOn: string | null
  remindedOn: string | null
  reminders: number
}

/** Is somebody to be reminded on this day? Never on a Saturday or a Sunday, never the day after being asked, never for ever. */
export function remindedNow(a: Asked, today: string): 'soon' | 'late' | undefined {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  if (!a.dueOn || a.reminders >= most || weekday === 0 || weekday === 6) return undefined
  const quiet = daysBetween(a.remindedOn ?? a.askedOn, today)
  if (today > a.dueOn) {
    const firstLate = !a.remindedOn || a.remindedOn <= a.dueOn
    return quiet >= (firstLate ? 2 : daysBetweenLate) ? 'late' : undefined
  }
  const near = daysBetween(today, a.dueOn) <= daysBefore
  return near && !a.remindedOn && quiet >= 2 ? 'soon' : undefined
}

/** Letters go out between nine and six, where the workspace is. */
export const isOfficeHour = (hour: number) => hour >= 9 && hour < 18
