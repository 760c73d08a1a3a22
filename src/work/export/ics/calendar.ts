/** A calendar as RFC 5545 writes it: lines of 75 octets, CRLF, text escaped, instants in UTC. */
export type IcsLine = [name: string, value: string]
export type IcsPart = { name: 'VEVENT' | 'VTODO'; lines: IcsLine[] }

const encoder = new TextEncoder()

/** §3.1: no line longer than 75 octets; a letter of several octets is never cut. */
export function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const letter of line) {
    const octets = encoder.encode(letter).length
    // The space that begins a continued line counts.
    if (size + octets > 75) {
      parts.push(part)
      part = ' '
      size = 1
    }
    part += letter
    size += octets
  }
  parts.push(part)
  return parts.join('\r\n')
}

/** §3.3.11: what a text may not hold as it is. */
export const text = (value: string): string =>
  value
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/[\\;,]/g, (c) => `\\${c}`)
    .replaceAll('\n', '\\n')

/** §3.3.4 and §3.3.5. */
export const day = (d: string): string => d.replaceAll('-', '')
export const instant = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

export function writeCalendar(o: { name: string; locale: 'fr' | 'en'; parts: readonly IcsPart[] }): string {
  const lines: IcsLine[] = [
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', `-//Pupitre//Pupitre//${o.locale.toUpperCase()}`],
    ['CALSCALE', 'GREGORIAN'],
    ['METHOD', 'PUBLISH'],
    ['NAME', text(o.name)],
    ['X-WR-CALNAME', text(o.name)],
    ['REFRESH-INTERVAL;VALUE=DURATION', 'PT1H'],
    ['X-PUBLISHED-TTL', 'PT1H'],
    ...o.parts.flatMap((p): IcsLine[] => [['BEGIN', p.name], ...p.lines, ['END', p.name]]),
    ['END', 'VCALENDAR'],
  ]
  return lines.map(([name, value]) => `${folded(`${name}:${value}`)}\r\n`).join('')
}
