import type { ForeignBoard, ForeignTask, Losses } from '../foreign.ts'
import { fold } from '../model.ts'
import type { Line } from './board.ts'
import { textOf } from './columns.ts'
import { splitNames } from './words.ts'

/** Finds somebody by address, else by name; the first time, remembers them. @returns their key. */
export function byName(people: ForeignBoard['people'], name: string, email: string): string {
  const found =
    people.find((p) => email && p.email === email) ??
    people.find((p) => fold(p.name) === fold(name) && (!email || !p.email || p.email === email))
  if (found) {
    found.email ||= email
    return found.id
  }
  const id = (email || fold(name)).slice(0, 250)
  people.push({ id, name, email })
  return id
}

/**
 * Parents and dependencies that a table tells by name or by id. Of several tasks of one name, the last one above is the
 * parent, as exports write subtasks below theirs.
 */
export function tieNames(
  board: ForeignBoard,
  lines: readonly Line[],
  taskOf: ReadonlyMap<Line, ForeignTask>,
  at: { parent: number; after: number; before: number },
  losses: Losses,
): void {
  const named = Map.groupBy(board.tasks, (t) => fold(t.title))
  const byId = new Map(board.tasks.map((t) => [t.id, t]))
  const place = new Map(board.tasks.map((t, i) => [t, i]))
  const known = new Set(named.keys())
  const done = new Set<ForeignTask>()
  const links = new Set<string>()

  const find = (name: string, self: ForeignTask, above: boolean): ForeignTask | undefined => {
    const id = byId.get(name)
    if (id && id !== self) return id
    const all = (named.get(fold(name.replace(/\s+/g, ' '))) ?? []).filter((t) => t !== self)
    if (all.length < 2) return all[0]
    losses.lose('ambiguousParents')
    const before = all.filter((t) => place.get(t)! < place.get(self)!)
    return above ? (before.at(-1) ?? all[0]) : (all.find((t) => !t.done) ?? all[0])
  }

  for (const line of lines) {
    const task = taskOf.get(line)
    if (!task || done.has(task)) continue
    done.add(task)
    const parentName = at.parent < 0 || line.parentLine ? '' : textOf(line.cells[at.parent])
    if (parentName) {
      const parent = find(parentName, task, true)
      if (parent) task.parentId = parent.id
      else losses.lose('missingParents')
    }
    for (const [column, isAfter] of [
      [at.after, true],
      [at.before, false],
    ] as const) {
      if (column < 0) continue
      for (const name of splitNames(textOf(line.cells[column]), known)) {
        const other = find(name, task, false)
        if (!other) {
          losses.lose('missingLinks')
          continue
        }
        const [from, to] = isAfter ? [other.id, task.id] : [task.id, other.id]
        if (links.has(`${from}\n${to}`)) continue
        links.add(`${from}\n${to}`)
        board.links.push({ from, to, kind: 'fs', lag: 0, lagUnit: 'work' })
      }
    }
  }
  untangleParents(board, losses)
}

/** Nobody is their own ancestor: the tie that closes a circle is left out. */
export function untangleParents(board: ForeignBoard, losses: Losses): void {
  const byId = new Map(board.tasks.map((t) => [t.id, t]))
  const settled = new Set<string>()
  for (const task of board.tasks) {
    const path: ForeignTask[] = []
    const on = new Set<string>()
    let now: ForeignTask | undefined = task
    while (now && !settled.has(now.id)) {
      path.push(now)
      on.add(now.id)
      const parent: ForeignTask | undefined = now.parentId ? byId.get(now.parentId) : undefined
      if (parent && on.has(parent.id)) {
        now.parentId = null
        losses.lose('circularParents')
        break
      }
      now = parent
    }
    for (const t of path) settled.add(t.id)
  }
}
