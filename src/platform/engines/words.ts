/** What is said before configuration and i18n exist: two languages, French unless the terminal asks for English. */
export type Words = { fr: string; en: string }

export const terminalLocale = (env: NodeJS.ProcessEnv = process.env): 'fr' | 'en' =>
  /^en/i.test(env.PUPITRE_LOCALE || env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'en' : 'fr'

export const inWords = (words: Words): string => words[terminalLocale()]

/** A start that cannot succeed, told in one sentence that says what to do; no stack is shown for it. */
export class StartRefused extends Error {
  override name = 'StartRefused'
  readonly reason: 'busy-data' | 'busy-port' | 'disk-full' | 'read-only' | 'platform' | 'engine'
  constructor(reason: StartRefused['reason'], words: Words, cause?: unknown) {
    super(inWords(words), { cause })
    this.reason = reason
  }
}

/** Turns what the system answers on a bad disk into the sentence for it; anything else comes back unchanged. */
export function diskTrouble(error: unknown, where: string): unknown {
  const code = (error as NodeJS.ErrnoException)?.code
  const text = String((error as Error)?.message ?? error)
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /No space left on device|quota exceeded|Cannot reserve .* bytes/i.test(text)
  )
    return new StartRefused(
      'disk-full',
      {
        fr: `Le disque est plein : libérez de la place pour « ${where} », puis relancez.`,
        en: `The disk is full: free some room for "${where}", then start again.`,
      },
      error,
    )
  if (
    code === 'EROFS' ||
    code === 'EACCES' ||
    code === 'EPERM' ||
    /Read-only file system|Permission denied/i.test(text)
  )
    return new StartRefused(
      'read-only',
      {
        fr: `Impossible d’écrire dans « ${where} » : donnez-en le droit à cet utilisateur, ou choisissez un autre dossier avec PUPITRE_DATA.`,
        en: `Cannot write to "${where}": give this user the right to, or choose another folder with PUPITRE_DATA.`,
      },
      error,
    )
  return error
}
