/** `checklistItems`, `checklist_item` and `checklist-item` are the same two words: checklist, item. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s._-]+/)
    .map((word) => word.replace(/s$/, ''))

/** What every change is told to. */
const always = new Set(['history'])

/**
 * Whether a query is about what changed. The topic is a noun of the server (`task`, `budgetLine`); the query is a procedure's
 * path (`work.tasks.list`). The words of the topic must follow each other in the path. A query about several nouns names
 * them itself: `meta: { topics: ['task', 'objective'] }`.
 */
export function concerns(topic: string, path: readonly string[], topics: readonly string[] = []): boolean {
  if (always.has(path[0] ?? '') || topics.includes('*') || topics.includes(topic)) return true
  const sought = wordsOf(topic)
  const words = path.flatMap(wordsOf)
  return words.some((_, start) => sought.every((word, index) => words[start + index] === word))
}
