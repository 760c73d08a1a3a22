import { binProcedures } from './bin/procedures.ts'
import { fieldProcedures } from './fields/procedures.ts'
import { importProcedures } from './import/procedures.ts'
import { boardProcedures } from './procedures/board.ts'
import { detailProcedures } from './procedures/details.ts'
import { taskProcedures } from './procedures/tasks.ts'
import { recurringProcedures } from './recurring/procedures.ts'
import { cardProcedures, deedProcedures, viewProcedures } from './views/procedures.ts'

export const workProcedures = {
  ...taskProcedures,
  ...boardProcedures,
  ...detailProcedures,
  ...binProcedures,
  tasks: { ...taskProcedures.tasks, ...deedProcedures },
  cards: cardProcedures,
  views: viewProcedures,
  fields: fieldProcedures,
  recurring: recurringProcedures,
  imports: importProcedures,
}
