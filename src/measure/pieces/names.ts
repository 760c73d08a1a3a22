import type { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { EffectKey } from '../model.ts'

type T = ReturnType<typeof useT<typeof messages>>
const said = (t: T, key: string, otherwise: string) =>
  key in messages.fr ? t(key as keyof typeof messages.fr) : otherwise

/** What a key of a report is called. */
export function nameOf(t: T, by: EffectKey, key: string, label: string): string {
  if (by === 'channel') return said(t, `channel.${key}`, key)
  if (by === 'device') return said(t, `device.${key}`, key || t('key.unknown'))
  if (by === 'source') return key || t('key.direct')
  return label || key || t('key.none')
}
