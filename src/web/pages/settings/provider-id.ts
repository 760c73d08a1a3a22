/** What the server takes for a domain. */
const domain = /^([a-z0-9-]+\.)+[a-z]{2,}$/

/** What was typed or pasted, down to the domain; undefined while it is not one. */
export function domainOf(typed: string): string | undefined {
  const found = typed.trim().toLowerCase().replace(/^.*@/, '')
  return domain.test(found) ? found : undefined
}

/**
 * A provider's identifier stands in the callback address, which is copied to the provider before anything is saved:
 * it must be the same each time the form is opened, and nobody else's.
 */
export function providerIdFor(
  domain: string,
  workspaceId: string,
  taken: readonly { providerId: string }[],
): string {
  const stem = `${domain.replaceAll('.', '-').replace(/^-+/, '').slice(0, 28)}-${workspaceId.slice(-8)}`
  const used = new Set(taken.map(({ providerId }) => providerId))
  if (!used.has(stem)) return stem
  let n = 2
  while (used.has(`${stem}-${n}`)) n++
  return `${stem}-${n}`
}
