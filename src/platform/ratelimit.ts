/**
 * A bucket of tokens per address: bursts pass, floods do not. Kept in memory, per process: it protects the machine,
 * while sign-in has its own limits in the database. @returns seconds to wait, 0 when let through.
 */
export function rateLimiter(burst = 600, perSecond = 120, clock = () => Date.now()) {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (address: string): number => {
    const now = clock()
    const b = buckets.get(address) ?? { tokens: burst, at: now }
    b.tokens = Math.min(burst, b.tokens + ((now - b.at) / 1000) * perSecond)
    b.at = now
    // Re-inserted at the end, so that the oldest come first when room is made.
    buckets.delete(address)
    if (buckets.size > 50_000) for (const old of [...buckets.keys()].slice(0, 25_000)) buckets.delete(old)
    buckets.set(address, b)
    if (b.tokens < 1) return Math.max(1, Math.ceil((1 - b.tokens) / perSecond))
    b.tokens -= 1
    return 0
  }
}
