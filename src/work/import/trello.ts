import { amend, create, discard, find, get, type KeptTable, type Noun } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { type Category, step } from '../model.ts'
import { safeUrl } from '../service/attachments.ts'
import { isUntouched, listStatuses } from '../service/statuses.ts'
import { nextNumber, sayFinished } from '../service/tasks.ts'
import {
  attachmentNoun,
  checklistItemNoun,
  checklistNoun,
  commentNoun,
  labelNoun,
  statusNoun,
  taskNoun,
} from '../tables.ts'
import type { TrelloBoard, TrelloCard } from './board.ts'
import { countLosses } from './losses.ts'
import { bringMembers } from './members.ts'
import { fold, proposeCategories, type Report, type TrelloOptions } from './model.ts'
import {
  bornAt,
  type CardValues,
  cardValues,
  checklistsOf,
  commentsOf,
  labelsOf,
  settledAt,
} from './shape.ts'
import { Sources } from './sources.ts'

type Progress = (done: number, total: number) => Promise<void>
type Column = { id: string; category: Category }

/** What the steps of one import share. */
type Run = {
  scope: Scope
  board: TrelloBoard
  projectId: string
  sources: Sources
  columns: Map<string, Column>
  labels: Map<string, string>
  people: ReadonlyMap<string, string>
  unknownMembers: number
  badLinks: number
}

/**
 * Brings a Trello board into a project, in the transaction one is in: all of it or nothing. A second run changes only what
 * changed in Trello meanwhile.
 */
export async function importTrello(
  scope: Scope,
  board: TrelloBoard,
  projectId: string,
  o: TrelloOptions,
  progress: Progress = async () => {},
): Promise<Omit<Report, 'dryRun'>> {
  demand(scope, 'conduct', projectId)
  await get(scope, projectNoun, projectId)
  const sources = await Sources.open(scope, projectId, 'trello')
  const run: Run = {
    scope,
    board,
    projectId,
    sources,
    columns: new Map(),
    labels: new Map(),
    people: new Map(),
    unknownMembers: 0,
    badLinks: 0,
  }
  const crew = await bringMembers(scope, board, projectId, sources, o.members)
  run.people = crew.rowOf
  const categories = { ...proposeCategories(inOrder(board.lists)), ...o.categories }
  await bringLists(run, categories, o.archived)
  await bringLabels(run)
  const wanted = inFileOrder(board, o.archived)
  const made = new Map<string, string>()
  for (const [i, card] of wanted.entries()) {
    if (i % 20 === 0) await progress(i, wanted.length)
    made.set(card.id, await bringCard(run, card))
  }
  await bringComments(run, made)
  sources.remember('board', board.id, projectId)
  await sources.close()
  await progress(wanted.length, wanted.length)
  return {
    board: board.name,
    projectId,
    created: sources.created,
    updated: sources.updated,
    unchanged: sources.unchanged,
    lost: countLosses(board, new Set(made.keys()), {
      archived: o.archived,
      placeholders: crew.placeholders,
      unknownMembers: run.unknownMembers,
      badLinks: run.badLinks,
    }),
    lists: inOrder(board.lists).map((l) => ({
      id: l.id,
      name: l.name,
      category: categories[l.id] ?? 'todo',
      cards: wanted.filter((c) => c.idList === l.id).length,
      archived: l.closed,
    })),
    members: crew.shown,
  }
}

const inOrder = <T extends { pos: number }>(all: readonly T[]) => all.toSorted((a, b) => a.pos - b.pos)

/** A card off the board in Trello is archived itself, or stands on an archived list. Numbers follow Trello's own. */
function inFileOrder(board: TrelloBoard, archived: boolean): TrelloCard[] {
  const lists = new Map(board.lists.map((l) => [l.id, l]))
  return board.cards
    .filter((c) => lists.has(c.idList) && (archived || (!c.closed && !lists.get(c.idList)!.closed)))
    .toSorted((a, b) => a.idShort - b.idShort || a.pos - b.pos)
}

/** Lists become columns. In a project still empty, the columns it was given at birth make room for those of the board. */
async function bringLists(
  { scope, board, projectId, sources, columns }: Run,
  categories: Record<string, Category>,
  archived: boolean,
): Promise<void> {
  const existing = await listStatuses(scope, projectId)
  const { rowCount: tasks } = await scope.sql('select from tasks where project_id = $1 limit 1', [projectId])
  const leaving = tasks || !sources.isFirst ? [] : existing.filter(isUntouched)
  const staying = existing.filter((s) => !leaving.includes(s))
  const base = staying.at(-1)?.position ?? 0
  const lists = inOrder(board.lists).filter((l) => archived || !l.closed)
  for (const l of lists) {
    const name = l.name.trim().slice(0, 80) || '–'
    const values = { name, position: l.pos, archived: l.closed }
    const same = staying.find((s) => fold(s.name) === fold(name) && !s.archived)
    if (same && !l.closed && !sources.rowOf('status', l.id))
      sources.match('lists', 'status', l.id, same.id, values)
    else
      await sources.carry(
        'lists',
        'status',
        l.id,
        values,
        async () =>
          (
            await create(scope, statusNoun, {
              projectId,
              name,
              category: categories[l.id] ?? 'todo',
              position: base + l.pos,
              archivedAt: l.closed ? scope.now() : null,
            })
          ).id,
        (id, changed) =>
          change(scope, statusNoun, id, {
            ...(changed.has('name') && { name }),
            ...(changed.has('position') && { position: base + l.pos }),
            ...(changed.has('archived') && { archivedAt: l.closed ? scope.now() : null }),
          }),
      )
  }
  for (const s of leaving)
    if (s.category !== 'done' || lists.some((l) => !l.closed && categories[l.id] === 'done'))
      await discard(scope, statusNoun, s.id)
  const kept = leaving.find(
    (s) => s.category === 'done' && !lists.some((l) => !l.closed && categories[l.id] === 'done'),
  )
  if (kept)
    await amend(scope, statusNoun, kept.id, {
      position: base + Math.max(0, ...lists.map((l) => l.pos)) + step,
    })
  const now = new Map((await listStatuses(scope, projectId)).map((s) => [s.id, s]))
  const first = [...now.values()].find((s) => !s.archived)
  for (const l of lists) {
    // A column binned here since: its cards go to the first one.
    const column = now.get(sources.rowOf('status', l.id) ?? '') ?? first
    if (column) columns.set(l.id, { id: column.id, category: column.category })
  }
}

async function bringLabels({ scope, board, projectId, sources, labels }: Run): Promise<void> {
  for (const { key, name, colour } of labelsOf(board, scope.workspace.locale))
    labels.set(
      key,
      await sources.carry(
        'labels',
        'label',
        key,
        { name, colour },
        async () => (await create(scope, labelNoun, { projectId, name, colour })).id,
        (id, changed) =>
          change(scope, labelNoun, id, {
            ...(changed.has('name') && { name }),
            ...(changed.has('colour') && { colour }),
          }),
      ),
    )
}

/** Changes a row unless somebody binned it here. */
async function change<T extends KeptTable>(
  scope: Scope,
  noun: Noun<T>,
  id: string,
  patch: Record<string, unknown>,
): Promise<boolean> {
  if (!(await find(scope, noun, id))) return false
  await amend(scope, noun, id, patch as never)
  return true
}

async function bringCard(run: Run, card: TrelloCard): Promise<string> {
  const { scope, board, projectId, sources } = run
  const onClosedList = board.lists.find((l) => l.id === card.idList)?.closed === true
  const values = cardValues(board, card, scope.workspace.timezone, card.closed || onClosedList)
  const row = rowValues(run, values)
  const column = run.columns.get(card.idList)
  const finished = values.done || column?.category === 'done'
  const taskId = await sources.carry(
    'cards',
    'task',
    card.id,
    values,
    async () => {
      const at = settledAt(board, card) ?? scope.now()
      const made = await create(scope, taskNoun, {
        ...row,
        projectId,
        number: await nextNumber(scope, projectId),
        completedAt: finished ? at : null,
        archivedAt: values.archived ? at : null,
      } as never)
      const born = bornAt(card.id)
      if (born)
        await scope.sql('update tasks set created_at = $2 where id = $1', [made.id, born], 'task-born')
      if (finished && !values.archived) await sayFinished(scope, made, at)
      return made.id
    },
    async (id, changed) => {
      const patch: Record<string, unknown> = {}
      const fields = {
        title: 'title',
        description: 'description',
        list: 'statusId',
        position: 'position',
        labels: 'labelIds',
        members: 'assigneeIds',
        startsOn: 'startsOn',
        dueOn: 'dueOn',
      } as const
      for (const [theirs, ours] of Object.entries(fields)) if (changed.has(theirs)) patch[ours] = row[ours]
      if (changed.has('list') || changed.has('done'))
        patch.completedAt = finished ? (settledAt(board, card) ?? scope.now()) : null
      if (changed.has('archived')) patch.archivedAt = values.archived ? scope.now() : null
      return change(scope, taskNoun, id, patch)
    },
  )
  await bringChecklists(run, card, taskId)
  await bringAttachments(run, card, taskId)
  return taskId
}

function rowValues(run: Run, v: CardValues) {
  const people = v.members.map((m) => run.people.get(m))
  run.unknownMembers += people.filter((p) => !p).length
  return {
    title: v.title,
    description: v.description,
    statusId: run.columns.get(v.list)?.id as string,
    position: v.position,
    labelIds: v.labels.flatMap((l) => run.labels.get(l) ?? []),
    assigneeIds: people.filter((p) => p !== undefined),
    startsOn: v.startsOn,
    dueOn: v.dueOn,
  }
}

async function bringChecklists(
  { scope, board, projectId, sources }: Run,
  card: TrelloCard,
  taskId: string,
): Promise<void> {
  for (const l of inOrder(cached(board).checklists.get(card.id) ?? [])) {
    const name = l.name.trim().slice(0, 200) || '–'
    const listId = await sources.carry(
      'checklists',
      'checklist',
      l.id,
      { name, position: l.pos },
      async () => (await create(scope, checklistNoun, { projectId, taskId, name, position: l.pos })).id,
      (id) => change(scope, checklistNoun, id, { name, position: l.pos }),
    )
    for (const i of inOrder(l.checkItems)) {
      const values = {
        text: i.name.trim().slice(0, 2_000) || '–',
        done: i.state === 'complete',
        position: i.pos,
      }
      await sources.carry(
        'checklistItems',
        'checklistItem',
        i.id,
        values,
        async () =>
          (await create(scope, checklistItemNoun, { projectId, taskId, checklistId: listId, ...values })).id,
        (id, changed) =>
          change(
            scope,
            checklistItemNoun,
            id,
            Object.fromEntries(Object.entries(values).filter(([k]) => changed.has(k))),
          ),
      )
    }
  }
}

async function bringAttachments(run: Run, card: TrelloCard, taskId: string): Promise<void> {
  const { scope, projectId, sources } = run
  for (const a of card.attachments) {
    const url = safeUrl(a.url)
    if (!url) {
      run.badLinks++
      continue
    }
    const values = { url, name: a.name.trim().slice(0, 300) || url }
    await sources.carry(
      'attachments',
      'attachment',
      a.id,
      values,
      async () => (await create(scope, attachmentNoun, { projectId, taskId, ...values })).id,
      (id) => change(scope, attachmentNoun, id, values),
    )
  }
}

async function bringComments(
  { scope, board, projectId, sources, people }: Run,
  made: ReadonlyMap<string, string>,
): Promise<void> {
  const names = new Map(board.members.map((m) => [m.id, m.fullName]))
  for (const c of commentsOf(board)) {
    const taskId = made.get(c.cardId)
    if (!taskId) continue
    const who = c.idMemberCreator ?? ''
    const text = c.text.trim().slice(0, 20_000)
    await sources.carry(
      'comments',
      'comment',
      c.id,
      { text },
      async () =>
        (
          await create(scope, commentNoun, {
            projectId,
            taskId,
            authorId: people.get(who) ?? null,
            authorName: (c.memberCreator?.fullName || names.get(who) || 'Trello').slice(0, 200),
            text,
            writtenAt: c.date ? new Date(c.date) : scope.now(),
          })
        ).id,
      (id) => change(scope, commentNoun, id, { text }),
    )
  }
}

const perBoard = new WeakMap<TrelloBoard, { checklists: ReturnType<typeof checklistsOf> }>()
/** Worked out once per board, not once per card. */
function cached(board: TrelloBoard) {
  const found = perBoard.get(board) ?? { checklists: checklistsOf(board) }
  perBoard.set(board, found)
  return found
}
