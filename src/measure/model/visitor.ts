/** A visit ends after half an hour without a sign of life. The visitor's hash lasts a day of the site, so a visit does not cross midnight. */
export const visitGapMs = 30 * 60_000

/**
 * What is left of an address before anything else reads it: two bytes of four for IPv4, five of sixteen for IPv6
 * (CNIL, exemption for audience measurement: at least the last two bytes are masked). A host name keeps its last two labels.
 */
export function truncateAddress(address: string): string {
  const a = address.startsWith('::ffff:') ? address.slice(7) : address
  const four = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(a)
  if (four) return `${four[1]}.${four[2]}.0.0`
  if (a.includes(':')) return sixBytes(a)
  return a.toLowerCase().split('.').slice(-2).join('.')
}

function sixBytes(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const front = head ? head.split(':') : []
  const back = tail ? tail.split(':') : []
  const middle =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
  const groups = [...front, ...middle, ...back].map((g) => Number.parseInt(g || '0', 16) || 0)
  const [a = 0, b = 0, c = 0] = groups
  return `${a.toString(16)}:${b.toString(16)}:${(c & 0xff00).toString(16)}::`
}

/** `www.Exemple.fr:8080` → `exemple.fr`: what two addresses of the same site have in common. */
export const hostOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '')

export const sameSite = (host: string, site: string) => host === site || host.endsWith(`.${site}`)
