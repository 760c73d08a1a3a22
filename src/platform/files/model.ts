import { z } from 'zod'

export const File = z
  .object({
    id: z.uuid(),
    projectId: z.uuid().nullable(),
    noun: z.string(),
    rowId: z.uuid().nullable(),
    name: z.string(),
    mediaType: z.string(),
    /** Bytes. */
    size: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    /** Whether `/files/{id}/vignette` shows a picture of it. */
    thumbnail: z.boolean(),
    createdBy: z.uuid().nullable(),
    createdAt: z.date(),
    version: z.int(),
  })
  .meta({ id: 'File' })
export type File = z.infer<typeof File>

/** No file is larger. */
export const maxBytes = 100_000_000
/** What a workspace may hold, unless its settings say otherwise (`storageBytes`). */
export const defaultQuota = 10_000_000_000

/** What a browser may show in its window. Anything else, HTML and SVG above all, is only ever downloaded. */
const shown = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'application/pdf',
  'text/plain',
  'text/csv',
  'audio/mpeg',
  'audio/wav',
  'video/mp4',
  'video/webm',
])
export const isShownInline = (mediaType: string) => shown.has(mediaType)

/** The name alone: no folders, no control or bidirectional marks, 200 characters at most. Never empty. */
export function cleanName(name: string, fallback = 'fichier'): string {
  const bare = (name.split(/[\\/]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if ([...bare].length <= 200) return bare || fallback
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(bare)?.[0] ?? ''
  return [...bare].slice(0, 200 - extension.length).join('') + extension
}
