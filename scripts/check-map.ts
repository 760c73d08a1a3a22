import fs from 'node:fs'
import path from 'node:path'
import { map as rooms } from '../src/map.ts'

/**
 * The import law. Seven rules, no exceptions, nothing to configure:
 * 1 platform knows no capability · 2 a model is pure · 3 a fact leans on the platform's facts and models only ·
 * 4 the browser never reaches the server · 5 a neighbour offers a closed list of files · 6 arrows follow src/map.ts,
 * which does not turn in a circle · 7 only the owner of a table writes to it. And one for scopes: only a gate opens one.
 */
export type Fault = { rule: string; file: string; line: number; why: string }
type Map = Record<string, readonly string[]>
type Edge = { from: string; to: string; typeOnly: boolean; line: number; names: string }

const browserFolders = /^(web|tracker)\//
const isBrowser = (f: string) => browserFolders.test(f) || /\/(pages|pieces)\//.test(f)
const last = (f: string) => f.split('/').at(-1) ?? ''
const roomOf = (f: string) => f.split('/')[0] ?? ''
const composition = new Set(['main.ts', 'server.ts', 'router.ts', 'rooms.ts', 'map.ts'])
const isTest = (f: string) =>
  /\.(test|spec|crash)\.tsx?$/.test(f) || f === 'platform/testing.ts' || /\/testing\.ts$/.test(f)
/** Pure pieces of the platform that run in both worlds. */
const shared = new Set([
  'platform/i18n.ts',
  'platform/formats.ts',
  'platform/tenancy/model.ts',
  'platform/rights.ts',
  'platform/messages.ts',
])
const bothWorlds = (f: string) =>
  shared.has(f) || ['model.ts', 'messages.ts'].includes(last(f)) || /\/(model|messages)\/[\w-]+\.ts$/.test(f)
const gates = /^(platform\/(gates\/|rpc\.ts|worker\.ts|scope\.ts)|demo\/|cli\/)/

export function importsOf(file: string, text: string): Edge[] {
  const found: Edge[] = []
  const pattern =
    /^\s*(?:import|export)\s+(type\s+)?([^'"]*?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm
  for (const m of text.matchAll(pattern)) {
    const target = m[3] ?? m[4] ?? ''
    const to = target.startsWith('#')
      ? target.slice(1)
      : target.startsWith('.')
        ? path.posix.join(path.posix.dirname(file), target)
        : `npm:${target}`
    found.push({
      from: file,
      to,
      typeOnly: Boolean(m[1]),
      line: text.slice(0, m.index).split('\n').length,
      names: m[2] ?? '',
    })
  }
  return found
}

/** Tables of each room, by the names its tables.ts exports and the names PostgreSQL knows. */
function tablesOf(files: Record<string, string>): {
  sql: Record<string, string>
  drizzle: Record<string, Record<string, string>>
} {
  const sql: Record<string, string> = {}
  const drizzle: Record<string, Record<string, string>> = {}
  for (const [file, text] of Object.entries(files)) {
    if (last(file) !== 'tables.ts') continue
    for (const m of text.matchAll(/export const (\w+) = pgTable\(\s*'(\w+)'/g)) {
      sql[m[2]!] = roomOf(file)
      drizzle[file] = { ...drizzle[file], [m[1]!]: roomOf(file) }
    }
  }
  return { sql, drizzle }
}

/** Libraries that only compute: they run in both worlds and touch neither. */
const pureLibraries = new Set(['npm:zod', 'npm:intl-messageformat', 'npm:rrule-temporal'])

export function check(files: Record<string, string>, map: Map): Fault[] {
  const faults: Fault[] = []
  const say = (rule: string, e: { from: string; line: number }, why: string) =>
    faults.push({ rule, file: e.from, line: e.line, why })
  const { sql, drizzle } = tablesOf(files)

  for (const [file, text] of Object.entries(files)) {
    if (isTest(file)) continue
    const room = roomOf(file)
    for (const e of importsOf(file, text)) {
      const outside = e.to.startsWith('npm:')
      const there = roomOf(e.to)
      if (room === 'platform' && !isBrowser(file) && there in map)
        say('1 platform', e, `the platform knows no capability, not even ${there}`)
      if (last(file) === 'model.ts' || /\/model\//.test(file) || shared.has(file)) {
        const pure = outside ? pureLibraries.has(e.to) : bothWorlds(e.to)
        if (!pure && !e.typeOnly)
          say('2 model', e, `a model is pure: it may import zod and models, not ${e.to.replace('npm:', '')}`)
      }
      if (last(file) === 'facts.ts' && room !== 'platform') {
        const allowed = e.to === 'platform/facts.ts' || bothWorlds(e.to) || e.to === 'npm:zod'
        if (!allowed) say('3 fact', e, `a fact leans on #platform/facts.ts and models, not on ${e.to}`)
      }
      if (
        isBrowser(file) &&
        !outside &&
        !e.typeOnly &&
        !isBrowser(e.to) &&
        !bothWorlds(e.to) &&
        !/\.(css|svg|png|json|woff2)(\?\w+)?$/.test(e.to)
      )
        say('4 browser', e, `the browser reaches models, messages, pages, pieces and types, not ${e.to}`)
      if (room in map && there in map && there !== room) {
        const sideways = last(e.to) === 'facts.ts'
        const offered =
          /^[\w-]+\/(?:[\w-]+\/)*(?:model|facts|service|tables|messages)\.ts$|^[\w-]+\/(?:[\w-]+\/)*(?:model|service)\/[\w-]+\.ts$|\/pieces\/|^[\w-]+\/demo\.ts$/.test(
            e.to,
          )
        if (!offered)
          say('5 neighbour', e, `a neighbour offers model, facts, service, tables and pieces, not ${e.to}`)
        if (/\/demo\.ts$/.test(e.to) && room !== 'demo') say('5 neighbour', e, 'only the demo imports a demo')
        if (!sideways && !map[room]!.includes(there))
          say('6 arrow', e, `${room} does not know ${there}: see src/map.ts`)
      }
      if (
        /\bin(?:Scope|Reading)\b/.test(e.names) &&
        !e.typeOnly &&
        !gates.test(file) &&
        !composition.has(file)
      )
        say('8 gate', e, 'only a gate opens a scope')
    }
    if (/\bas (?:unknown as )?Scope\b/.test(text) && file !== 'platform/scope.ts')
      say(
        '8 gate',
        { from: file, line: text.slice(0, text.search(/\bas (?:unknown as )?Scope\b/)).split('\n').length },
        'a Scope is made by a gate, never by a cast',
      )
    faults.push(...writesOf(file, text, sql, drizzle))
  }
  faults.push(...circles(map))
  return faults
}

/** Rule 7, in SQL written by hand and in Drizzle. */
function* writesOf(
  file: string,
  text: string,
  sql: Record<string, string>,
  drizzle: Record<string, Record<string, string>>,
): Generator<Fault> {
  const room = roomOf(file)
  const at = (index: number) => text.slice(0, index).split('\n').length
  const foreign = (owner: string | undefined) => owner !== undefined && owner !== room
  for (const m of text.matchAll(/\b(?:insert\s+into|update|delete\s+from)\s+"?(\w+)"?(?=[\s(])/gi)) {
    if (foreign(sql[m[1]!]))
      yield {
        rule: '7 owner',
        file,
        line: at(m.index),
        why: `${m[1]} belongs to ${sql[m[1]!]}: ask its service`,
      }
  }
  const owners: Record<string, string> = {}
  for (const e of importsOf(file, text))
    for (const name of Object.keys(drizzle[e.to] ?? {}))
      if (new RegExp(`\\b${name}\\b`).test(e.names)) owners[name] = drizzle[e.to]![name]!
  for (const m of text.matchAll(/\.(?:insert|update|delete)\(\s*(\w+)\s*\)/g)) {
    if (foreign(owners[m[1]!]))
      yield {
        rule: '7 owner',
        file,
        line: at(m.index),
        why: `${m[1]} belongs to ${owners[m[1]!]}: ask its service`,
      }
  }
}

function* circles(map: Map): Generator<Fault> {
  const visit = (room: string, trail: string[]): string[] | undefined => {
    if (trail.includes(room)) return [...trail.slice(trail.indexOf(room)), room]
    for (const next of map[room] ?? []) {
      const found = visit(next, [...trail, room])
      if (found) return found
    }
    return undefined
  }
  for (const room of Object.keys(map)) {
    const circle = visit(room, [])
    if (circle)
      return void (yield {
        rule: '6 arrow',
        file: 'map.ts',
        line: 1,
        why: `the map turns in a circle: ${circle.join(' → ')}`,
      })
  }
}

export function readTree(root: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue
    const full = path.join(entry.parentPath, entry.name)
    files[path.relative(root, full).split(path.sep).join('/')] = fs.readFileSync(full, 'utf8')
  }
  return files
}

if (import.meta.main) {
  const files = readTree(path.join(import.meta.dirname, '../src'))
  const edges = Object.entries(files).flatMap(([f, t]) => importsOf(f, t)).length
  // A checker that saw nothing has proved nothing.
  if (Object.keys(files).length < 20 || edges < 50) {
    console.error(
      `check-map saw ${Object.keys(files).length} files and ${edges} imports: it is not looking at the tree`,
    )
    process.exit(1)
  }
  const faults = check(files, rooms)
  for (const f of faults) console.error(`src/${f.file}:${f.line}  rule ${f.rule}: ${f.why}`)
  console.error(`import law: ${Object.keys(files).length} files, ${edges} imports, ${faults.length} fault(s)`)
  process.exit(faults.length ? 1 : 0)
}
