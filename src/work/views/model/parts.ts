import { type Condition, type Filter, type FilterNode, isCondition, isUnfinished } from './spec.ts'

/**
 * A filter as the bar shows it: every part must fit. A part is one condition, or « one of »: lines of which one is enough,
 * all conditions of a line together. Whatever a filter says can be said so.
 */
export type Part =
  | { is: 'one'; condition: Condition }
  | { is: 'any'; lines: readonly (readonly Condition[])[] }

export function partsOf(filter: Filter): Part[] {
  const parts: Part[] = []
  for (const node of filter.all) {
    if (isCondition(node)) parts.push({ is: 'one', condition: node })
    else if ('any' in node) parts.push(...either(node.any.flatMap(linesOf)))
    else
      for (const inner of node.all) {
        if (isCondition(inner)) parts.push({ is: 'one', condition: inner })
        else if ('any' in inner) parts.push(...either(inner.any.flatMap(linesOf)))
        else parts.push(...inner.all.map((condition): Part => ({ is: 'one', condition })))
      }
  }
  return parts
}

type Leaf = Condition | { any: Condition[] } | { all: Condition[] }
const linesOf = (node: Leaf): Condition[][] => {
  if ('field' in node) return [[node]]
  if ('all' in node) return [node.all]
  return node.any.length ? node.any.map((c) => [c]) : [[]]
}
/** Nothing to choose from limits nothing, and neither does a line that asks for nothing. */
const either = (lines: readonly (readonly Condition[])[]): Part[] =>
  lines.length === 0 || lines.some((line) => line.length === 0) ? [] : [{ is: 'any', lines }]

export function filterOf(parts: readonly Part[]): Filter {
  return {
    all: parts.flatMap((p): FilterNode[] => {
      if (p.is === 'one') return [p.condition]
      const lines = p.lines.filter((line) => line.length > 0)
      const [only, ...others] = lines
      if (!only) return []
      // One line alone needs no « one of ».
      if (!others.length) return [...only]
      return [{ any: lines.map((line) => (line.length === 1 ? line[0]! : { all: [...line] })) }]
    }),
  }
}

/** Without what was begun and not said. */
export const finished = (parts: readonly Part[]): Part[] =>
  parts.flatMap((p): Part[] => {
    if (p.is === 'one') return isUnfinished(p.condition) ? [] : [p]
    const lines = p.lines.map((line) => line.filter((c) => !isUnfinished(c)))
    return either(lines.filter((line) => line.length > 0))
  })
