/** One data set, seven views: what a view shows, and how cards are filtered, sorted and grouped for all of them. */

export * from './model/address.ts'
export * from './model/apply.ts'
export * from './model/cards.ts'
export * from './model/context.ts'
export * from './model/custom.ts'
export * from './model/filter.ts'
export * from './model/group.ts'
export * from './model/link.ts'
export * from './model/overview.ts'
export * from './model/saved.ts'
export * from './model/sort.ts'
export * from './model/spec.ts'
