import { z } from 'zod'
import { Id } from '#platform/tenancy/model.ts'
import { Filter, Sort } from '../views/model.ts'

export const formats = ['csv', 'xlsx', 'html', 'json', 'mspdi'] as const
export type Format = (typeof formats)[number]

export const endings: Record<Format, { extension: string; mediaType: string }> = {
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  html: { extension: 'html', mediaType: 'text/html; charset=utf-8' },
  json: { extension: 'json', mediaType: 'application/json' },
  mspdi: { extension: 'xml', mediaType: 'application/xml' },
}

/** What to write: one project, or all of those one may see; the tasks a view shows, or all of them. */
export const ExportRequest = z.object({
  projectId: Id.nullable().default(null),
  format: z.enum(formats),
  filter: Filter.default({ all: [] }),
  sort: z.array(Sort).max(5).default([]),
  /** The columns a view shows, in its order, for tables; left out: all there are. */
  columns: z.array(z.string().max(80)).max(60).nullable().default(null),
})
export type ExportRequest = z.infer<typeof ExportRequest>

/** A cell that a spreadsheet would take for a formula is kept as text (OWASP, CSV injection). */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

export const Feed = z
  .object({
    id: Id,
    name: z.string(),
    /** One project, or one saved view; neither: one's own tasks. */
    projectId: Id.nullable(),
    viewId: Id.nullable(),
    todos: z.boolean(),
    createdAt: z.date(),
    readAt: z.date().nullable(),
  })
  .meta({ id: 'CalendarFeed' })
export type Feed = z.infer<typeof Feed>
export const FeedDraft = z.object({
  projectId: Id.nullable().default(null),
  viewId: Id.nullable().default(null),
  todos: z.boolean().default(false),
})
export type FeedDraft = z.infer<typeof FeedDraft>
