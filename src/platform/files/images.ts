import { invalid } from '../errors.ts'

/** What sharp both reads and writes. */
const formats = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'image/tiff': 'tiff',
} as const
/** Photographs that say where they were taken and that cannot be rewritten here. */
const unreadable = new Set([
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
  'image/jxl',
  'image/x-canon-cr2',
  'image/x-canon-cr3',
  'image/x-nikon-nef',
  'image/x-sony-arw',
  'image/x-adobe-dng',
])

/** A hundred million points: a bomb of a few kilobytes unfolds to far more. */
const maxPixels = 100_000_000

export type Cleaned = { width: number; height: number }

/**
 * Writes the picture anew, as it is seen: turned upright, without the place, the camera, the author or anything hidden behind
 * its last byte. `thumbnail` gets a WebP of 480 points at most. @returns undefined for what is no picture.
 */
export async function cleanImage(
  mediaType: string,
  from: string,
  to: string,
  thumbnail: string,
): Promise<Cleaned | undefined> {
  if (unreadable.has(mediaType))
    throw invalid({
      fr: 'Ce format de photo contient le lieu de la prise de vue et ne peut pas être nettoyé ici. Exportez la photo en JPEG, puis envoyez-la.',
      en: 'This photo format carries the place where it was taken and cannot be cleaned here. Export the photo as JPEG, then send it.',
    })
  const format = formats[mediaType as keyof typeof formats]
  if (!format) return undefined
  const { default: sharp } = await import('sharp')
  const animated = format === 'gif' || format === 'webp'
  try {
    const picture = sharp(from, { animated, limitInputPixels: maxPixels, failOn: 'error' }).autoOrient()
    const lossy = { quality: 90, ...(format === 'jpeg' && { mozjpeg: false }) }
    const written = await (format === 'png' || format === 'gif'
      ? picture.toFormat(format)
      : picture.toFormat(format, lossy)
    ).toFile(to)
    await sharp(from, { limitInputPixels: maxPixels })
      .autoOrient()
      .resize(480, 480, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toFile(thumbnail)
    return { width: written.width, height: written.pageHeight ?? written.height }
  } catch (e) {
    throw invalid(
      {
        fr: 'Cette image n’a pas pu être lue : elle est abîmée, trop grande (100 millions de points au plus), ou ce n’est pas une image.',
        en: 'This image could not be read: it is damaged, too large (100 million points at most), or not an image.',
      },
      { cause: (e as Error).message.slice(0, 120) },
    )
  }
}
