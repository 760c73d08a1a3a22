const channel = (hex: string) => {
  const c = Number.parseInt(hex, 16) / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}
/** Relative luminance, WCAG 2.2. */
const luminance = (colour: string) =>
  0.2126 * channel(colour.slice(1, 3)) +
  0.7152 * channel(colour.slice(3, 5)) +
  0.0722 * channel(colour.slice(5, 7))
const contrast = (a: string, b: string) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Black or white, whichever reads better on a colour we did not choose. */
export const inkOn = (colour: string) =>
  contrast(colour, '#ffffff') >= contrast(colour, '#1c1b19') ? '#ffffff' : '#1c1b19'

/** The colour itself where it can be read on white (4.5:1), darkened until it can be otherwise. */
export function readableOnWhite(colour: string): string {
  let now = colour
  for (let n = 0; n < 20 && contrast(now, '#ffffff') < 4.5; n++)
    now = `#${[1, 3, 5]
      .map((i) =>
        Math.round(Number.parseInt(now.slice(i, i + 2), 16) * 0.9)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`
  return now
}
