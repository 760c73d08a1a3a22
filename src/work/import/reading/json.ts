import { invalid } from '#platform/errors.ts'
import { isCut, isTooDeep } from './refusals.ts'

const deepest = 64

/** Brackets opened one inside the other, strings left out: a file of a million « [ » would fill the memory once parsed. */
export function isNestedTooDeep(bytes: Uint8Array, most = deepest): boolean {
  let depth = 0
  let inText = false
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i]
    if (inText) {
      if (c === 92) i++
      else if (c === 34) inText = false
    } else if (c === 34) inText = true
    else if (c === 91 || c === 123) {
      if (++depth > most) return true
    } else if (c === 93 || c === 125) depth--
  }
  return false
}

/** @throws INVALID in words for a file cut short, nested without end, or in another encoding. */
export function readJson(bytes: Uint8Array): unknown {
  if (isNestedTooDeep(bytes, 256)) throw isTooDeep()
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    throw invalid({
      fr: 'Ce fichier n’est pas écrit en UTF-8 : un autre programme l’a sans doute réenregistré. Reprenez l’export tel quel.',
      en: 'This file is not written in UTF-8: another program probably saved it again. Use the export as it came.',
    })
  }
  try {
    return JSON.parse(text)
  } catch {
    throw isCut()
  }
}
