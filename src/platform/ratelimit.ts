/**
 * A bucket of tokens per address: bursts pass, floods do not. Kept in memory, per process: it protects the machine,
 * while sign-in has its own limits in the database.
 */
export function rateLimiter(burst = 600, perSecond = 120, clock = () => Date.now()) {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (address: string): boolean => {
    const now = clock()
    const b = buckets.get(address) ?? { tokens: burst, at: now }
    b.tokens = Math.min(burst, b.tokens + ((now - b.at) / 1000) * perSecond)
    b.at = now
    if (buckets.size > 50_000) buckets.clear()
    buckets.set(address, b)
    if (b.tokens < 1) return false
    b.tokens -= 1
    return true
  }
}
