import { createHash } from 'node:crypto'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import type { Config } from './config.ts'
import type { Locale } from './scope.ts'

type Verdict = { ok: true } | { ok: false; fr: string; en: string }

let estimator:
  | Promise<
      (password: string, about: string[]) => { score: number; warning: string | null; suggestions: string[] }
    >
  | undefined

/** The estimator and its French and common word lists weigh several megabytes: loaded at the first password. */
function loadEstimator() {
  estimator ??= (async () => {
    const [{ ZxcvbnFactory }, common, french] = await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
      import('@zxcvbn-ts/language-fr'),
    ])
    const judge = new ZxcvbnFactory({
      dictionary: { ...common.dictionary, ...french.dictionary },
      graphs: common.adjacencyGraphs,
      translations: french.translations,
      useLevenshteinDistance: true,
    })
    return (password, about) => {
      const { score, feedback } = judge.check(password, about)
      return { score, warning: feedback.warning, suggestions: feedback.suggestions }
    }
  })()
  return estimator
}

/** Refuses what would fall in under some 10⁸ guesses (zxcvbn score below 3), saying why. `about` = words the attacker tries first. */
export async function judge(password: string, about: string[] = []): Promise<Verdict> {
  if (password.length < 10)
    return { ok: false, fr: 'Choisissez au moins 10 caractères.', en: 'Choose at least 10 characters.' }
  const { score, warning, suggestions } = (await loadEstimator())(password.slice(0, 100), [
    'pupitre',
    ...about,
  ])
  if (score >= 3) return { ok: true }
  const why = [warning, ...suggestions].filter(Boolean).join(' ')
  return {
    ok: false,
    fr: `Ce mot de passe se devine trop vite. ${why} Quatre mots sans rapport entre eux font un bon mot de passe.`.replace(
      /\s+/g,
      ' ',
    ),
    en: 'This password is too easy to guess. Avoid common words, names, dates and keyboard patterns: four unrelated words make a good one.',
  }
}

/** Asks haveibeenpwned.com with the first 5 hex digits of the SHA-1 (k-anonymity); only where the administrator allows it. Silent when unreachable. */
export async function isBreached(
  password: string,
  range = 'https://api.pwnedpasswords.com/range',
): Promise<boolean> {
  const sha = createHash('sha1').update(password).digest('hex').toUpperCase()
  try {
    const answer = await fetch(`${range}/${sha.slice(0, 5)}`, {
      signal: AbortSignal.timeout(2_000),
      headers: { 'add-padding': 'true' },
    })
    return (
      answer.ok &&
      (await answer.text()).split('\n').some((l) => l.startsWith(sha.slice(5)) && !/:0\s*$/.test(l))
    )
  } catch {
    return false
  }
}

const setsPassword: Record<string, string> = {
  '/sign-up/email': 'password',
  '/reset-password': 'newPassword',
  '/change-password': 'newPassword',
  '/set-password': 'newPassword',
}

/** Runs before every route of better-auth that sets a password. */
export const judgePassword = (config: Config) =>
  createAuthMiddleware(async (ctx) => {
    const field = setsPassword[ctx.path]
    if (!field) return
    const body = ctx.body as Record<string, string>
    const locale: Locale = /^en/i.test(ctx.headers?.get('accept-language') ?? '') ? 'en' : 'fr'
    const password = String(body[field] ?? '')
    const verdict = await judge(password, [body.email ?? '', body.name ?? ''].filter(Boolean))
    if (!verdict.ok) throw new APIError('BAD_REQUEST', { code: 'WEAK_PASSWORD', message: verdict[locale] })
    if (config.checkBreaches && (await isBreached(password)))
      throw new APIError('BAD_REQUEST', {
        code: 'BREACHED_PASSWORD',
        message:
          locale === 'fr'
            ? 'Ce mot de passe figure dans une fuite connue. Choisissez-en un autre.'
            : 'This password appears in a known breach. Choose another.',
      })
  })
