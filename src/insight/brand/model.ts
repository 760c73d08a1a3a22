/** Colours of a client made fit to be read: whatever was typed in, text stays at 4.5:1 or better (WCAG 2.2, 1.4.3). */

type Rgb = [number, number, number]
const parse = (hex: string): Rgb => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)) as Rgb
const write = (rgb: Rgb) =>
  `#${rgb
    .map((c) =>
      Math.round(Math.min(255, Math.max(0, c)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = parse(hex).map((c) => {
    const s = c / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

export const mix = (a: string, b: string, share: number): string => {
  const [from, to] = [parse(a), parse(b)]
  return write(from.map((c, i) => c + (to[i]! - c) * share) as Rgb)
}

/** The colour itself if it can be read on `ground`, else the nearest towards ink that can. */
export function readable(colour: string, ground = '#ffffff', ratio = 4.5): string {
  const ink = luminance(ground) > 0.18 ? '#000000' : '#ffffff'
  for (let share = 0; share <= 1; share += 0.04) {
    const tried = mix(colour, ink, share)
    if (contrast(tried, ground) >= ratio) return tried
  }
  return ink
}

export type Brand = {
  /** Large surfaces. */
  main: string
  /** Text on `main`. */
  onMain: string
  /** `main` as text or line on white. */
  ink: string
  accent: string
  /** `accent` as text on white. */
  accentInk: string
  /** A breath of the main colour, for backgrounds. */
  tint: string
  /** Marks of charts, apart from each other and from white. */
  series: string[]
}

const six = /^#[0-9a-f]{6}$/i
const paper = '#ffffff'

export function brandOf(colour: string, accent: string): Brand {
  const main = six.test(colour) ? colour.toLowerCase() : '#1f5b4c'
  const second = six.test(accent) ? accent.toLowerCase() : '#a87614'
  const first = readable(main, paper, 3)
  const mark = readable(second, paper, 3)
  // Two near colours cannot be told apart in a chart: the house's brass or blue steps in.
  const other =
    contrast(first, mark) < 1.3 && distance(first, mark) < 90
      ? ['#a87614', '#2c5f9e'].sort((a, b) => distance(b, first) - distance(a, first))[0]!
      : mark
  return {
    main,
    onMain: contrast('#ffffff', main) >= 4.5 ? '#ffffff' : readable(mix(main, '#000000', 0.6), main),
    ink: readable(main),
    accent: second,
    accentInk: readable(second),
    tint: mix(main, paper, 0.93),
    series: [first, other, '#2c5f9e', '#b4513f', '#7a5c93', '#5f8f3e', '#7c776c'],
  }
}

function distance(a: string, b: string): number {
  const [x, y] = [parse(a), parse(b)]
  return Math.hypot(...x.map((c, i) => c - y[i]!))
}
