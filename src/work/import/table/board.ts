import { emptyBoard, emptyTask, type ForeignBoard, type ForeignTask, Losses } from '../foreign.ts'
import { groupOf, groupsOf, homeOf, type ReadOptions } from '../homes.ts'
import { fold, type Source, type Target } from '../model.ts'
import { type DateOrder, readDate, readMinutes, type When } from '../reading/dates.ts'
import { isNot, isTooMany, maxTasks } from '../reading/refusals.ts'
import type { CellOf } from '../reading/xlsx.ts'
import { readTimeline, textOf } from './columns.ts'
import { fieldCell, guessField } from './fields.ts'
import { byName, tieNames } from './names.ts'
import { isYes, kindNamed, levelOf, readPeople, splitNames } from './words.ts'

/** `quiet`: left out without a word, as only the other tool needs it. */
export type Column = { heading: string; target: Target; quiet?: boolean }
/** A line of a table, with what stands around it rather than in it. */
export type Line = { cells: readonly CellOf[]; group?: string; parentLine?: Line; board?: string }

export type TableBoard = {
  source: Source
  id: string
  name: string
  columns: readonly Column[]
  lines: readonly Line[]
  order: DateOrder
  /** Ids that a spreadsheet rounded, or none at all: lines are told apart by what they say. */
  noIds?: boolean
  /** Which of its boards come, and where they go. */
  choice: Pick<ReadOptions, 'boards' | 'destinations' | 'group'>
  losses?: Losses
}

/** What other tools call the place of what stands nowhere. */
export const noSection = /^\(?((no|untitled) section|aucune section|section sans titre|sans section)\)?$/
const cleanText = (text: string) => text.replaceAll('\r\n', '\n').trim()
/** « 1.21143E+15 »: what Excel leaves of a long number. */
export const isRounded = (id: string): boolean => /^\d([.,]\d+)?E\+\d+$/i.test(id)

/** Makes a board of the lines of a table, each column being what it was said to be. */
export function boardOfTable(t: TableBoard): ForeignBoard {
  const board = emptyBoard(t.source, t.id, t.name)
  const losses = t.losses ?? new Losses()
  const at = (target: Target) => t.columns.findIndex((c) => c.target === target)
  const all = (target: Target) => t.columns.flatMap((c, i) => (c.target === target ? [i] : []))
  const [title, id] = [at('title'), at('id')]
  if (title < 0)
    throw isNot({
      fr: 'Aucune colonne ne donne le titre des tâches. Dites laquelle dans la correspondance des colonnes.',
      en: 'No column gives the titles of tasks. Say which one in the matching of columns.',
    })
  const keys = new Keys(board)
  const cell = (line: Line, i: number) => (i < 0 ? '' : textOf(line.cells[i]))
  const skipped = t.columns.flatMap((c, i) =>
    c.target === 'skip' && !c.quiet && t.lines.some((l) => textOf(l.cells[i])) ? [i] : [],
  )
  losses.lose('skippedColumns', skipped.length)

  const fieldColumns = all('field').filter((i) => t.lines.some((l) => textOf(l.cells[i])))
  for (const i of fieldColumns)
    board.fields.push(
      guessField(
        fold(t.columns[i]!.heading),
        t.columns[i]!.heading,
        t.lines.map((l) => l.cells[i]),
        t.order,
      ),
    )

  const date = (line: Line, i: number): When | null => {
    const raw = line.cells[i]
    if (i < 0 || textOf(raw) === '') return null
    const read = readDate(raw, t.order)
    if (!read) losses.lose('badDates')
    return read
  }

  const seen = new Map<string, ForeignTask>()
  const taskOf = new Map<Line, ForeignTask>()
  const boardsOf = new Map<ForeignTask, string[]>()
  const twins = new Map<string, number>()
  const boardNames = namesOfBoards(t, at('board'))

  for (const line of t.lines) {
    if (line.cells.every((c) => textOf(c) === '')) continue
    const name = cleanText(cell(line, title)).replace(/\s+/g, ' ')
    if (!name) {
      losses.lose('namelessLines')
      continue
    }
    const own = cell(line, id)
    const label = `${fold(line.parentLine ? cell(line.parentLine, title) : cell(line, at('parent')))}/${fold(name)}`
    const n = twins.get(label) ?? 0
    const trusted = own !== '' && !t.noIds && !isRounded(own)
    const key = trusted ? own.slice(0, 200) : `${label.slice(0, 250)}${n ? `#${n + 1}` : ''}`
    const twin = seen.get(key)
    if (twin) {
      losses.lose('repeatedLines')
      taskOf.set(line, twin)
      continue
    }
    if (!trusted) twins.set(label, n + 1)
    const task = emptyTask(key, name)
    seen.set(key, task)
    taskOf.set(line, task)
    board.tasks.push(task)
    boardsOf.set(task, line.board ? [line.board] : splitNames(cell(line, at('board')), boardNames))

    task.description = cleanText(
      all('description')
        .map((i) => cell(line, i))
        .filter(Boolean)
        .join('\n\n'),
    )
    const group = line.group ?? cell(line, at('group'))
    if (group && !noSection.test(fold(group))) task.group = keys.group(group)
    const state = cell(line, at('state'))
    if (state) task.state = keys.state(state)
    task.people = all('people').flatMap((i) => keys.people(cell(line, i), cell(line, at('email'))))
    if (!all('people').length) task.people = keys.people('', cell(line, at('email')))
    task.people = [...new Set(task.people)]
    task.followers = [...new Set(all('followers').flatMap((i) => keys.people(cell(line, i), '')))]
    task.labels = [
      ...new Set(
        all('labels').flatMap((i) =>
          cell(line, i)
            .split(/\s*[,;|\n]\s*/)
            .filter(Boolean)
            .map(keys.label),
        ),
      ),
    ]

    const timeline = at('timeline') < 0 ? null : readTimeline(line.cells[at('timeline')], t.order)
    if (at('timeline') >= 0 && !timeline && cell(line, at('timeline'))) losses.lose('badDates')
    setDates(
      task,
      date(line, at('start')) ?? timeline?.from ?? null,
      date(line, at('due')) ?? timeline?.to ?? null,
    )
    task.deadlineOn = date(line, at('deadline'))?.day ?? null
    const finished = date(line, at('finishedAt'))
    task.finishedAt = finished?.day ?? null
    task.bornAt = date(line, at('bornAt'))?.day ?? null
    task.done = finished !== null || isYes(cell(line, at('done')))
    for (const [target, field] of [
      ['importance', 'importance'],
      ['urgency', 'urgency'],
    ] as const) {
      const level = levelOf(cell(line, at(target)))
      if (level === null) losses.lose('ignoredValues')
      task[field] = level ?? 0
    }
    const kind = kindNamed(cell(line, at('kind')))
    if (kind === null) losses.lose('ignoredValues')
    task.kind = kind ?? 'task'
    const minutes = (target: 'estimate' | 'spent'): number | null => {
      const said = cell(line, at(target))
      if (!said) return null
      // Asana writes bare minutes; people write hours.
      const heading = t.columns[at(target)]!.heading
      const read = readMinutes(said, t.source === 'asana' ? 'minutes' : unitIn(heading))
      if (read === null) losses.lose('badNumbers')
      return read
    }
    task.estimateMinutes = minutes('estimate')
    task.spentMinutes = minutes('spent') ?? 0
    task.progress = percent(line.cells[at('progress')], cell(line, at('progress')))
    for (const i of all('address'))
      for (const url of cell(line, i).match(/https?:\/\/[^\s,;<>"]+/g) ?? [])
        task.addresses.push({ id: `${key}/${url}`.slice(0, 290), name: url.slice(0, 300), url })
    for (const [k, i] of fieldColumns.entries()) {
      if (textOf(line.cells[i]) === '') continue
      const field = board.fields[k]!
      const value = fieldCell(field, line.cells[i], t.order)
      if (value === null || value === '') losses.lose('badNumbers')
      else task.fields[field.id] = value
    }
  }
  if (board.tasks.length > maxTasks) throw isTooMany(board.tasks.length)
  if (!board.tasks.length)
    throw isNot({
      fr: 'Ce fichier ne contient aucune tâche sous ses en-têtes.',
      en: 'This file holds no task under its headings.',
    })
  for (const [line, task] of taskOf)
    if (line.parentLine) task.parentId = taskOf.get(line.parentLine)?.id ?? null
  tieNames(board, t.lines, taskOf, { parent: at('parent'), after: at('after'), before: at('before') }, losses)
  keepBoards(board, boardsOf, t, losses)
  dropUnused(board)
  board.lost = losses.all()
  return board
}

/** A start without an end, or an end before its start, keeps what both have in common. */
export function setDates(task: ForeignTask, from: When | null, to: When | null): void {
  const late = from && to && from.day > to.day
  task.startsOn = late ? to.day : (from?.day ?? null)
  task.startMinute = late ? to.minute : (from?.minute ?? null)
  task.dueOn = to?.day ?? null
  task.dueMinute = to?.minute ?? null
}

const unitIn = (heading: string) =>
  /min/i.test(heading) ? 'minutes' : /\b(j|jours?|days?)\b/i.test(heading) ? 'days' : 'hours'

function percent(raw: CellOf | undefined, text: string): number {
  const n = Number(text.replace('%', '').replace(',', '.').trim())
  if (!text || !Number.isFinite(n)) return 0
  // A spreadsheet keeps 40 % as 0.4.
  const value = typeof raw === 'number' && n <= 1 && !Number.isInteger(n) ? n * 100 : n
  return Math.max(0, Math.min(100, Math.round(value)))
}

function namesOfBoards(t: TableBoard, at: number): Set<string> {
  const names = new Set<string>()
  if (at < 0) return names
  // A cell that names one board only is a name of its own, with or without a comma.
  const cells = t.lines.map((l) => textOf(l.cells[at])).filter(Boolean)
  for (const c of cells) if (!c.includes(',')) names.add(fold(c))
  return names
}

/** Which boards the file holds, and the tasks of those that were chosen. A subtask follows its parent. */
function keepBoards(
  board: ForeignBoard,
  boardsOf: Map<ForeignTask, string[]>,
  t: TableBoard,
  losses: Losses,
): void {
  const byId = new Map(board.tasks.map((task) => [task.id, task]))
  const own = (task: ForeignTask, depth = 0): string[] => {
    const here = boardsOf.get(task) ?? []
    const parent = task.parentId ? byId.get(task.parentId) : undefined
    return here.length || !parent || depth > 100 ? here : own(parent, depth + 1)
  }
  const counts = new Map<string, { id: string; name: string; tasks: number }>()
  for (const task of board.tasks)
    for (const name of own(task)) {
      const found = counts.get(fold(name)) ?? { id: fold(name), name, tasks: 0 }
      found.tasks++
      counts.set(found.id, found)
    }
  board.boards = [...counts.values()].toSorted((a, b) => b.tasks - a.tasks)
  const main = board.boards[0]
  const groups = new Map<string, string | undefined>()
  for (const task of board.tasks) {
    const names = own(task).map((name) => counts.get(fold(name))!)
    const home = homeOf(t.choice, names, main)
    groups.set(task.id, home && groupOf(t.choice, home))
  }
  if (main) keepGroup(board, groups, t.choice, losses)
  losses.lose(
    'otherProjects',
    board.tasks.reduce((n, task) => n + Math.max(0, (boardsOf.get(task)?.length ?? 0) - 1), 0),
  )
  const first = groupsOf(t.choice, board.boards).find(
    (g) => t.choice.group === undefined || groupOf(t.choice, g[0]!) === t.choice.group,
  )?.[0]
  if (first) {
    board.name = first.name
    board.id = first.id
  }
}

/** Leaves aside what goes nowhere, and what goes to another project of the same import. */
export function keepGroup(
  board: Pick<ForeignBoard, 'tasks' | 'links' | 'between'>,
  groups: ReadonlyMap<string, string | undefined>,
  { group }: Pick<ReadOptions, 'group'>,
  losses: Losses,
): void {
  losses.lose('otherBoards', board.tasks.filter((task) => groups.get(task.id) === undefined).length)
  const between = board.links.filter(({ from, to }) => {
    const [a, b] = [groups.get(from), groups.get(to)]
    return a !== undefined && b !== undefined && a !== b
  })
  losses.lose('linksBetweenBoards', between.length)
  board.between = between.filter(({ from, to }) => [groups.get(from), groups.get(to)].includes(group))
  board.tasks = board.tasks.filter((task) => {
    const at = groups.get(task.id)
    return at !== undefined && (group === undefined || at === group)
  })
  const kept = new Set(board.tasks.map((task) => task.id))
  for (const task of board.tasks) if (task.parentId && !kept.has(task.parentId)) task.parentId = null
  board.links = board.links.filter((l) => kept.has(l.from) && kept.has(l.to))
}

/** What only tasks left aside used is not made. */
function dropUnused(board: ForeignBoard): void {
  const used = (pick: (t: ForeignTask) => readonly (string | null)[]) => new Set(board.tasks.flatMap(pick))
  const [states, groups, labels] = [used((t) => [t.state]), used((t) => [t.group]), used((t) => t.labels)]
  const people = used((t) => [...t.people, ...t.followers])
  board.states = board.states.filter((s) => states.has(s.id))
  board.groups = board.groups.filter((g) => groups.has(g.id))
  board.labels = board.labels.filter((l) => labels.has(l.id))
  board.people = board.people.filter((p) => people.has(p.id))
}

/** Gives each name one key, however it is written. */
class Keys {
  private readonly board: ForeignBoard
  constructor(board: ForeignBoard) {
    this.board = board
  }
  private readonly one = (list: { id: string; name: string }[], name: string) => {
    const key = fold(name).replace(/\s+/g, ' ').slice(0, 250)
    if (!list.some((x) => x.id === key)) list.push({ id: key, name: name.trim() })
    return key
  }
  group = (name: string) => this.one(this.board.groups, name)
  state = (name: string) => this.one(this.board.states, name)
  label = (name: string) => this.one(this.board.labels, name)
  people(names: string, emails: string): string[] {
    const found = readPeople(names)
    const addresses = readPeople(emails)
    // One name and one address beside it are one person.
    if (found.length === 1 && addresses.length === 1) found[0]!.email ||= addresses[0]!.email
    else if (!found.length) found.push(...addresses)
    return found.map(({ name, email }) => byName(this.board.people, name, email))
  }
}
