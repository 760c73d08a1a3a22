import { slugOf } from '#platform/tenancy/model.ts'

/** Words that tell nothing in an address. */
const small = new Set(
  'a au aux avec ce ces d dans de des du en et l la le les leur n notre nos ou par pour qu s sa ses son sur un une vos votre an and at by for from in of on or our the to with your'.split(
    ' ',
  ),
)

const longest = 32

/**
 * « Campagne Instagram avec des influenceurs » → `campagne-instagram-influenceurs`: what tracked links carry.
 * Small words go, whole words stay, 32 characters at most. Never empty.
 */
export function codeOf(title: string): string {
  const words = slugOf(title.replace(/[’']/g, ' '), 'action').split('-')
  const kept = words.filter((w) => !small.has(w))
  let code = ''
  for (const word of kept.length ? kept : words) {
    const next = code ? `${code}-${word}` : word.slice(0, longest)
    if (next.length > longest) break
    code = next
  }
  return code
}

/** The first free one of `code`, `code-2`, `code-3`… */
export function freeCode(code: string, taken: ReadonlySet<string>): string {
  if (!taken.has(code)) return code
  for (let n = 2; ; n++) if (!taken.has(`${code}-${n}`)) return `${code}-${n}`
}
