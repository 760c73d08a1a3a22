/**
 * An automatic task that nothing drives stays where it is here; in Project it would go back to the start of the project. It is
 * written with a constraint, six seconds past the minute: no plan made in Project has such a one, and reading it back makes none.
 */
const mark = 0.1
export const implied = (at: number): number => Math.floor(at) + mark
export const isImplied = (at: number | null): boolean =>
  at !== null && Math.abs(at - Math.floor(at) - mark) < 0.01
