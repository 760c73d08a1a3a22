import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metricNamed } from '#platform/catalogue.ts'
import { askFacts } from '#platform/clickhouse.ts'
import { undo } from '#platform/ledger.ts'
import { createOrganisation, setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { budgetMetrics } from './metrics.ts'
import { linesAsCsv } from './service/csv.ts'
import { addEntry, amendEntry, discardEntry, listEntries, restoreEntry } from './service/entries.ts'
import {
  amendLine,
  budgetTotals,
  costs,
  createLine,
  discardLine,
  getLine,
  lineTotals,
  listLines,
  restoreLine,
} from './service.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
budgetMetrics()

async function lineOf(who: Person, plannedCents = 1_000_00, label = 'Vidéo') {
  const projectId = await house.project(who)
  return { projectId, line: await house.as(who, (s) => createLine(s, projectId, { label, plannedCents })) }
}
const paid = (amountCents: number, datedOn = '2026-03-10') => ({
  kind: 'spent' as const,
  amountCents,
  datedOn,
})
const ordered = (amountCents: number, datedOn = '2026-03-01') => ({
  kind: 'committed' as const,
  amountCents,
  datedOn,
})

test('an order is committed, its invoice settles it, and what remains is told to the cent', async () => {
  const { projectId, line } = await lineOf(owner)
  const order = await house.as(owner, (s) => addEntry(s, line.id, ordered(600_00)))
  assert.equal(order.overrunCents, 0)
  const invoice = await house.as(owner, (s) =>
    addEntry(s, line.id, {
      ...paid(450_50),
      settlesId: order.entry.id,
      reference: 'F-2026-014',
      vatRate: 20,
    }),
  )
  assert.equal(invoice.entry.taxCents, 90_10)
  const { total } = await house.as(owner, (s) => budgetTotals(s, projectId))
  assert.deepEqual(total, {
    plannedCents: 1_000_00,
    committedCents: 600_00,
    openCents: 149_50,
    spentCents: 450_50,
    remainingCents: 400_00,
  })
})

test('a commitment that would overrun the line is taken, and says by how much', async () => {
  const { line } = await lineOf(owner)
  const { overrunCents, line: totals } = await house.as(owner, (s) => addEntry(s, line.id, ordered(1_250_01)))
  assert.equal(overrunCents, 250_01)
  assert.equal(totals.remainingCents, -250_01)
})

test('an expense settles a commitment of its own line only', async () => {
  const { projectId, line } = await lineOf(owner)
  const other = await house.as(owner, (s) => createLine(s, projectId, { label: 'Presse' }))
  const order = await house.as(owner, (s) => addEntry(s, other.id, ordered(100)))
  await assert.rejects(
    house.as(owner, (s) => addEntry(s, line.id, { ...paid(100), settlesId: order.entry.id })),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(owner, (s) => addEntry(s, line.id, { ...ordered(100), settlesId: order.entry.id })),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(owner, (s) => addEntry(s, line.id, ordered(-5))),
    { code: 'INVALID' },
  )
})

test('a correction, a bin and a restoration leave the log with what was really spent', async () => {
  const { projectId, line } = await lineOf(owner)
  const { entry } = await house.as(owner, (s) => addEntry(s, line.id, paid(200_00)))
  await house.as(owner, (s) => amendEntry(s, entry.id, { amountCents: 180_00 }, entry.version))
  await house.as(owner, (s) => discardEntry(s, entry.id))
  assert.equal((await house.as(owner, (s) => lineTotals(s, projectId)))[0]?.spentCents, 0)
  await house.as(owner, (s) => restoreEntry(s, entry.id))
  await house.settle()
  const [log] = await house.as(owner, (s) =>
    askFacts<{ cents: number; line: string }>(
      s,
      "select sum(amount_cents) as cents, any(budget_line) as line from {facts} where kind = 'budget.spent' and project = {p:UUID}",
      { p: projectId },
    ),
  )
  assert.deepEqual({ cents: Number(log?.cents), line: log?.line }, { cents: 180_00, line: line.id })
})

test('a stale change to an entry is refused', async () => {
  const { line } = await lineOf(owner)
  const { entry } = await house.as(owner, (s) => addEntry(s, line.id, paid(1)))
  await house.as(owner, (s) => amendEntry(s, entry.id, { label: 'Studio' }, entry.version))
  await assert.rejects(
    house.as(owner, (s) => amendEntry(s, entry.id, { label: 'Autre' }, entry.version)),
    { code: 'CONFLICT' },
  )
})

test('a binned line leaves the sums with its entries and comes back with them', async () => {
  const { projectId, line } = await lineOf(owner)
  await house.as(owner, (s) => addEntry(s, line.id, paid(70_00)))
  await house.as(owner, (s) => discardLine(s, line.id))
  assert.deepEqual((await house.as(owner, (s) => listEntries(s, { projectId }))).items, [])
  assert.equal((await house.as(owner, (s) => costs(s, projectId, []))).totalCents, 0)
  await house.as(owner, (s) => restoreLine(s, line.id))
  assert.equal((await house.as(owner, (s) => costs(s, projectId, []))).elsewhereCents, 70_00)
})

test('entries are read a page at a time, newest first, each once', async () => {
  const { projectId, line } = await lineOf(owner)
  await house.as(owner, async (s) => {
    for (let day = 1; day <= 7; day++) await addEntry(s, line.id, paid(day, `2026-03-0${Math.ceil(day / 2)}`))
  })
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await house.as(owner, (s) =>
      listEntries(s, { projectId, limit: 3, ...(cursor && { cursor }) }),
    )
    seen.push(...page.items.map((e) => e.amountCents))
    cursor = page.next ?? undefined
  } while (cursor)
  assert.deepEqual(seen, [7, 6, 5, 4, 3, 2, 1])
})

test('a period counts what is dated in it', async () => {
  const { projectId, line } = await lineOf(owner)
  await house.as(owner, (s) => addEntry(s, line.id, paid(10, '2026-02-28')))
  await house.as(owner, (s) => addEntry(s, line.id, paid(5, '2026-03-31')))
  const march = { from: '2026-03-01', to: '2026-03-31' }
  assert.equal((await house.as(owner, (s) => budgetTotals(s, projectId, march))).total.spentCents, 5)
  const read = (key: string) => house.as(owner, (s) => metricNamed(key)!.read(s, { projectId, ...march }))
  assert.equal(await read('budget.spent'), 5)
  assert.equal(await read('budget.planned'), 1_000_00)
  assert.equal(await read('budget.remaining'), 999_85)
  const empty = await house.project(owner)
  assert.equal(
    await house.as(owner, (s) => metricNamed('budget.spent')!.read(s, { projectId: empty, ...march })),
    null,
  )
})

test('a contributor reads the budget and may not change it; a project lead may', async () => {
  const { projectId, line } = await lineOf(owner)
  const member = await house.person(workspaceId, 'member')
  assert.equal((await house.as(member, (s) => listLines(s, projectId))).length, 1)
  await assert.rejects(
    house.as(member, (s) => createLine(s, projectId, { label: 'X' })),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(member, (s) => amendLine(s, line.id, { label: 'X' })),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(member, (s) => addEntry(s, line.id, paid(1))),
    { code: 'FORBIDDEN' },
  )
  await house.as(owner, (s) => setProjectMember(s, projectId, member.memberId, 'lead'))
  assert.equal((await house.as(member, (s) => addEntry(s, line.id, paid(1)))).entry.amountCents, 1)
})

test('the neighbour’s budget does not exist, and neither does their supplier', async () => {
  const { projectId, line } = await lineOf(owner)
  const { owner: neighbour } = await house.workspace('Voisin')
  const supplier = await house.as(neighbour, (s) =>
    createOrganisation(s, { kind: 'supplier', name: 'Studio Nord' }),
  )
  const { entry } = await house.as(owner, (s) => addEntry(s, line.id, paid(9)))
  for (const attempt of [
    () => house.as(neighbour, (s) => getLine(s, line.id)),
    () => house.as(neighbour, (s) => amendLine(s, line.id, { label: 'À moi' })),
    () => house.as(neighbour, (s) => addEntry(s, line.id, paid(1))),
    () => house.as(neighbour, (s) => amendEntry(s, entry.id, { amountCents: 2 })),
    () => house.as(neighbour, (s) => createLine(s, projectId, { label: 'À moi' })),
    () => house.as(owner, (s) => amendLine(s, line.id, { supplierId: supplier.id })),
    () => house.as(owner, (s) => addEntry(s, line.id, { ...paid(1), actionId: entry.id })),
  ])
    await assert.rejects(attempt(), { code: 'NOT_FOUND' })
  const guest = await house.person(workspaceId, 'guest')
  await assert.rejects(
    house.as(guest, (s) => listLines(s, projectId)),
    { code: 'NOT_FOUND' },
  )
})

test('an entry taken back by « Annuler » corrects what was announced, and only who conducts may do it', async () => {
  const { projectId, line } = await lineOf(owner)
  const { entry } = await house.as(owner, (s) => addEntry(s, line.id, paid(300_00)))
  await house.as(owner, (s) => amendEntry(s, entry.id, { amountCents: 450_00 }))
  const changeOf = (verb: string) =>
    house.as(owner, async (s) => {
      const { rows } = await s.sql<{ id: string }>(
        'select id from history where row_id = $1 and verb = $2 order by at desc, id desc limit 1',
        [entry.id, verb],
      )
      return rows[0]!.id
    })
  const member = await house.person(workspaceId, 'member')
  const change = await changeOf('changed')
  await assert.rejects(
    house.as(member, (s) => undo(s, change)),
    { code: 'FORBIDDEN' },
  )
  await house.as(owner, (s) => undo(s, change))
  const created = await changeOf('created')
  await house.as(owner, (s) => undo(s, created))
  await house.settle()
  const told = await house.as(owner, (s) =>
    askFacts<{ cents: string; n: string }>(
      s,
      `select sum(amount_cents) as cents, count() as n from {facts} where kind = 'budget.spent' and project = {p:UUID}`,
      { p: projectId },
    ),
  )
  assert.deepEqual([Number(told[0]!.cents), Number(told[0]!.n)], [0, 4])
})

test('the CSV opens in a French spreadsheet, and no cell is taken for a formula', async () => {
  const { projectId, line } = await lineOf(owner, 1_234_56, '=2+2; "film"')
  await house.as(owner, (s) => addEntry(s, line.id, paid(2_000_00)))
  const csv = await house.as(owner, (s) => linesAsCsv(s, projectId))
  assert.match(csv, /^\uFEFFLigne;/)
  assert.equal(csv.split('\r\n')[1], `"'=2+2; ""film""";;;;;;1234,56;0,00;0,00;2000,00;-765,44;EUR`)
})
