import { type Rule, type Weekday, weekdays } from '../model.ts'

/** What the form holds; a rule is made of it, and read back into it. */
export type RuleForm = {
  freq: Rule['freq']
  interval: number
  days: Weekday[]
  monthly: 'day' | 'last' | 'nth' | 'lastNth'
  end: 'never' | 'until' | 'count'
  until: string
  count: number
}

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)
export const weekdayOf = (day: string): Weekday => weekdays[(dateOf(day).getUTCDay() + 6) % 7] ?? 'MO'
export const dayOfMonth = (day: string) => dateOf(day).getUTCDate()
export const nthOf = (day: string) => Math.ceil(dayOfMonth(day) / 7)

/** `start`: the day of the task, which says which day of the week or month is meant. */
export function formOf(rule: Rule | null, start: string): RuleForm {
  const monthly = rule?.byDay[0]?.nth
  return {
    freq: rule?.freq ?? 'WEEKLY',
    interval: rule?.interval ?? 1,
    days: rule?.freq === 'WEEKLY' && rule.byDay.length ? rule.byDay.map((d) => d.day) : [weekdayOf(start)],
    monthly: monthly ? (monthly < 0 ? 'lastNth' : 'nth') : rule?.byMonthDay[0] === -1 ? 'last' : 'day',
    end: rule?.until ? 'until' : rule?.count ? 'count' : 'never',
    until: rule?.until ?? '',
    count: rule?.count ?? 10,
  }
}

export function ruleOfForm(f: RuleForm, start: string): Rule {
  const rule: Rule = {
    freq: f.freq,
    interval: f.interval,
    byDay: [],
    byMonthDay: [],
    byMonth: [],
    count: f.end === 'count' ? f.count : null,
    until: f.end === 'until' && f.until ? f.until : null,
  }
  if (f.freq === 'WEEKLY')
    rule.byDay = weekdays.filter((d) => f.days.includes(d)).map((day) => ({ day, nth: null }))
  if (f.freq === 'MONTHLY') {
    if (f.monthly === 'day') rule.byMonthDay = [dayOfMonth(start)]
    else if (f.monthly === 'last') rule.byMonthDay = [-1]
    else rule.byDay = [{ day: weekdayOf(start), nth: f.monthly === 'lastNth' ? -1 : nthOf(start) }]
  }
  return rule
}
