/** « Firefox, Windows »: enough to recognise one's own device. */
export function deviceOf(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null
  const browser = /Edg\//.test(userAgent)
    ? 'Edge'
    : /OPR\//.test(userAgent)
      ? 'Opera'
      : (/(Firefox|Chrome|Safari)\//.exec(userAgent)?.[1] ?? null)
  const system =
    /(iPhone|iPad|Android|Windows|Mac OS X|Linux)/.exec(userAgent)?.[1]?.replace('Mac OS X', 'macOS') ?? null
  return browser && system ? `${browser}, ${system}` : (browser ?? system ?? userAgent.slice(0, 60))
}
