import { queries, rpc } from '#web/api.ts'

/** What was just done to a task, or to something that hangs on it, is read again. */
export const refreshTask = () =>
  Promise.all([
    queries.invalidateQueries({ queryKey: rpc.work.tasks.key() }),
    queries.invalidateQueries({ queryKey: rpc.work.subtasks.key() }),
  ])
