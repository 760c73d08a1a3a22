import { IntlMessageFormat } from 'intl-messageformat'

export type Locale = 'fr' | 'en'
export const locales = ['fr', 'en'] as const satisfies readonly Locale[]

export type Messages = { readonly fr: Record<string, string>; readonly en: Record<string, string> }
/** English says exactly what French says: a key missing on either side does not compile. */
export type Matched<M extends Messages> = M & {
  readonly fr: Record<keyof M['en'], string>
  readonly en: Record<keyof M['fr'], string>
}
export type Key<M extends Messages> = keyof M['fr'] & string
export type Params = Record<string, string | number | boolean | Date | null | undefined>
export type Translate<M extends Messages> = (key: Key<M>, params?: Params) => string

/** The tag Intl understands; English is British so that days come before months. */
export const intlTag: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' }

const thin = '\u202f'

/** French typography: narrow no-break spaces before ; : ! ? » % € and after «. Other locales pass through. */
export function typography(text: string, locale: Locale): string {
  if (locale !== 'fr') return text
  return text.replace(/[ \u00a0]([;:!?»%€])/g, `${thin}$1`).replace(/«[ \u00a0]/g, `«${thin}`)
}

const compiled = new WeakMap<Messages, Map<string, IntlMessageFormat>>()

function compile(messages: Messages, locale: Locale, key: string, source: string): IntlMessageFormat {
  const cache = compiled.get(messages) ?? new Map<string, IntlMessageFormat>()
  compiled.set(messages, cache)
  const id = `${locale} ${key}`
  let message = cache.get(id)
  if (!message) {
    message = new IntlMessageFormat(source, intlTag[locale], undefined, { ignoreTag: true })
    cache.set(id, message)
  }
  return message
}

/** `t(key, params)` over ICU messages; a missing parameter shows the raw message rather than break the page. */
export function formatter<M extends Messages>(messages: Matched<M>, locale: Locale): Translate<M> {
  return (key, params) => {
    const source = messages[locale][key] ?? messages.fr[key] ?? key
    if (!params && !source.includes('{')) return typography(source, locale)
    try {
      return typography(String(compile(messages, locale, key, source).format(params)), locale)
    } catch {
      return typography(source, locale)
    }
  }
}

/** The first of ours that a browser or an Accept-Language header asks for; French otherwise. */
export function preferredLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.trim().slice(0, 2).toLowerCase()
    if (language === 'fr' || language === 'en') return language
  }
  return 'fr'
}

/** The same, from a header as it came. */
export const localeIn = (header: string | string[] | null | undefined): Locale =>
  preferredLocale(String(header ?? '').split(','))
