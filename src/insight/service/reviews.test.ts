import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import JSZip from 'jszip'
import { extractText, getDocumentProxy } from 'unpdf'
import { addEntry } from '#budget/service/entries.ts'
import { createLine } from '#budget/service.ts'
import { createGoal } from '#measure/service/goals.ts'
import { createLink } from '#measure/service/links.ts'
import { createSite } from '#measure/service/sites.ts'
import { appendFacts } from '#platform/clickhouse.ts'
import type { Refusal } from '#platform/errors.ts'
import { throughDoor } from '#platform/gates/door.ts'
import { openHouse } from '#platform/testing.ts'
import { planAction } from '#strategy/service/actions.ts'
import { setObjective } from '#strategy/service/objectives.ts'
import { workMetrics } from '#work/metrics.ts'
import { completeTask, createTask } from '#work/service.ts'
import { readRowsAddress } from '../rows/model.ts'
import {
  amendReview,
  discardReview,
  getReview,
  listReviews,
  listShares,
  makeReview,
  readReview,
  readShared,
  restoreReview,
  shareReview,
  unshareReview,
} from './reviews.ts'
import { reviewRows } from './rows.ts'

workMetrics()
const house = await openHouse({ at: '2026-06-01T09:00:00.000Z' })
const { owner, id: workspaceId } = await house.workspace('Atelier Sillage')
const april = { from: '2026-04-01', to: '2026-04-30' }

/** A campaign with two measured actions, one that nothing measures, money spent, tasks done and late. */
async function campaign() {
  const projectId = await house.project(owner, 'Lancement Brume')
  const made = await house.as(owner, async (s) => {
    const media = await createLine(s, projectId, { label: 'Achat média', plannedCents: 500_000 })
    const print = await createLine(s, projectId, { label: 'Impression', plannedCents: 100_000 })
    const search = await planAction(s, projectId, {
      title: 'Campagne Search',
      channel: 'search-ads',
      budgetLineId: media.id,
    })
    const mail = await planAction(s, projectId, {
      title: 'Newsletter d’avril',
      channel: 'email',
      budgetLineId: media.id,
    })
    const flyers = await planAction(s, projectId, {
      title: 'Dépliants en boutique',
      channel: 'print',
      budgetLineId: print.id,
    })
    await addEntry(s, media.id, {
      kind: 'spent',
      amountCents: 123_457,
      datedOn: '2026-04-10',
      actionId: search.id,
      label: 'Annonces',
    })
    await addEntry(s, media.id, {
      kind: 'spent',
      amountCents: 30_001,
      datedOn: '2026-04-12',
      label: 'Frais communs',
    })
    await addEntry(s, media.id, {
      kind: 'committed',
      amountCents: 50_000,
      datedOn: '2026-04-15',
      label: 'Devis vidéo',
    })
    await addEntry(s, media.id, {
      kind: 'spent',
      amountCents: 99_900,
      datedOn: '2026-05-02',
      actionId: mail.id,
      label: 'Hors période',
    })
    await addEntry(s, print.id, {
      kind: 'spent',
      amountCents: 120_000,
      datedOn: '2026-04-20',
      label: 'Imprimeur',
    })
    const site = await createSite(s, { projectId, host: 'brume.example' })
    await createGoal(s, {
      siteId: site.id,
      name: 'Commande',
      kind: 'page',
      pattern: '/merci*',
      valueCents: 4_990,
    })
    await setObjective(s, projectId, {
      title: 'Cent commandes en avril',
      metric: 'hand',
      handName: 'Commandes',
      baseline: 0,
      target: 100,
      startsOn: '2026-04-01',
      dueOn: '2026-04-30',
    })
    const done = await createTask(s, projectId, { title: 'Écrire les annonces', dueOn: '2026-06-03' })
    await completeTask(s, done.id, true)
    await createTask(s, projectId, { title: 'Relire le dépliant', dueOn: '2026-04-18' })
    const link = async (actionId: string) =>
      (await createLink(s, { projectId, actionId, targetUrl: 'https://brume.example/' })).id
    return {
      search,
      mail,
      flyers,
      media,
      print,
      site,
      links: { search: await link(search.id), mail: await link(mail.id) },
    }
  })
  const visits = [
    ...Array.from({ length: 40 }, (_, n) => ({
      visitor: `${1_000 + n}`,
      action: made.search.id,
      link: made.links.search,
      channel: 'paid-search',
      buys: n % 8 === 0,
    })),
    ...Array.from({ length: 30 }, (_, n) => ({
      visitor: `${2_000 + n}`,
      action: made.mail.id,
      link: made.links.mail,
      channel: 'email',
      buys: n % 3 === 0,
    })),
    ...Array.from({ length: 13 }, (_, n) => ({ visitor: `${3_000 + n}`, channel: 'direct', buys: n === 0 })),
  ]
  const rows = visits.flatMap((v, n) => {
    const at = Date.parse('2026-04-02T08:00:00Z') + n * 7 * 3_600_000
    const { buys, ...rest } = v
    const view = {
      workspace: workspaceId,
      kind: 'view',
      project: projectId,
      site: made.site.id,
      host: 'brume.example',
      origin: 'tracker',
      ...rest,
    }
    return [
      { ...view, id: randomUUID(), at, path: '/' },
      ...(buys ? [{ ...view, id: randomUUID(), at: at + 60_000, path: '/merci' }] : []),
      ...('link' in v
        ? [{ ...view, kind: 'link.clicked', id: randomUUID(), at: at - 1_000, path: '/' }]
        : []),
    ]
  })
  await appendFacts(house.platform.clickhouse, randomUUID(), rows)
  await appendFacts(house.platform.clickhouse, randomUUID(), [
    {
      workspace: workspaceId,
      id: randomUUID(),
      kind: 'view',
      at: rows[0]!.at,
      project: projectId,
      site: made.site.id,
      visitor: '9',
      path: '/',
      bot: 1,
    },
  ])
  const review = await house.as(owner, (s) => makeReview(s, projectId, april))
  return { projectId, review, ...made }
}

const c = await campaign()
const read = (locale: 'fr' | 'en' = 'fr') => house.as(owner, (s) => readReview(s, c.review.id, locale))

test('the figures of a review are those counted in the databases, to the cent', async () => {
  const doc = await read()
  const ask = async (what: string, where = '') => {
    const r = await house.platform.clickhouse.query({
      query: `select ${what} as n from facts where project = '${c.projectId}' and bot = 0 ${where}`,
      format: 'JSONEachRow',
    })
    return Number((await r.json<{ n: number }>())[0]!.n)
  }
  const spent = async (where: string) =>
    Number(
      (
        await house.owner.query(
          `select coalesce(sum(amount_cents), 0) as n from budget_entries where project_id = $1 and kind = 'spent' and dated_on between '2026-04-01' and '2026-04-30' ${where}`,
          [c.projectId],
        )
      ).rows[0].n,
    )
  const key = (k: string) => doc.keyFigures.find((x) => x.key === k)?.figure.value
  assert.equal(key('visits'), await ask('uniqExact(visitor)', "and kind = 'view'"))
  assert.equal(key('clicks'), await ask('count()', "and kind = 'link.clicked'"))
  const bought = await ask('count()', "and kind = 'view' and path = '/merci'")
  assert.equal(key('conversions'), bought)
  assert.equal(key('revenue'), bought * 4_990)
  assert.equal(key('cost'), await spent(''))
  assert.equal(key('roi'), (bought * 4_990 - (await spent(''))) / (await spent('')))
  const search = doc.actions.find((a) => a.id === c.search.id)!
  assert.equal(
    search.visits.value,
    await ask('uniqExact(visitor)', `and kind = 'view' and action = '${c.search.id}'`),
  )
  assert.equal(
    search.cost.value! + doc.actions.find((a) => a.id === c.mail.id)!.cost.value!,
    await spent(`and line_id = '${c.media.id}'`),
  )
  const line = doc.lines.find((l) => l.id === c.print.id)!
  assert.equal(line.remaining.value, 100_000 - 120_000, 'the overrun line says by how much')
  for (const k of ['cost', 'visits', 'clicks', 'conversions', 'revenue'] as const)
    assert.equal(
      [...doc.actions, ...(doc.unattributed ? [doc.unattributed] : [])].reduce(
        (n, a) => n + (a[k].value ?? 0),
        0,
      ),
      doc.actionTotal[k].value,
      `the column ${k} adds up`,
    )
  assert.equal(
    doc.days.reduce((n, d) => n + d.visits, 0),
    key('visits'),
  )
  assert.equal(
    doc.channels.reduce((n, d) => n + (d.visits.value ?? 0), 0),
    key('visits'),
  )
  assert.equal(doc.work.late.value, 1)
})

test('an action that nothing measures shows dashes, never zeros', async () => {
  const flyers = (await read()).actions.find((a) => a.id === c.flyers.id)!
  assert.equal(flyers.cost.value, 120_000)
  for (const k of ['visits', 'clicks', 'conversions', 'revenue', 'cpa', 'roi'] as const)
    assert.equal(flyers[k].value, null, k)
})

test('each figure leads to rows that add up to it', async () => {
  const doc = await read()
  const all = [
    ...doc.keyFigures.map((k) => ({ name: k.key, ...k.figure })),
    ...doc.actions.flatMap((a) =>
      [a.cost, a.visits, a.clicks, a.conversions, a.revenue].map((x) => ({ name: a.title, ...x })),
    ),
    ...doc.lines.flatMap((l) => [l.committed, l.spent].map((x) => ({ name: l.title, ...x }))),
    ...doc.channels.flatMap((ch) => [ch.visits, ch.conversions].map((x) => ({ name: ch.name, ...x }))),
    doc.work.late,
  ].filter((x) => x.value !== null)
  for (const figure of all) {
    const address = figure.rows?.split('?')
    assert.equal(
      address?.[0],
      `/${(await house.owner.query('select slug from workspaces where id = $1', [workspaceId])).rows[0].slug}/projets/lancement-brume/bilan/lignes`,
    )
    const question = readRowsAddress(address![1]!)!
    const page = await house.as(owner, (s) =>
      reviewRows(s, c.projectId, { ...question, offset: 0, limit: 500 }),
    )
    if (figure.unit === 'money' && 'name' in figure && figure.name !== 'cpa')
      assert.equal(page.sumCents, figure.value, `${figure.name} ${address![1]}`)
    if (figure.unit === 'count') assert.equal(page.total, figure.value, address![1]!)
    if (page.sumCents !== null)
      assert.equal(
        page.rows.map((r) => Number(r.value)).reduce((a, b) => a + b, 0),
        page.sumCents,
      )
    assert.equal(page.rows.length, page.total)
  }
})

test('the PDF and the slides say the same figures as the databases', async () => {
  const doc = await read()
  const { printPdf } = await import('./printPdf.ts')
  const { presentPptx } = await import('./presentPptx.ts')
  const bare = (t: string) => t.replace(/\s/g, '')
  const pdf = bare(
    (
      await extractText(
        await getDocumentProxy(new Uint8Array(await printPdf(doc, { origin: 'https://p.example' }))),
        { mergePages: true },
      )
    ).text,
  )
  const zip = await JSZip.loadAsync(await presentPptx(doc, { origin: 'https://p.example' }))
  const pptx = bare(
    (
      await Promise.all(
        Object.keys(zip.files)
          .filter((n) => /slides\/slide\d+\.xml$/.test(n))
          .map((n) => zip.file(n)!.async('text')),
      )
    ).join(' '),
  )
  const { rows } = await house.owner.query(
    `select sum(amount_cents)::int as cents from budget_entries where project_id = $1 and kind = 'spent' and dated_on <= '2026-04-30'`,
    [c.projectId],
  )
  const euros = bare(
    new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(
      rows[0].cents / 100,
    ),
  )
  for (const text of [pdf, pptx])
    for (const word of [euros, '83visites', 'LancementBrume', '−200€', 'Newsletterd’avril'])
      assert.ok(text.includes(word), word)
})

test('texts written by hand survive a refresh of the figures, and an emptied one gives the draft back', async () => {
  const written = await house.as(owner, (s) =>
    amendReview(s, c.review.id, { texts: { lessons: 'Garder la newsletter.', next: 'Préparer mai.' } }),
  )
  const again = await house.as(owner, (s) =>
    amendReview(s, c.review.id, { texts: { next: '' }, title: 'Bilan d’avril' }, written.version),
  )
  assert.deepEqual(again.texts, { lessons: 'Garder la newsletter.' })
  const doc = await read()
  assert.equal(doc.title, 'Bilan d’avril')
  assert.equal(doc.texts.lessons, 'Garder la newsletter.')
  await assert.rejects(
    house.as(owner, (s) => amendReview(s, c.review.id, { title: 'Autre' }, written.version)),
    (e: Refusal) => e.code === 'CONFLICT',
  )
  await assert.rejects(
    house.as(owner, (s) => amendReview(s, c.review.id, { from: '2026-05-01' })),
    (e: Refusal) => e.code === 'INVALID',
  )
})

test('a shared link opens the review without an account, in the reader’s language, and its rows; withdrawn, it opens nothing', async () => {
  const made = await house.as(owner, (s) => shareReview(s, c.review.id, { days: 30 }))
  const key = made.url.split('/b/')[1]!
  const open = (locale: 'fr' | 'en') =>
    throughDoor(house.platform, 'review', key, (s, d) => readShared(s, d, key, locale))
  const [doc, own] = [await open('en'), await read('en')]
  assert.deepEqual(
    doc.actions.map((a) => a.visits.value),
    own.actions.map((a) => a.visits.value),
  )
  assert.equal(doc.locale, 'en')
  assert.ok(doc.keyFigures[0]!.figure.rows?.startsWith(`/b/${key}/lignes?`))
  const rows = await throughDoor(house.platform, 'review', key, (s, d) =>
    reviewRows(s, d.projectId!, { what: 'visits', ...april, offset: 0, limit: 10 }),
  )
  assert.equal(rows.rows.length, 10)
  const other = await house.project(owner, 'Autre client')
  await assert.rejects(
    throughDoor(house.platform, 'review', key, (s) =>
      reviewRows(s, other, { what: 'visits', ...april, offset: 0, limit: 10 }),
    ),
    (e: Refusal) => e.code === 'NOT_FOUND',
  )
  const shares = await house.as(owner, (s) => listShares(s, c.review.id))
  assert.equal(shares.find((x) => x.id === made.id)!.opens >= 3, true)
  await house.as(owner, (s) => unshareReview(s, c.review.id, made.id))
  await assert.rejects(open('fr'), (e: Refusal) => e.code === 'GONE')
  const late = await house.as(owner, (s) => shareReview(s, c.review.id, { days: 1 }))
  house.clock.advance(2 * 86_400_000)
  await assert.rejects(
    throughDoor(house.platform, 'review', late.url.split('/b/')[1]!, async () => {}),
    (e: Refusal) => e.code === 'GONE',
  )
  house.clock.set('2026-06-01T09:00:00.000Z')
})

test('a member writes reviews but does not share them, a guest sees nothing, a neighbour finds nothing', async () => {
  const [member, guest] = [
    await house.person(workspaceId, 'member'),
    await house.person(workspaceId, 'guest'),
  ]
  const mine = await house.as(member, (s) => makeReview(s, c.projectId, april))
  await assert.rejects(
    house.as(member, (s) => shareReview(s, mine.id, { days: null })),
    (e: Refusal) => e.code === 'FORBIDDEN',
  )
  await assert.rejects(
    house.as(guest, (s) => getReview(s, mine.id)),
    (e: Refusal) => e.code === 'NOT_FOUND',
  )
  const neighbour = await house.workspace('Voisin')
  await assert.rejects(
    house.as(neighbour.owner, (s) => readReview(s, mine.id, 'fr')),
    (e: Refusal) => e.code === 'NOT_FOUND',
  )
  await assert.rejects(
    house.as(neighbour.owner, (s) => makeReview(s, c.projectId)),
    (e: Refusal) => e.code === 'NOT_FOUND',
  )
  await house.as(member, (s) => discardReview(s, mine.id))
  assert.ok(!(await house.as(owner, (s) => listReviews(s, c.projectId))).some((r) => r.id === mine.id))
  await house.as(member, (s) => restoreReview(s, mine.id))
  assert.ok((await house.as(owner, (s) => listReviews(s, c.projectId))).some((r) => r.id === mine.id))
})

test('a project without site, budget or task still has a review, which says what is not known', async () => {
  const projectId = await house.project(owner, 'Tout neuf')
  const review = await house.as(owner, (s) => makeReview(s, projectId))
  const doc = await house.as(owner, (s) => readReview(s, review.id, 'fr'))
  for (const k of doc.keyFigures) assert.equal(k.figure.value, null, k.key)
  assert.match(doc.summary[0]!, /aucune visite n’a été mesurée/)
})
