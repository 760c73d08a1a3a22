import { binProcedures } from './bin/procedures.ts'
import { calendarProcedures } from './calendars/procedures.ts'
import { capacityProcedures } from './capacity/procedures.ts'
import { dayProcedures } from './day/procedures.ts'
import { feedProcedures } from './export/procedures.ts'
import { fieldProcedures } from './fields/procedures.ts'
import { formDoorProcedures, formProcedures, requestProcedures } from './forms/procedures.ts'
import { importProcedures } from './import/procedures.ts'
import { boardProcedures } from './procedures/board.ts'
import { detailProcedures } from './procedures/details.ts'
import { taskProcedures } from './procedures/tasks.ts'
import { recurringProcedures } from './recurring/procedures.ts'
import { relationProcedures } from './relations/procedures.ts'
import { planProcedures } from './scheduling/procedures.ts'
import { standupProcedures } from './standup/procedures.ts'
import { templateProcedures } from './templates/procedures.ts'
import { timeProcedures } from './time/procedures.ts'
import { transferProcedures } from './transfer/procedures.ts'
import { cardProcedures, deedProcedures, viewProcedures } from './views/procedures.ts'

export const workProcedures = {
  ...taskProcedures,
  ...boardProcedures,
  ...detailProcedures,
  ...binProcedures,
  tasks: { ...taskProcedures.tasks, ...deedProcedures },
  cards: cardProcedures,
  calendars: calendarProcedures,
  capacity: capacityProcedures,
  views: viewProcedures,
  fields: fieldProcedures,
  recurring: recurringProcedures,
  relations: relationProcedures,
  templates: templateProcedures,
  forms: formProcedures,
  requests: requestProcedures,
  formDoor: formDoorProcedures,
  day: dayProcedures,
  time: timeProcedures,
  transfer: transferProcedures,
  standup: standupProcedures,
  feeds: feedProcedures,
  imports: importProcedures,
  plan: planProcedures,
}
