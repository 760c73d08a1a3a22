const bare = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, ' ').toLowerCase()

/**
 * How well a label answers what is typed: 0 for not at all. Every word typed must begin a word of the label or of its other
 * words; the start of the label counts most.
 */
export function score(query: string, label: string, words = ''): number {
  const sought = bare(query).split(/\s+/).filter(Boolean)
  if (sought.length === 0) return 1
  const own = bare(label).split(/[^\p{L}\p{N}]+/u)
  const others = bare(words).split(/[^\p{L}\p{N}]+/u)
  let sum = 0
  for (const word of sought) {
    const place = own.findIndex((one) => one.startsWith(word))
    if (place >= 0) sum += place === 0 ? 4 : 3
    else if (others.some((one) => one.startsWith(word))) sum += 1.5
    else if (word.length > 2 && own.some((one) => one.includes(word))) sum += 1
    else return 0
  }
  return sum / sought.length + (bare(label).startsWith(bare(query).trim()) ? 1 : 0)
}
