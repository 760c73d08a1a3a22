/** What the other rooms may ask of this one. */

export { commentTask } from './service/comments.ts'
export { boardCards, countByAction, getTask, listTasks, myWork } from './service/read.ts'
export { listStatuses, seedStatuses } from './service/statuses.ts'
export { amendTask, completeTask, createTask, moveTask } from './service/tasks.ts'
