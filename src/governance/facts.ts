import { z } from 'zod'
import { fact } from '#platform/facts.ts'

const about = z.object({ approvalId: z.string(), round: z.number(), title: z.string() })

export const planSubmitted = fact('plan.submitted', about)
export const planApproved = fact('plan.approved', about)
export const planChangesAsked = fact('plan.changes-asked', about)
export const planRefused = fact('plan.refused', about)
