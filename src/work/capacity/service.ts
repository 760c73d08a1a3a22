export { candidatesFor, proposalsOf } from './service/advise.ts'
export { applyChanges } from './service/change.ts'
export { capacityOf, openWork } from './service/read.ts'
