import { fieldProcedures } from './fields/procedures.ts'
import { importProcedures } from './import/procedures.ts'
import { boardProcedures } from './procedures/board.ts'
import { detailProcedures } from './procedures/details.ts'
import { taskProcedures } from './procedures/tasks.ts'

export const workProcedures = {
  ...taskProcedures,
  ...boardProcedures,
  ...detailProcedures,
  fields: fieldProcedures,
  imports: importProcedures,
}
