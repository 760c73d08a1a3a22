/**
 * Whether a query is about what changed. The topic is a noun, in one or several words: `tasks`, `work.tasks`; the query is
 * a procedure's path: `work.tasks.list`. The words of the topic must follow each other in the path.
 */
export function concerns(topic: string, path: readonly string[]): boolean {
  const words = topic.split('.')
  return path.some((_, start) => words.every((word, index) => path[start + index] === word))
}
