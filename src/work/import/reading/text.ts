export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]
export type Decoded = {
  text: string
  encoding: Encoding /** Letters that could not be read. */
  damaged: number
}

const decode = (bytes: Uint8Array, encoding: Encoding) =>
  new TextDecoder(encoding).decode(bytes).replaceAll('\0', '').toWellFormed()

/** The text of a file, whatever wrote it: UTF-8 or UTF-16 with or without mark, else what Windows writes in the West. */
export function decodeText(bytes: Uint8Array, wanted?: Encoding): Decoded {
  const encoding = wanted ?? guess(bytes)
  const text = decode(bytes, encoding)
  return { text, encoding, damaged: text.split('\uFFFD').length - 1 }
}

function guess(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  const head = bytes.subarray(0, 4_096)
  const zerosAt = (side: number) => head.filter((c, i) => c === 0 && i % 2 === side).length
  if (zerosAt(1) > head.length / 4) return 'utf-16le'
  if (zerosAt(0) > head.length / 4) return 'utf-16be'
  try {
    // As a stream: a file cut in the middle of a letter is cut, not badly encoded.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return 'utf-8'
  } catch {
    return mostlyUtf8(bytes) ? 'utf-8' : 'windows-1252'
  }
}

/** A few broken letters in a text of many good ones: UTF-8 that was damaged, not another encoding. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  let broken = 0
  let good = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0xfffd) broken++
    else if (c > 127) good++
  }
  return good > 20 * broken
}
