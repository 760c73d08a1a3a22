import { inWords, StartRefused, terminalLocale, type Words } from '../platform/engines/words.ts'
import { Refusal } from '../platform/errors.ts'

/** What a command answers to the shell; written in --help. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notFound: 3, refused: 4 } as const

/** A command given in a way that cannot work. */
export class WrongUsage extends Error {
  constructor(words: Words) {
    super(inWords(words))
  }
}

export const inform = (words: Words): boolean => process.stderr.write(`${inWords(words)}\n`)

/** Prints what a command found: a JSON document for programs, a sentence for people. Nothing else goes to stdout. */
export function print(json: boolean | undefined, data: unknown, words: Words): void {
  process.stdout.write(json ? `${JSON.stringify(data)}\n` : `${inWords(words)}\n`)
}

/** Says what went wrong, and gives the exit code for it. */
export function explain(error: unknown): number {
  const e = error as Error & { code?: string }
  if (e instanceof Refusal) {
    process.stderr.write(`${e.in(terminalLocale()).message}\n`)
    return e.code === 'NOT_FOUND' || e.code === 'GONE' ? exitCodes.notFound : exitCodes.refused
  }
  process.stderr.write(`${process.env.PUPITRE_DEBUG ? e.stack : (e?.message ?? String(error))}\n`)
  if (e instanceof StartRefused) return exitCodes.refused
  if (e instanceof WrongUsage) return exitCodes.usage
  if (e?.code === 'ENOENT') return exitCodes.notFound
  return exitCodes.failed
}

/** One line from stdin: a password never stands on the command line, which every user of the machine can read. */
export async function lineFromStdin(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk
  return text.replace(/\r?\n$/, '')
}
