import { budgetProcedures } from './budget/procedures.ts'
import { demoProcedures } from './demo/procedures.ts'
import { governanceProcedures } from './governance/procedures.ts'
import { insightProcedures } from './insight/procedures.ts'
import { measureProcedures } from './measure/procedures.ts'
import type { Auth } from './platform/auth.ts'
import { accountProcedures } from './platform/procedures/account.ts'
import { fileProcedures } from './platform/procedures/files.ts'
import { houseProcedures } from './platform/procedures/house.ts'
import { noticeProcedures } from './platform/procedures/notices.ts'
import { sessionProcedures } from './platform/procedures/session.ts'
import { tenancyProcedures } from './platform/procedures/tenancy.ts'
import { strategyProcedures } from './strategy/procedures.ts'
import { workProcedures } from './work/procedures.ts'

/** One line per room. */
export const makeRouter = (auth: Auth) => ({
  ...sessionProcedures(auth),
  ...accountProcedures(auth),
  ...tenancyProcedures,
  ...fileProcedures,
  ...houseProcedures,
  ...noticeProcedures,
  ...budgetProcedures,
  ...measureProcedures,
  ...strategyProcedures,
  ...governanceProcedures,
  ...insightProcedures,
  ...demoProcedures(auth),
  work: workProcedures,
})

export type Router = ReturnType<typeof makeRouter>
