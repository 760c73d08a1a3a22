import { z } from 'zod'
import { Id, Version } from '#platform/tenancy/model.ts'

/** The word on a version of a file. */
export const decisions = ['revise', 'approved'] as const
export type Decision = (typeof decisions)[number]

const Ratio = z.number().min(0).max(1)
/** Where a thread is pinned on a version: on an image, a page of a PDF (from 1), or a moment of a video (seconds). */
export const Pin = z.object({
  version: z.int().min(1).max(10_000),
  page: z.int().min(1).max(100_000).optional(),
  time: z.number().min(0).max(1_000_000).optional(),
  x: Ratio,
  y: Ratio,
})
export type Pin = z.infer<typeof Pin>

export const AttachmentVersion = z.object({
  id: Id,
  number: z.int(),
  fileId: Id.nullable(),
  name: z.string(),
  note: z.string(),
  mediaType: z.string().nullable(),
  size: z.number().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  decision: z.enum(decisions).nullable(),
  decisionNote: z.string(),
  decidedByName: z.string(),
  decidedAt: z.date().nullable(),
  createdBy: Id.nullable(),
  createdAt: z.date(),
  version: Version,
})
export type AttachmentVersion = z.infer<typeof AttachmentVersion>

export type Shown = 'image' | 'pdf' | 'video' | 'audio' | 'text'
/** How a file can be looked at without leaving the page; null: it is only downloaded. */
export function shownAs(mediaType: string | null): Shown | null {
  if (!mediaType) return null
  if (/^image\/(png|jpeg|gif|webp|avif)$/.test(mediaType)) return 'image'
  if (mediaType === 'application/pdf') return 'pdf'
  if (/^video\/(mp4|webm)$/.test(mediaType)) return 'video'
  if (/^audio\/(mpeg|wav)$/.test(mediaType)) return 'audio'
  return /^text\/(plain|csv)$/.test(mediaType) ? 'text' : null
}
export const canPin = (mediaType: string | null) =>
  ['image', 'pdf', 'video'].includes(shownAs(mediaType) ?? '')

const clamp = (n: number) => Math.min(1, Math.max(0, n))
/** A point of the screen on what is shown, as shares of its width and height. Five decimals: a tenth of a pixel on a wall. */
export function placeOf(
  point: { x: number; y: number },
  box: { left: number; top: number; width: number; height: number },
): { x: number; y: number } {
  const share = (at: number, size: number) => (size > 0 ? Math.round(clamp(at / size) * 1e5) / 1e5 : 0)
  return { x: share(point.x - box.left, box.width), y: share(point.y - box.top, box.height) }
}

/** « 1:02,5 »: minutes, seconds and tenths, as a player shows them. */
export function timecode(seconds: number, comma: '.' | ',' = ','): string {
  const tenths = Math.round(Math.max(0, seconds) * 10)
  const [h, m, s] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60, Math.floor(tenths / 10) % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return `${h ? `${h}:${two(m)}` : m}:${two(s)}${comma}${tenths % 10}`
}

/** A pin is seen on a frame for a moment around its own: long enough to be noticed while playing. */
export const nearTime = (pin: Pin, now: number) => pin.time === undefined || Math.abs(pin.time - now) <= 1

type Pinned = { id: string; pin: Pin | null; writtenAt: Date }
/** The numbers of the pins of one file: by version, page and moment, in the order they were set; a number never changes hands. */
export function numbered<T extends Pinned>(comments: readonly T[]): (T & { pin: Pin; number: number })[] {
  return comments
    .filter((c): c is T & { pin: Pin } => c.pin !== null)
    .toSorted((a, b) => a.writtenAt.getTime() - b.writtenAt.getTime() || (a.id < b.id ? -1 : 1))
    .map((c, i) => ({ ...c, number: i + 1 }))
}

/** Comments by thread, in the order they were begun. An answer whose first word is gone stands on its own. */
export function threadsOf<T extends { id: string; parentId: string | null }>(
  comments: readonly T[],
): { first: T; answers: T[] }[] {
  const byId = new Map(comments.map((c) => [c.id, c]))
  const threads = new Map<string, { first: T; answers: T[] }>()
  for (const c of comments) {
    const first = (c.parentId && byId.get(c.parentId)) || c
    const thread = threads.get(first.id) ?? { first, answers: [] }
    if (c !== first) thread.answers.push(c)
    threads.set(first.id, thread)
  }
  return [...threads.values()]
}
