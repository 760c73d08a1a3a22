import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { after, test } from 'node:test'
import { openHouse } from '#platform/testing.ts'
import { effects, effectsBy } from '../service/effects.ts'
import { createGoal } from '../service/goals.ts'
import { createLink } from '../service/links.ts'
import { discardSite } from '../service/sites.ts'
import { anAction, measured } from '../testing.ts'
import { countryOf } from './country.ts'
import { recordEvent } from './record.ts'
import { forgetSalts } from './salts.ts'
import { ingestOf } from './service.ts'

const house = await openHouse()
const { owner, id: workspace } = await house.workspace()
const ingest = ingestOf(house.platform)
after(() => ingest.spool.close())
const chrome =
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36'
const today = { from: '2026-03-16', to: '2026-03-16' }
const event = (url: string, o: object = {}) => ({
  name: 'view',
  url,
  referrer: '',
  title: '',
  valueCents: 0,
  props: {},
  ...o,
})

test('a page view is a visit, with its channel, its device and its visitor without an address', async () => {
  const m = await measured(house, owner, 'Vue')
  const visitor = { address: '203.0.113.7', agent: chrome }
  assert.equal(
    await ingest.hear(
      m.site.siteKey,
      event('https://www.brume.example/offre?x=1', { referrer: 'https://www.google.fr/search?q=secret' }),
      visitor,
    ),
    'stored',
  )
  house.clock.advance(60_000)
  assert.equal(
    await ingest.hear(
      m.site.siteKey,
      event('https://brume.example/merci', { referrer: 'https://brume.example/offre' }),
      visitor,
    ),
    'stored',
  )
  await ingest.hear(m.site.siteKey, event('https://brume.example/'), {
    address: '203.0.113.8',
    agent: 'Googlebot/2.1 (+http://www.google.com/bot.html)',
  })
  await ingest.spool.drained()
  const by = await house.as(owner, (s) => effectsBy(s, { projectId: m.projectId, ...today, by: 'channel' }))
  assert.deepEqual(
    by.map((c) => [c.key, c.visits, c.views]),
    [['organic-search', 1, 2]],
  )
  const result = await house.platform.clickhouse.query({
    query: `select path, referrer, device, browser, bot, toString(visitor) as v, * from facts where project = '${m.projectId}' order by at, path`,
    format: 'JSONEachRow',
  })
  const rows = await result.json<Record<string, unknown>>()
  assert.equal(rows.length, 3)
  assert.deepEqual(rows.map((r) => [r.path, r.device, r.bot]).sort(), [
    ['/', '', 1],
    ['/merci', 'desktop', 0],
    ['/offre', 'desktop', 0],
  ])
  assert.doesNotMatch(JSON.stringify(rows), /203\.0|secret/)
})

test('a visit tells its country, and the address that told it is forgotten', async () => {
  const m = await measured(house, owner, 'Pays')
  // An address of each kind, a private one, and what is none: registries only say which country was given a range.
  const from = ['90.63.1.1', '::ffff:90.63.1.1', '2a01:e0a::1', '192.168.1.20', 'a name']
  assert.deepEqual(from.map(countryOf), ['FR', 'FR', 'FR', '', ''])
  for (const address of from.slice(0, 4))
    await ingest.hear(m.site.siteKey, event('https://brume.example/'), { address, agent: chrome })
  await ingest.spool.drained()
  const by = await house.as(owner, (s) =>
    effectsBy(s, { projectId: m.projectId, from: '2026-01-01', to: '2026-12-31', by: 'country' }),
  )
  assert.deepEqual(by.map((c) => [c.key, c.views]).sort(), [
    ['', 1],
    ['FR', 3],
  ])
  const kept = await house.platform.clickhouse.query({
    query: `select * from facts where project = '${m.projectId}'`,
    format: 'JSONEachRow',
  })
  assert.doesNotMatch(await kept.text(), /90\.63|2a01|192\.168/)
})

test('lines left on the disk by an older Pupitre, which knew fewer columns, are taken in', async () => {
  const m = await measured(house, owner, 'Ancien')
  const left = path.join(house.platform.config.data, 'spool', randomUUID())
  fs.mkdirSync(left, { recursive: true })
  fs.writeFileSync(path.join(left, 'owner'), '{}')
  fs.utimesSync(path.join(left, 'owner'), 0, 0)
  const line = `["${workspace}","${randomUUID()}","view","2026-03-16T10:00:00.000Z","${m.projectId}",null,null,null,null,"${m.site.id}","1","","brume.example","/","","","direct","","","","","","desktop","","",0,0,1,{},"tracker"]\n`
  fs.writeFileSync(path.join(left, `${randomUUID()}.lines`), line)
  assert.equal(await ingest.spool.adopt(), 1)
  const kept = await house.platform.clickhouse.query({
    query: `select path, country from facts where project = '${m.projectId}'`,
    format: 'JSONEachRow',
  })
  assert.deepEqual(await kept.json(), [{ path: '/', country: '' }])
})

test('the next day the same person is somebody else, and the day after tomorrow nobody can tell who they were', async () => {
  const m = await measured(house, owner, 'Sel')
  const visitor = { address: '203.0.113.7', agent: chrome }
  await ingest.hear(m.site.siteKey, event('https://brume.example/'), visitor)
  house.clock.advance(86_400_000)
  await ingest.hear(m.site.siteKey, event('https://brume.example/'), visitor)
  await ingest.spool.drained()
  assert.equal(
    (
      await house.as(owner, (s) =>
        effects(s, { projectId: m.projectId, from: '2026-03-16', to: '2026-03-17' }),
      )
    ).visitors,
    2,
  )
  assert.ok(
    (await house.owner.query('select from visitor_salts where site_id = $1', [m.site.id])).rowCount === 2,
  )
  house.clock.advance(3 * 86_400_000)
  await forgetSalts(house.platform)
  assert.equal(
    (await house.owner.query('select from visitor_salts where site_id = $1', [m.site.id])).rowCount,
    0,
  )
  house.clock.advance(-4 * 86_400_000)
})

test('an unknown site, another host and a site in the bin are refused', async () => {
  const m = await measured(house, owner, 'Refus')
  const visitor = { address: '203.0.113.7', agent: chrome }
  assert.equal(await ingest.hear('nothing', event('https://brume.example/'), visitor), 'unknown site')
  assert.equal(
    await ingest.hear(m.site.siteKey, event('https://brume.example.evil.test/'), visitor),
    'other host',
  )
  const other = await measured(house, owner, 'Corbeille')
  await house.as(owner, (s) => discardSite(s, other.site.id))
  assert.equal(
    await ingest.hear(other.site.siteKey, event('https://brume.example/'), visitor),
    'unknown site',
  )
})

test('the code of a link in the address carries the trail: project, action, link', async () => {
  const m = await measured(house, owner, 'Piste')
  const action = await anAction(house, owner, m.projectId, { code: 'influence-mars', channel: 'influence' })
  const link = await house.as(owner, (s) =>
    createLink(s, {
      projectId: m.projectId,
      actionId: action,
      targetUrl: 'https://brume.example/offre',
      placement: 'Story Instagram',
    }),
  )
  assert.equal(link.utmSource, 'instagram')
  await ingest.click(link.code, { address: '203.0.113.7', agent: chrome }, '')
  const url = `https://brume.example/offre?utm_source=instagram&utm_medium=influence&utm_id=${link.code}`
  await ingest.hear(m.site.siteKey, event(url), { address: '203.0.113.7', agent: chrome })
  await ingest.spool.drained()
  const [one] = await house.as(owner, (s) => effectsBy(s, { projectId: m.projectId, ...today, by: 'action' }))
  assert.deepEqual([one?.key, one?.visits, one?.clicks], [action, 1, 1])
  const [channel] = await house.as(owner, (s) =>
    effectsBy(s, { projectId: m.projectId, ...today, by: 'channel' }),
  )
  assert.deepEqual([channel?.key, channel?.clicks], ['influence', 1])
})

test('a program with a key records a sale, for who has the right to', async () => {
  const m = await measured(house, owner, 'Programme')
  await house.as(owner, (s) =>
    createGoal(s, {
      siteId: m.site.id,
      name: 'Vente',
      kind: 'event',
      pattern: 'achat',
      valueFromEvent: true,
    }),
  )
  const sale = { siteId: m.site.id, name: 'achat', url: '/panier', valueCents: 4_990 }
  await house.as(owner, (s) => recordEvent(s, sale))
  await ingest.spool.drained()
  const found = await house.as(owner, (s) => effects(s, { projectId: m.projectId, ...today }))
  assert.deepEqual([found.conversions, found.revenueCents, found.visits], [1, 4_990, 1])
  await assert.rejects(
    house.as(owner, (s) => recordEvent(s, { ...sale, at: new Date('2020-01-01') })),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(owner, (s) => recordEvent(s, { ...sale, url: 'https://ailleurs.example/' })),
    { code: 'INVALID' },
  )
  const guest = await house.person(owner.workspaceId, 'guest')
  await assert.rejects(
    house.as(guest, (s) => recordEvent(s, sale)),
    { code: 'NOT_FOUND' },
  )
})

const post = (agent: http.Agent, port: number, body: string) =>
  new Promise<number>((done) => {
    const req = http.request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: '/t/e',
        method: 'POST',
        headers: {
          'content-type': 'text/plain',
          'content-length': Buffer.byteLength(body),
          'user-agent': chrome,
        },
      },
      (res) => {
        res.resume()
        res.on('end', () => done(res.statusCode ?? 0)).on('error', () => done(0))
      },
    )
    req.on('error', () => done(0))
    req.end(body)
  })

test('killed twenty times in the middle, it loses no event it answered for, and doubles none', async () => {
  const m = await measured(house, owner, 'Pannes')
  const data = path.join(house.platform.config.data, 'crash')
  fs.mkdirSync(data, { recursive: true })
  const env = {
    ...process.env,
    CRASH_DATA: data,
    CRASH_DATABASE: house.platform.databaseUrl,
    CRASH_CLICKHOUSE: house.clickhouseUrl,
  }
  let seed = 20
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const answered: string[] = []
  let n = 0
  const start = async (): Promise<[ChildProcess, number]> => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'ingest.crash.ts')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(child.stdout!, 'data')
    return [child, Number(String(line))]
  }
  // The next process starts while this one dies, so that segments are adopted under fire.
  let next = start()
  for (let round = 0; round < 20; round++) {
    const [child, port] = await next
    const exited = once(child, 'exit')
    next = round < 19 ? start() : next
    next.catch(() => {})
    const agent = new http.Agent({ keepAlive: true })
    let up = true
    const visitor = async () => {
      while (up) {
        const page = `/p/${n++}`
        const status = await post(
          agent,
          port,
          JSON.stringify({ site: m.site.siteKey, name: 'view', url: `https://brume.example${page}` }),
        )
        if (status === 202) answered.push(page)
        else if (status === 0) return
      }
    }
    const visitors = Array.from({ length: 8 }, visitor)
    await new Promise((r) => setTimeout(r, 100 + random() * 1_500))
    child.kill('SIGKILL')
    await exited
    up = false
    await Promise.all(visitors)
    agent.destroy()
  }
  const { openIngest } = await import('./service.ts')
  const heir = openIngest({ ...house.platform, config: { ...house.platform.config, data } })
  await heir.spool.adopt()
  await heir.spool.close()
  const result = await house.platform.clickhouse.query({
    query: `select path, count() as n from facts where project = '${m.projectId}' group by path`,
    format: 'JSONEachRow',
  })
  const kept = new Map((await result.json<{ path: string; n: number }>()).map((r) => [r.path, Number(r.n)]))
  assert.ok(answered.length > 500, `${answered.length} events were answered`)
  assert.deepEqual(
    answered.filter((p) => kept.get(p) !== 1),
    [],
  )
  assert.deepEqual(
    [...kept].filter(([, times]) => times > 1),
    [],
  )
  const left = fs.readdirSync(path.join(data, 'spool'), { recursive: true, encoding: 'utf8' })
  assert.deepEqual(
    left.filter((f) => f.endsWith('.lines')),
    [],
  )
})
