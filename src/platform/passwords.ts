import { createHash } from 'node:crypto'
import type { GenericEndpointContext } from '@better-auth/core'
import { APIError, getSessionFromCtx } from 'better-auth/api'
import type { Config } from './config.ts'
import { localeIn, typography } from './i18n.ts'

type Verdict = { ok: true } | { ok: false; fr: string; en: string }
type Reasons = { fr: string[]; en: string[] }

/** The estimator speaks French by its own package; English is said here. */
const english: Record<string, string> = {
  straightRow: 'Straight rows of keys are easy to guess.',
  keyPattern: 'Short keyboard patterns are easy to guess.',
  simpleRepeat: 'Repeated characters like "aaa" are easy to guess.',
  extendedRepeat: 'Repeated patterns like "abcabcabc" are easy to guess.',
  sequences: 'Avoid common sequences like "abc" or "6543".',
  recentYears: 'Avoid recent years.',
  dates: 'Avoid dates, above all those linked to you.',
  topTen: 'This password is used everywhere.',
  topHundred: 'This password is used very often.',
  common: 'This password is commonly used.',
  similarToCommon: 'This resembles a commonly used password.',
  wordByItself: 'A word by itself is easy to guess.',
  namesByThemselves: 'Names by themselves are easy to guess.',
  commonNames: 'Common names are easy to guess.',
  userInputs: 'Leave out what is known of you or of this site.',
  l33t: 'Predictable swaps like "@" for "a" help little.',
  reverseWords: 'Words spelled backwards help little.',
  allUppercase: 'Capitalise some letters, not all of them.',
  capitalization: 'Capitalise more than the first letter.',
  associatedYears: 'Avoid years linked to you.',
  repeated: 'Avoid repeated words and characters.',
  longerKeyboardPattern: 'Use longer keyboard patterns that change direction.',
  anotherWord: 'Add less common words.',
  useWords: 'Use several words, but no common phrase.',
  noNeed: '',
}

let estimator: Promise<(password: string, about: string[]) => { score: number; why: Reasons }> | undefined

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
      useLevenshteinDistance: true,
    })
    const { warnings, suggestions } = french.translations
    const said: Record<string, string> = { ...suggestions, ...warnings, noNeed: '' }
    return (password, about) => {
      const { score, feedback } = judge.check(password, about)
      const keys = [feedback.warning, ...feedback.suggestions].filter((k): k is string => Boolean(k))
      const sentences = (table: Record<string, string>) =>
        [...new Set(keys.map((k) => table[k]).filter((s): s is string => Boolean(s)))].map((s) =>
          s.replace(/([^.)])$/, '$1.'),
        )
      return { score, why: { fr: sentences(said), en: sentences(english) } }
    }
  })()
  return estimator
}

/** Refuses what would fall in under some 10⁸ guesses (zxcvbn score below 3), saying why. `about` = words the attacker tries first. */
export async function judge(password: string, about: string[] = []): Promise<Verdict> {
  if (password.length < 10)
    return { ok: false, fr: 'Choisissez au moins 10 caractères.', en: 'Choose at least 10 characters.' }
  const words = about.flatMap((a) => [a, ...a.split(/[\s@._-]+/)]).filter((w) => w.length > 2)
  // Beyond 100 characters the estimator takes seconds, and nothing of that length is guessed.
  const { score, why } = (await loadEstimator())(password.slice(0, 100), ['pupitre', ...words])
  if (score >= 3) return { ok: true }
  return {
    ok: false,
    fr: typography(
      `Ce mot de passe se devine trop vite. ${why.fr.join(' ')} Quatre mots sans rapport entre eux font un bon mot de passe.`.replace(
        / +/g,
        ' ',
      ),
      'fr',
    ),
    en: `This password is too easy to guess. ${why.en.join(' ')} Four unrelated words make a good one.`.replace(
      / +/g,
      ' ',
    ),
  }
}

/**
 * Asks a range service in the manner of haveibeenpwned.com with the first 5 hex digits of the SHA-1 (k-anonymity);
 * only where the administrator allows it. Silent when unreachable: signing up does not depend on an outside service.
 */
async function isBreached(password: string, range: string): Promise<boolean> {
  const sha = createHash('sha1').update(password).digest('hex').toUpperCase()
  try {
    const answer = await fetch(`${range.replace(/\/$/, '')}/${sha.slice(0, 5)}`, {
      signal: AbortSignal.timeout(2_000),
      headers: { 'add-padding': 'true' },
    })
    const lines = answer.ok ? (await answer.text()).split('\n') : []
    return lines.some((l) => l.toUpperCase().startsWith(sha.slice(5)) && !/:0\s*$/.test(l))
  } catch {
    return false
  }
}

/** Everything a new password must pass. */
export async function examine(config: Config, password: string, about: string[] = []): Promise<Verdict> {
  const verdict = await judge(password, about)
  if (!verdict.ok || !config.checkBreaches || !(await isBreached(password, config.checkBreaches)))
    return verdict
  return {
    ok: false,
    fr: 'Ce mot de passe figure dans une fuite connue : les attaquants l’essaient en premier. Choisissez-en un autre.',
    en: 'This password appears in a known breach: attackers try it first. Choose another.',
  }
}

const setsPassword: Record<string, string> = {
  '/reset-password': 'newPassword',
  '/change-password': 'newPassword',
}

/** Runs before every route of better-auth that sets a password. */
export const examinePassword =
  (config: Config) =>
  async (ctx: GenericEndpointContext): Promise<void> => {
    const field = setsPassword[ctx.path]
    if (!field) return
    const body = ctx.body as Record<string, string | undefined>
    const verdict = await examine(config, String(body[field] ?? ''), await aboutWhom(ctx, body.token))
    if (!verdict.ok)
      throw new APIError('BAD_REQUEST', {
        code: 'WEAK_PASSWORD',
        message: verdict[localeIn(ctx.headers?.get('accept-language'))],
      })
  }

/** The person whose password it is: their name and address are the first things an attacker tries. */
async function aboutWhom(ctx: GenericEndpointContext, token: string | undefined): Promise<string[]> {
  const { internalAdapter } = ctx.context
  const userId = token && (await internalAdapter.findVerificationValue(`reset-password:${token}`))?.value
  const user = userId
    ? await internalAdapter.findUserById(userId)
    : (await getSessionFromCtx(ctx).catch(() => null))?.user
  return user ? [user.email, user.name] : []
}
