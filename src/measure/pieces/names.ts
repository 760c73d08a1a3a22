import type { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { EffectKey } from '../model.ts'

type T = ReturnType<typeof useT<typeof messages>>
const said = (t: T, key: string, otherwise: string) =>
  key in messages.fr ? t(key as keyof typeof messages.fr) : otherwise

/** The country of two letters, in the reader's language. */
function countryName(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** What a key of a report is called. */
export function nameOf(t: T, by: EffectKey, key: string, label: string, locale = 'fr'): string {
  if (by === 'channel') return said(t, `channel.${key}`, key)
  if (by === 'device') return said(t, `device.${key}`, key || t('key.unknown'))
  if (by === 'country') return key ? countryName(locale, key) : t('key.unknown')
  if (by === 'source') return key || t('key.direct')
  return label || key || t('key.none')
}
