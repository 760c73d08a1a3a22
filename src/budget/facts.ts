import { z } from 'zod'
import { fact } from '#platform/facts.ts'

/** `correction` says that an earlier entry was changed, binned or restored: the sum is the difference. */
const Entry = z.object({ entryId: z.uuid(), label: z.string(), correction: z.boolean() })

export const budgetCommitted = fact('budget.committed', Entry)
export const budgetSpent = fact('budget.spent', Entry)
