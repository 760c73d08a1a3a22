import { z } from 'zod'
import { fact } from '#platform/facts.ts'

const Action = z.object({ title: z.string(), code: z.string(), channel: z.string() })

export const actionPlanned = fact('action.planned', Action)
export const actionStarted = fact('action.started', Action)
export const actionFinished = fact('action.finished', Action)
