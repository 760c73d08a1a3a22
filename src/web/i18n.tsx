import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { type Formats, formats } from '#platform/formats.ts'
import {
  formatter,
  type Locale,
  type Matched,
  type Messages,
  preferredLocale,
  type Translate,
} from '#platform/i18n.ts'
import { store } from './store.ts'

type Speech = { locale: Locale; timeZone: string }

const key = 'pupitre.locale'

function stored(): Locale | null {
  try {
    const kept = localStorage.getItem(key)
    return kept === 'fr' || kept === 'en' ? kept : null
  } catch {
    return null
  }
}

export const speech = store<Speech>({
  locale: stored() ?? preferredLocale(navigator.languages),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'Europe/Paris',
})

/** Remembered so that the next first paint, before the session is known, speaks the right language. */
export function setLocale(locale: Locale) {
  try {
    localStorage.setItem(key, locale)
  } catch {
    // Lasts as long as the page.
  }
  speech.set((now) => ({ ...now, locale }))
}

export const setTimeZone = (timeZone: string) =>
  speech.set((now) => (now.timeZone === timeZone ? now : { ...now, timeZone }))

const FormatsContext = createContext<Formats>(formats(speech.get().locale, speech.get().timeZone))

export function Speech({ children }: { children: ReactNode }) {
  const { locale, timeZone } = speech.use()
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  const value = useMemo(() => formats(locale, timeZone), [locale, timeZone])
  return <FormatsContext value={value}>{children}</FormatsContext>
}

/** Figures, sums and dates in the reader's language and time zone. */
export const useFormats = (): Formats => useContext(FormatsContext)
export const useLocale = (): Locale => useContext(FormatsContext).locale

/** `const t = useT(messages)`; `t('key', { count: 3 })`. */
export function useT<M extends Messages>(messages: Matched<M>): Translate<M> {
  const locale = useLocale()
  return useMemo(() => formatter<M>(messages, locale), [messages, locale])
}
