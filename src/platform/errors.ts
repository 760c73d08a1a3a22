import { ORPCError } from '@orpc/server'
import { typography } from './i18n.ts'

/** A sentence in both languages of the product; the gate picks the reader's. */
export type Said = { fr: string; en: string }

const codes = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVALID: 422,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  GONE: 410,
} as const

export type RefusalCode = keyof typeof codes

/** An expected "no": a status, a sentence that says what to do, and what a program needs to know. */
export class Refusal extends ORPCError<RefusalCode, unknown> {
  readonly said: Said
  constructor(code: RefusalCode, said: Said, data?: unknown) {
    super(code, { status: codes[code], message: said.fr, data })
    this.said = said
  }
  /** The same refusal in the reader's language. */
  in(locale: 'fr' | 'en'): ORPCError<RefusalCode, unknown> {
    return new ORPCError(this.code, {
      status: this.status,
      message: typography(this.said[locale], locale),
      data: this.data,
    })
  }
}

export const notFound = (what: string) =>
  new Refusal(
    'NOT_FOUND',
    {
      fr: 'Introuvable : cet élément n’existe pas, ou vous n’y avez pas accès.',
      en: 'Not found: this does not exist, or you have no access to it.',
    },
    { what },
  )

export const forbidden = (right: string) =>
  new Refusal(
    'FORBIDDEN',
    {
      fr: 'Votre rôle ne permet pas cette action. Demandez à un administrateur de l’espace.',
      en: 'Your role does not allow this. Ask an administrator of the workspace.',
    },
    { right },
  )

export const invalid = (said: Said, data?: unknown) => new Refusal('INVALID', said, data)

/** Somebody else changed the row first; `current` is what it now holds. */
export const stale = (current: unknown) =>
  new Refusal(
    'CONFLICT',
    {
      fr: 'Quelqu’un a modifié cet élément entre-temps. Voici sa version actuelle : reprenez votre changement dessus.',
      en: 'Somebody changed this in the meantime. Here is the current version: make your change on it again.',
    },
    { current },
  )
