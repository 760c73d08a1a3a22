/** How values enter ClickHouse SQL text here. One place, fuzz-tested against the engine itself. */

/** A string literal. Control characters are spelled out: a NUL would end the query where the library passes it to C. */
export const literal = (value: string): string =>
  `'${value.replace(/[\\'\u0000-\u001f\u007f]/g, (c) => (c === '\\' || c === "'" ? `\\${c}` : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`))}'`

/** An identifier between backticks. */
export const identifier = (name: string): string => `\`${name.replace(/[\\`\u0000-\u001f\u007f]/g, (c) => (c === '\\' || c === '`' ? `\\${c}` : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`))}\``

/** The name of a setting, or an error: names cannot be quoted. */
export function settingName(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) throw new Error(`Code: 115. DB::Exception: Unknown setting ${JSON.stringify(name)}. (UNKNOWN_SETTING)`)
  return name
}
