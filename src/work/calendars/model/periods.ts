/** Working hours as people type them: « 9:00–12:30, 14:00–17:30 », « 9h-12h30 14h-17h30 », « 9-12 ». */

const clock = (minute: number) =>
  `${Math.floor((minute % 1440) / 60)}:${String(minute % 60).padStart(2, '0')}`

export const periodsText = (periods: readonly (readonly [number, number])[]): string =>
  periods.map(([from, to]) => `${clock(from)}–${to === 1440 ? '24:00' : clock(to)}`).join(', ')

const hour = String.raw`(\d{1,2})(?:\s*(?:[:.h]|heures?)\s*(\d{2})?)?`
const span = new RegExp(String.raw`${hour}\s*(?:[-–—]|à|to)\s*${hour}`, 'gi')

function minuteOf(hours: string, minutes: string | undefined): number | undefined {
  const [h, m] = [Number(hours), Number(minutes ?? 0)]
  return h > 24 || m > 59 || h * 60 + m > 1440 ? undefined : h * 60 + m
}

/** Nothing typed is a day off; undefined is what cannot be read. An end before its start is on the next day. */
export function readPeriods(text: string): [number, number][] | undefined {
  const found: [number, number][] = []
  const rest = text.replace(
    span,
    (_, h1: string, m1: string | undefined, h2: string, m2: string | undefined) => {
      const from = minuteOf(h1, m1)
      const to = minuteOf(h2, m2)
      if (from === undefined || to === undefined || from === to) return '!'
      found.push([from, to > from ? to : to + 1440])
      return ''
    },
  )
  if (!/^[\s,;/+&]*(?:(?:et|and)[\s,;/]*)*$/i.test(rest)) return undefined
  found.sort((a, b) => a[0] - b[0])
  const apart = found.every(
    ([from, to], i) => (i === 0 || found[i - 1]![1] <= from) && from < 1440 && to <= 2880,
  )
  return apart && found.length <= 8 ? found : undefined
}
