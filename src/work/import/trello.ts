import { create, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import type { Category, FieldValues } from '../model.ts'
import { nextNumber, sayFinished } from '../service/tasks.ts'
import { labelNoun, taskNoun } from '../tables.ts'
import type { TrelloBoard, TrelloCard } from './board.ts'
import { change } from './bring/change.ts'
import { bringColumns } from './bring/columns.ts'
import { type BroughtField, bringFields, broughtValue } from './bring/fields.ts'
import { countLosses } from './losses.ts'
import { bringMembers } from './members.ts'
import { type Found, type ImportOptions, proposeCategories } from './model.ts'
import { bornAt, type CardValues, cardValues, fieldsIn, labelsOf, settledAt, valueIn } from './shape.ts'
import { Sources } from './sources.ts'
import { bringAttachments, bringBetween, bringChecklists, bringComments, type Run } from './trello-parts.ts'

type Progress = (done: number, total: number) => Promise<void>

/**
 * Brings a Trello board into a project, in the transaction one is in: all of it or nothing. A second run changes only what
 * changed in Trello meanwhile.
 */
export async function importTrello(
  scope: Scope,
  board: TrelloBoard,
  projectId: string,
  o: ImportOptions,
  progress: Progress = async () => {},
): Promise<Found> {
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
    fields: new Map(),
    unknownMembers: 0,
    badLinks: 0,
    between: [],
    cardLinks: 0,
    badValues: 0,
    droppedValues: 0,
  }
  const somebody = board.members.map((m) => ({ id: m.id, name: m.fullName, username: m.username, email: '' }))
  const crew = await bringMembers(scope, 'trello', somebody, projectId, sources, o.members)
  run.people = crew.rowOf
  const categories = { ...proposeCategories(inOrder(board.lists)), ...chosen(o) }
  run.columns = await bringColumns(
    scope,
    projectId,
    sources,
    inOrder(board.lists)
      .filter((l) => o.archived || !l.closed)
      .map((l) => ({ ...l, category: categories[l.id] ?? 'todo' })),
  )
  const fields = fieldsIn(board)
  const kept = fields.filter((f) => o.fields[f.id] !== 'skip')
  run.fields = await bringFields(scope, projectId, sources, kept)
  await bringLabels(run)
  const wanted = inFileOrder(board, o.archived)
  const made = new Map<string, string>()
  for (const [i, card] of wanted.entries()) {
    if (i % 20 === 0) await progress(i, wanted.length)
    made.set(card.id, await bringCard(run, card))
  }
  await bringBetween(run, made)
  await bringComments(run, made)
  sources.remember('board', board.id, projectId)
  await sources.close()
  await progress(wanted.length, wanted.length)
  return {
    source: 'trello',
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
      cardLinks: run.cardLinks,
      badValues: run.badValues,
      droppedValues: run.droppedValues,
    }),
    lists: inOrder(board.lists).map((l) => ({
      id: l.id,
      name: l.name,
      category: categories[l.id] ?? 'todo',
      isGroup: false,
      cards: wanted.filter((c) => c.idList === l.id).length,
      archived: l.closed,
    })),
    members: crew.shown,
    fields: fields.map((f) => ({
      id: f.id,
      name: f.name,
      kind: f.kind,
      values: wanted.filter((c) => c.customFieldItems.some((i) => i.idCustomField === f.id)).length,
      kept: kept.includes(f),
    })),
    boards: [],
    table: null,
  }
}

/** A list of Trello is a column: what else it could be is not asked. */
const chosen = (o: ImportOptions): Record<string, Category> =>
  Object.fromEntries(
    Object.entries(o.categories).flatMap(([k, c]) => (c === 'label' || c === 'parent' ? [] : [[k, c]])),
  )

const inOrder = <T extends { pos: number }>(all: readonly T[]) => all.toSorted((a, b) => a.pos - b.pos)

/** A card off the board in Trello is archived itself, or stands on an archived list. Numbers follow Trello's own. */
function inFileOrder(board: TrelloBoard, archived: boolean): TrelloCard[] {
  const lists = new Map(board.lists.map((l) => [l.id, l]))
  return board.cards
    .filter((c) => lists.has(c.idList) && (archived || (!c.closed && !lists.get(c.idList)!.closed)))
    .toSorted((a, b) => a.idShort - b.idShort || a.pos - b.pos)
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

async function bringCard(run: Run, card: TrelloCard): Promise<string> {
  const { scope, board, projectId, sources } = run
  const onClosedList = board.lists.find((l) => l.id === card.idList)?.closed === true
  const values = cardValues(board, card, scope.workspace.timezone, card.closed || onClosedList)
  const row = rowValues(run, card, values)
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
        startMinute: 'startMinute',
        dueMinute: 'dueMinute',
      } as const
      for (const [theirs, ours] of Object.entries(fields)) if (changed.has(theirs)) patch[ours] = row[ours]
      if (changed.has('fields')) {
        const { rows } = await scope.sql<{ fields: object }>('select fields from tasks where id = $1', [id])
        patch.fields = { ...rows[0]?.fields, ...row.fields }
      }
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

function rowValues(run: Run, card: TrelloCard, v: CardValues) {
  const people = v.members.map((m) => run.people.get(m))
  run.unknownMembers += people.filter((p) => !p).length
  const fields: FieldValues = {}
  for (const item of card.customFieldItems) {
    const field = run.fields.get(item.idCustomField)
    const value = field && valueIn(run.board, item)
    if (Array.isArray(value) && !value.length) continue // a box that is not ticked
    const kept = value === undefined || !field ? undefined : broughtValue(field, value, run.people)
    if (kept !== undefined) fields[(field as BroughtField).field.id] = kept
    else if (field || !run.board.customFields.some((f) => f.id === item.idCustomField)) run.badValues++
    else run.droppedValues++
  }
  return {
    fields,
    startMinute: v.startMinute,
    dueMinute: v.dueMinute,
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
