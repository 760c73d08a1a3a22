/** Chance that falls the same way each time (mulberry32): the demo tells the same story to everybody. */
export function chance(seed: number) {
  let a = seed >>> 0
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const hex = (n: number) => Array.from({ length: n }, () => Math.floor(next() * 16).toString(16)).join('')
  return {
    next,
    between: (low: number, high: number) => low + next() * (high - low),
    /** A whole number near a mean, as many as come by in a day. */
    near: (mean: number) => {
      const whole = Math.floor(mean * (0.82 + 0.36 * next()))
      return whole + (next() < mean - Math.floor(mean) ? 1 : 0)
    },
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    /** By weight. */
    draw: <K extends string>(weights: Readonly<Record<K, number>>): K => {
      const keys = Object.keys(weights) as K[]
      let rest = next() * keys.reduce((n, k) => n + weights[k], 0)
      for (const k of keys) {
        rest -= weights[k]
        if (rest < 0) return k
      }
      return keys.at(-1) as K
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    visitor: () => BigInt(`0x${hex(15)}`).toString(),
  }
}
export type Chance = ReturnType<typeof chance>
