import { ORPCError } from '@orpc/client'
import { type Locale, typography } from '../i18n.ts'

type Issue = {
  code?: string
  path?: PropertyKey[]
  message: string
  origin?: string
  format?: string
  minimum?: number | bigint | string
  maximum?: number | bigint | string
  inclusive?: boolean
  exact?: boolean
  expected?: string
  values?: unknown[]
  keys?: string[]
  divisor?: number
  input?: unknown
}

const kinds: Record<string, [string, string]> = {
  string: ['du texte', 'text'],
  number: ['un nombre', 'a number'],
  int: ['un nombre entier', 'a whole number'],
  boolean: ['vrai ou faux', 'true or false'],
  array: ['une liste', 'a list'],
  object: ['un objet', 'an object'],
  record: ['un objet', 'an object'],
  date: ['une date', 'a date'],
}
const formats: Record<string, [string, string]> = {
  email: ['Cette adresse électronique n’est pas valable.', 'This e-mail address is not valid.'],
  url: ['Cette adresse web n’est pas valable (https://…).', 'This web address is not valid (https://…).'],
  uuid: ['Cet identifiant n’est pas valable.', 'This identifier is not valid.'],
  date: ['Cette date n’est pas valable (AAAA-MM-JJ).', 'This date is not valid (YYYY-MM-DD).'],
  datetime: ['Cet instant n’est pas valable (ISO 8601).', 'This instant is not valid (ISO 8601).'],
}

const bound = (v: Issue['minimum'], origin: string | undefined) =>
  origin === 'date' && typeof v === 'number' ? new Date(v).toISOString().slice(0, 10) : String(v)

/** One fault of the input, in a sentence (zod 4 issue codes). */
function sentence(i: Issue): [string, string] {
  switch (i.code) {
    case 'invalid_type': {
      if (/received (undefined|null)/.test(i.message))
        return ['Ce champ est obligatoire.', 'This field is required.']
      const [fr, en] = kinds[i.expected ?? ''] ?? [i.expected ?? '?', i.expected ?? '?']
      return [`Il faut ici ${fr}.`, `This must be ${en}.`]
    }
    case 'too_small': {
      const n = bound(i.minimum, i.origin)
      if (i.origin === 'string')
        return Number(i.minimum) <= 1
          ? ['Ce champ est obligatoire.', 'This field is required.']
          : [`Au moins ${n} caractères.`, `At least ${n} characters.`]
      if (i.origin === 'array' || i.origin === 'set')
        return [
          `Au moins ${n} élément${Number(n) > 1 ? 's' : ''}.`,
          `At least ${n} item${Number(n) > 1 ? 's' : ''}.`,
        ]
      if (i.origin === 'date') return [`Pas avant le ${n}.`, `Not before ${n}.`]
      return i.inclusive === false
        ? [`Plus de ${n}.`, `More than ${n}.`]
        : [`Au moins ${n}.`, `At least ${n}.`]
    }
    case 'too_big': {
      const n = bound(i.maximum, i.origin)
      if (i.origin === 'string') return [`Au plus ${n} caractères.`, `At most ${n} characters.`]
      if (i.origin === 'array' || i.origin === 'set')
        return [
          `Au plus ${n} élément${Number(n) > 1 ? 's' : ''}.`,
          `At most ${n} item${Number(n) > 1 ? 's' : ''}.`,
        ]
      if (i.origin === 'date') return [`Pas après le ${n}.`, `Not after ${n}.`]
      return i.inclusive === false
        ? [`Moins de ${n}.`, `Less than ${n}.`]
        : [`Au plus ${n}.`, `At most ${n}.`]
    }
    case 'invalid_format':
      return formats[i.format ?? ''] ?? ['Le format n’est pas le bon.', 'The format is not right.']
    case 'not_multiple_of':
      return [`Il faut un multiple de ${i.divisor}.`, `This must be a multiple of ${i.divisor}.`]
    case 'invalid_value': {
      const values = (i.values ?? []).slice(0, 12).map(String).join(', ')
      return [`Valeur inconnue. Choisissez parmi : ${values}.`, `Unknown value. Choose one of: ${values}.`]
    }
    case 'unrecognized_keys':
      return [`Champ inconnu : ${i.keys?.join(', ')}.`, `Unknown field: ${i.keys?.join(', ')}.`]
    default:
      return ['Cette valeur n’est pas acceptée.', 'This value is not accepted.']
  }
}

/** What is wrong with the input, in the reader's language; each issue keeps its path and code. Other errors pass through. */
export function inWords<E extends ORPCError<string, unknown>>(
  e: E,
  locale: Locale,
): ORPCError<string, unknown> {
  const found = (e.data as { issues?: Issue[] } | null | undefined)?.issues
  if (e.code !== 'BAD_REQUEST' || !Array.isArray(found)) return e
  const issues = found.map(({ input: _, ...i }) => {
    const [fr, en] = sentence(i)
    return { ...i, path: i.path ?? [], message: locale === 'fr' ? typography(fr, 'fr') : en }
  })
  const first = issues[0]
  const where = first?.path.map(String).join('.')
  const lead = locale === 'fr' ? 'Vérifiez votre saisie' : 'Check what you entered'
  const message = `${lead} : ${where ? `${where} : ` : ''}${first?.message ?? ''}`
  return new ORPCError('BAD_REQUEST', {
    status: e.status,
    message: locale === 'fr' ? typography(message, 'fr') : message.replaceAll(' : ', ': '),
    data: { issues },
  })
}
