import type { PlanLink, PlanTask } from './plan.ts'

/** Type of an edge between two nodes, by its position in `kinds`. */
export const kinds = ['fs', 'ss', 'ff', 'sf'] as const

/**
 * Nodes are the tasks without children, then two for each summary that a link leaves: the first of its starts and the
 * last of its finishes. So a link between two summaries of a thousand tasks is two thousand edges and not a million.
 */
export type Network = {
  /** Position in the plan of each task node; -1 for the two nodes of a summary. */
  tasks: Int32Array
  nodeOf: ReadonlyMap<string, number>
  leaves: ReadonlyMap<string, readonly number[]>
  size: number
  /** Nodes before which nothing is left open. */
  order: Int32Array
  from: Int32Array
  to: Int32Array
  kind: Uint8Array
  /** Position in the plan's links; -1: between a summary's leaf and its node. */
  link: Int32Array
  inStart: Int32Array
  inEdges: Int32Array
  outStart: Int32Array
  outEdges: Int32Array
  /** Nodes whose start is the first of those before them. */
  earliest: Uint8Array
  /** Links left out because they turn in a circle. */
  ignored: string[]
}

type Edge = { from: number; to: number; kind: number; link: number }

export function childrenOf(tasks: readonly PlanTask[]): Map<string, string[]> {
  const known = new Set(tasks.map((t) => t.id))
  const children = new Map<string, string[]>()
  for (const t of tasks) {
    if (t.parentId === null || t.parentId === t.id || !known.has(t.parentId)) continue
    const list = children.get(t.parentId)
    if (list) list.push(t.id)
    else children.set(t.parentId, [t.id])
  }
  return children
}

/** The tasks without children under each summary, at any depth. */
function leavesOf(
  tasks: readonly PlanTask[],
  children: ReadonlyMap<string, readonly string[]>,
  nodeOf: ReadonlyMap<string, number>,
): Map<string, number[]> {
  const parent = new Map(tasks.map((t) => [t.id, t.parentId]))
  const leaves = new Map<string, number[]>()
  for (const [id, node] of nodeOf) {
    const seen = new Set<string>()
    for (let up = parent.get(id); up && children.has(up) && !seen.has(up); up = parent.get(up)) {
      seen.add(up)
      const list = leaves.get(up)
      if (list) list.push(node)
      else leaves.set(up, [node])
    }
  }
  return leaves
}

export function buildNetwork(tasks: readonly PlanTask[], links: readonly PlanLink[]): Network {
  const children = childrenOf(tasks)
  const positions: number[] = []
  const nodeOf = new Map<string, number>()
  tasks.forEach((t, i) => {
    if (children.has(t.id) || t.active === false) return
    nodeOf.set(t.id, positions.length)
    positions.push(i)
  })
  const leaves = leavesOf(tasks, children, nodeOf)
  const edges: Edge[] = []
  const ignored: string[] = []
  const earliest: number[] = []
  const summaryNodes = new Map<string, number>()
  const summaryNode = (id: string, first: boolean): number => {
    const key = `${first ? 's' : 'f'}${id}`
    const known = summaryNodes.get(key)
    if (known !== undefined) return known
    const node = positions.length
    positions.push(-1)
    earliest[node] = first ? 1 : 0
    for (const leaf of leaves.get(id) ?? [])
      edges.push({ from: leaf, to: node, kind: first ? 1 : 0, link: -1 })
    summaryNodes.set(key, node)
    return node
  }
  for (const [i, l] of links.entries()) {
    const kind = kinds.indexOf(l.kind)
    const ends = leaves.get(l.to) ?? (nodeOf.has(l.to) ? [nodeOf.get(l.to)!] : [])
    const start = nodeOf.get(l.from)
    const inside = leaves.get(l.from)
    if (start === undefined && !inside?.length) continue
    // A summary and what is in it cannot wait for one another.
    const own = new Set(inside ?? [start!])
    if (ends.some((e) => own.has(e))) {
      ignored.push(l.id)
      continue
    }
    const from = start ?? summaryNode(l.from, l.kind === 'ss' || l.kind === 'sf')
    for (const to of ends) edges.push({ from, to, kind, link: i })
  }
  const size = positions.length
  let order = sorted(size, edges)
  while (order.length < size) {
    const last = Math.max(...circleIn(edges, order, size).map((e) => e.link))
    ignored.push(links[last]!.id)
    for (let i = edges.length - 1; i >= 0; i--) if (edges[i]!.link === last) edges.splice(i, 1)
    order = sorted(size, edges)
  }
  return {
    ...packed(size, edges),
    tasks: Int32Array.from(positions),
    nodeOf,
    leaves,
    size,
    order,
    ignored,
    earliest: Uint8Array.from({ length: size }, (_, i) => earliest[i] ?? 0),
  }
}

function packed(size: number, edges: readonly Edge[]) {
  const inStart = new Int32Array(size + 1)
  const outStart = new Int32Array(size + 1)
  for (const e of edges) {
    inStart[e.to + 1]! += 1
    outStart[e.from + 1]! += 1
  }
  for (let i = 0; i < size; i++) {
    inStart[i + 1]! += inStart[i]!
    outStart[i + 1]! += outStart[i]!
  }
  const inEdges = new Int32Array(edges.length)
  const outEdges = new Int32Array(edges.length)
  const ins = inStart.slice()
  const outs = outStart.slice()
  edges.forEach((e, i) => {
    inEdges[ins[e.to]!++] = i
    outEdges[outs[e.from]!++] = i
  })
  return {
    from: Int32Array.from(edges, (e) => e.from),
    to: Int32Array.from(edges, (e) => e.to),
    kind: Uint8Array.from(edges, (e) => e.kind),
    link: Int32Array.from(edges, (e) => e.link),
    inStart,
    inEdges,
    outStart,
    outEdges,
  }
}

/** Nodes in an order in which links only go forward; short of some when links turn in a circle. */
function sorted(size: number, edges: readonly Edge[]): Int32Array {
  const { inStart, outStart, outEdges } = packed(size, edges)
  const open = new Int32Array(size)
  const order = new Int32Array(size)
  let filled = 0
  for (let i = 0; i < size; i++) {
    open[i] = inStart[i + 1]! - inStart[i]!
    if (!open[i]) order[filled++] = i
  }
  for (let at = 0; at < filled; at++)
    for (let k = outStart[order[at]!]!; k < outStart[order[at]! + 1]!; k++) {
      const next = edges[outEdges[k]!]!.to
      open[next]! -= 1
      if (open[next] === 0) order[filled++] = next
    }
  return order.subarray(0, filled)
}

/** The edges of one circle among the nodes that could not be put in order. */
function circleIn(edges: readonly Edge[], order: Int32Array, size: number): Edge[] {
  const done = new Uint8Array(size)
  for (const n of order) done[n] = 1
  // Every node left has something before it that is left: walking backwards must come round.
  const before = new Map<number, Edge>()
  for (const e of edges) if (!done[e.to] && !done[e.from]) before.set(e.to, e)
  const seen = new Map<number, number>()
  const walked: Edge[] = []
  let node = before.keys().next().value!
  while (!seen.has(node)) {
    seen.set(node, walked.length)
    const e = before.get(node)!
    walked.push(e)
    node = e.from
  }
  return walked.slice(seen.get(node)!).toReversed()
}

/** The tasks that wait for one another in a circle, in the order of the links; null: none do. */
export function findCycle(tasks: readonly PlanTask[], links: readonly PlanLink[]): string[] | null {
  const net = buildNetwork(tasks, links)
  const id = net.ignored[0]
  if (id === undefined) return null
  const last = links.find((l) => l.id === id)!
  // From the end of the closing link back to its start, through what was kept of the others.
  const others = links.filter((l) => l !== last && !net.ignored.includes(l.id))
  const { nodeOf, leaves, outStart, outEdges, to } = buildNetwork(tasks, others)
  const ends = new Set(leaves.get(last.from) ?? [nodeOf.get(last.from)!])
  const queue = [...(leaves.get(last.to) ?? [nodeOf.get(last.to)!])]
  const came = new Map<number, number>(queue.map((n) => [n, -1]))
  const nameOf = new Map([...nodeOf].map(([name, n]) => [n, name]))
  for (let n = queue.shift(); n !== undefined; n = queue.shift()) {
    if (ends.has(n)) {
      const path: string[] = []
      for (let at: number = n; at >= 0; at = came.get(at)!) {
        const name = nameOf.get(at)
        if (name !== undefined) path.unshift(name)
      }
      return path
    }
    for (let k = outStart[n]!; k < outStart[n + 1]!; k++) {
      const next = to[outEdges[k]!]!
      if (!came.has(next)) {
        came.set(next, n)
        queue.push(next)
      }
    }
  }
  return [last.to, last.from]
}
