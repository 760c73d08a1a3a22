/** How values enter ClickHouse SQL text here. One place, fuzz-tested against the engine itself. */

// Control characters are spelled out: a NUL would end the query where the library passes it to C.
const spell = (text: string, quote: "'" | '`'): string =>
  text.replace(/[\\'`]|\p{Cc}/gu, (c) => {
    if (c === '\\' || c === quote) return `\\${c}`
    const code = c.charCodeAt(0)
    return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : c
  })

export const literal = (value: string): string => `'${spell(value, "'")}'`

export const identifier = (name: string): string => `\`${spell(name, '`')}\``

/** The name of a setting, or an error: names cannot be quoted. */
export function settingName(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name))
    throw new Error(`Code: 115. DB::Exception: Unknown setting ${JSON.stringify(name)}. (UNKNOWN_SETTING)`)
  return name
}
