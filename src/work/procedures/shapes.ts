import { z } from 'zod'
import { Id, Version } from '#platform/tenancy/model.ts'

export const done = { ok: true as const }
export const Done = z.object({ ok: z.literal(true) })
export const ofProject = z.object({ projectId: Id })
export const one = z.object({ id: Id })
export const seen = one.extend({ version: Version.optional() })
export const text = (most: number) => z.string().trim().min(1).max(most)
