import { z } from 'zod'
import { fact } from '#platform/facts.ts'

/** What the ingestion writes straight to the fact log, under these kinds. */
export const kinds = { view: 'view', event: 'event', click: 'link.clicked' } as const

export const weblogImported = fact(
  'weblog.imported',
  z.object({ siteId: z.string(), fileName: z.string(), imported: z.number() }),
)
