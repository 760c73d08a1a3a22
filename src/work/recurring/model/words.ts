import type { Translate } from '#platform/i18n.ts'
import type { messages } from '../messages.ts'
import { type Rule, type Weekday, weekdays } from '../model.ts'

type T = Translate<typeof messages>

/** A Monday; the other days follow. */
const monday = Date.UTC(2026, 10, 23)
export const weekdayName = (day: Weekday, locale: string, style: 'long' | 'short' = 'long') =>
  new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(
    monday + weekdays.indexOf(day) * 86_400_000,
  )
const monthName = (month: number, locale: string) =>
  new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1, 15))
const list = (items: string[], locale: string) =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(items)

/** A rule in words: « toutes les 2 semaines, le lundi et jeudi, jusqu’au 3 mars 2027 ». */
export function ruleWords(rule: Rule, t: T, locale: 'fr' | 'en', date: (day: string) => string): string {
  let words = t(rule.freq, { n: rule.interval })
  const plainDays = rule.byDay.filter((d) => d.nth === null).map((d) => d.day)
  if (plainDays.length === 5 && weekdays.slice(0, 5).every((d) => plainDays.includes(d)))
    words = t('workdays', { base: words })
  else if (rule.byDay.length)
    words = t('onDays', {
      base: words,
      days: list(
        rule.byDay.map(({ day, nth }) => {
          const name = weekdayName(day, locale)
          return nth === null ? t('weekday', { day: name }) : t('nth', { nth: String(nth), day: name })
        }),
        locale,
      ),
    })
  if (rule.byMonthDay.length)
    words = t('onDays', {
      base: words,
      days: list(
        rule.byMonthDay.map((n) => (n < 0 ? t('lastDay') : t('monthDay', { n }))),
        locale,
      ),
    })
  if (rule.byMonth.length)
    words = t('inMonths', {
      base: words,
      months: list(
        rule.byMonth.map((m) => monthName(m, locale)),
        locale,
      ),
    })
  if (rule.until) words = t('until', { base: words, day: date(rule.until) })
  if (rule.count) words = t('count', { base: words, n: rule.count })
  return words
}
