import type { LinkKind } from '../../scheduling/model.ts'
import { type Lag, lagPattern, lagText, parseLag, type Tongue, type Worth } from './spans.ts'

/** « FD »: from the end of the one to the start of the other (fin, début; finish, start). */
export const linkWords: Record<Tongue, Record<LinkKind, string>> = {
  fr: { fs: 'FD', ss: 'DD', ff: 'FF', sf: 'DF' },
  en: { fs: 'FS', ss: 'SS', ff: 'FF', sf: 'SF' },
}
const kindOf: Record<string, LinkKind> = {
  fd: 'fs',
  fs: 'fs',
  dd: 'ss',
  ss: 'ss',
  ff: 'ff',
  df: 'sf',
  sf: 'sf',
}

export type Predecessor = Lag & { number: number; kind: LinkKind }

/** « 12FD+2j; 14 »: the plain « 14 » is from its end to my start, without a delay. */
export const predecessorsText = (all: readonly Predecessor[], worth: Worth, tongue: Tongue): string =>
  all
    .toSorted((a, b) => a.number - b.number)
    .map((p) => {
      const lag = lagText(p, worth, tongue)
      return `${p.number}${p.kind !== 'fs' || lag ? linkWords[tongue][p.kind] : ''}${lag}`
    })
    .join('; ')

export type Parsed = { ok: true; all: Predecessor[] } | { ok: false; at: string }

/** Reads what a person typed, in either language; says which piece it could not read. */
export function parsePredecessors(text: string, worth: Worth): Parsed {
  const piece = new RegExp(`^(\\d+)\\s*([a-z]{2})?\\s*(${lagPattern})?$`, 'i')
  const all = new Map<number, Predecessor>()
  // A comma parts two pieces unless it stands inside a figure: « 1FD+1,5j ».
  for (const raw of text.split(/[;\n]|,(?!\d+\s*(?:[a-zé]{1,4}|%)\s*(?:[;,\n]|$))/i)) {
    const said = raw.trim()
    if (!said) continue
    const m = piece.exec(said)
    const kind = m?.[2] ? kindOf[m[2].toLowerCase()] : 'fs'
    const lag = m?.[3] ? parseLag(m[3], worth) : { lag: 0, lagUnit: 'work' as const }
    const number = Number(m?.[1])
    if (!m || !kind || !lag || all.has(number)) return { ok: false, at: said }
    all.set(number, { number, kind, ...lag })
  }
  return { ok: true, all: [...all.values()] }
}
