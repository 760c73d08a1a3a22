import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { isbot } from 'isbot'
import { inScope } from '#platform/scope.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { effects, effectsBy } from '../service/effects.ts'
import { createSite } from '../service/sites.ts'
import { listWeblogs } from '../service/weblogs.ts'
import { enqueueWeblog, weblogJob } from './queue.ts'
import { importWeblog } from './weblog.ts'

const house = await openHouse()
const { owner, id: workspace } = await house.workspace()
weblogJob()
const zipped = fs.readFileSync(path.join(import.meta.dirname, 'testdata/semicomplete-2015-a.log.gz'))
const log = gunzipSync(zipped)
const may = { from: '2015-05-01', to: '2015-05-31' }

async function aSite(name: string) {
  const projectId = await house.project(owner, name)
  return house.as(owner, (s) => createSite(s, { projectId, host: 'semicomplete.com', timezone: 'UTC' }))
}
const read = async (siteId: string, bytes: Buffer, o: { dryRun?: boolean; who?: Person } = {}) => {
  const grant = await house.grantOf(o.who ?? owner)
  return importWeblog(Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), {
    platform: house.platform,
    in: (work) => inScope(house.platform, grant, work),
    siteId,
    fileName: 'a.log',
    size: bytes.length,
    dryRun: o.dryRun,
  })
}

/** The rules once more, in awk: what a page view is, and thirty minutes between two of the same day, address (two bytes) and agent. */
const awk = String.raw`
BEGIN { FS = "\""; split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", m, " "); for (i in m) month[m[i]] = i
  while ((getline ua < bots) > 0) isbot[ua] = 1 }
{ split($2, r, " "); split($3, s, " "); split($1, head, " "); agent = $6; if (agent == "-") agent = ""
  if (r[1] != "GET") next
  if (!(s[1] == 304 || (s[1] >= 200 && s[1] <= 299))) next
  target = r[2]; sub(/#.*/, "", target); file = target; sub(/[?].*/, "", file); query = ""; if (index(target, "?")) query = substr(target, index(target, "?") + 1)
  file = tolower(file)
  if (file ~ /^[/](robots[.]txt|favicon[^/]*|apple-touch-icon[^/]*|ads[.]txt|humans[.]txt)$/) next
  if (file ~ /[.](rss|atom|rdf|xml)$/ || file ~ /[/](feed|rss|rss2|atom)[/]?$/) next
  if (tolower(query) ~ /(^|&)(flav|feed|format|type)=(rss|atom)/) next
  if (file ~ /[.](css|js|mjs|map|json|png|jpg|jpeg|gif|svg|webp|avif|ico|bmp|tif|tiff|woff|woff2|ttf|otf|eot|mp3|mp4|m4a|m4v|ogg|ogv|webm|wav|mov|avi|flv|swf|zip|gz|tgz|bz2|xz|rar|7z|tar|rpm|deb|dmg|exe|iso|jar|pdf|doc|docx|xls|xlsx|ppt|pptx|odt|ods|epub|txt|csv|wasm)$/) next
  all++
  if (agent == "" || isbot[agent]) next
  human++
  split(head[4], t, /[\[/:]/); split(head[1], a, ".")
  day = t[4] "-" month[t[3]] "-" t[2]; at = t[5] * 3600 + t[6] * 60 + t[7]
  print day "\t" a[1] "." a[2] "\t" agent "\t" at > rows }
END { print all + 0, human + 0 }`

test('a real log gives the page views and the visits that awk counts in it', async () => {
  const site = await aSite('Journal')
  const report = await read(site.id, log)
  const dir = fs.mkdtempSync(path.join(house.platform.config.data, 'awk-'))
  fs.writeFileSync(path.join(dir, 'log'), log)
  const agents = new Set(
    log
      .toString()
      .split('\n')
      .map((l) => l.split('"')[5] ?? ''),
  )
  fs.writeFileSync(path.join(dir, 'bots'), [...agents].filter((ua) => isbot(ua)).join('\n'))
  const [all, human] = execFileSync(
    'awk',
    ['-v', `bots=${dir}/bots`, '-v', `rows=${dir}/rows`, awk, path.join(dir, 'log')],
    { encoding: 'utf8' },
  )
    .split(/\s/)
    .map(Number)
  const visits = Number(
    execFileSync(
      'sh',
      [
        '-c',
        `sort -t "\t" -k1,3 -k4n '${dir}/rows' | awk -F '\\t' '{ k = $1 FS $2 FS $3; if (k != last || $4 - at > 1800) n++; last = k; at = $4 } END { print n }'`,
      ],
      { encoding: 'utf8' },
    ),
  )
  assert.equal(
    report.lines,
    Number(
      execFileSync('wc', ['-l', path.join(dir, 'log')], { encoding: 'utf8' })
        .split(/\s+/)
        .filter(Boolean)[0],
    ),
  )
  assert.deepEqual([report.views + report.botViews, report.views], [all, human])
  assert.ok(human! > 500, String(human))
  const found = await house.as(owner, (s) => effects(s, { projectId: site.projectId, ...may }))
  assert.deepEqual([found.views, found.visits], [human, visits])
  assert.equal(
    report.lines,
    report.views +
      report.botViews +
      report.assets +
      report.feeds +
      report.redirects +
      report.errors +
      report.otherMethods +
      report.refused,
  )
  const byDay = await house.as(owner, (s) => effectsBy(s, { projectId: site.projectId, ...may, by: 'day' }))
  assert.equal(
    byDay.reduce((n, d) => n + d.visits, 0),
    visits,
  )
})

test('the same log again, gzipped, adds nothing; one that overlaps adds only what is new', async () => {
  const site = await aSite('Deux fois')
  const lines = log.toString().split('\n').filter(Boolean)
  const first = await read(site.id, Buffer.from(lines.slice(0, 3_000).join('\n')))
  const again = await read(site.id, gzipSync(Buffer.from(lines.slice(0, 3_000).join('\n'))))
  assert.deepEqual([again.imported, again.already], [0, first.imported])
  const dry = await read(site.id, zipped, { dryRun: true })
  const rest = await read(site.id, zipped)
  assert.equal(dry.imported, rest.imported)
  assert.equal(rest.imported + first.imported, rest.views + rest.botViews)
  assert.equal(
    (await house.as(owner, (s) => effects(s, { projectId: site.projectId, ...may }))).views,
    rest.views,
  )
  assert.equal((await house.as(owner, (s) => listWeblogs(s, site.id))).length, 3)
})

test('a line that is not a log line is refused, with its reason and its number', async () => {
  const site = await aSite('Refus')
  const good =
    '203.0.113.7 - - [17/May/2015:10:05:03 +0000] "GET /offre HTTP/1.1" 200 12 "-" "Mozilla/5.0 (X11; Linux x64) Firefox/127.0"'
  const text = [
    'bonjour',
    good,
    good,
    good.replace('May', 'Mai'),
    good.replace('GET /offre HTTP/1.1', '\\x16\\x03'),
    good.replace('200', '404'),
    good.replace('GET', 'POST'),
    good.replace('/offre', '/style.css'),
    '',
  ].join('\r\n')
  const report = await read(site.id, Buffer.from(text))
  assert.deepEqual(
    [
      report.lines,
      report.views,
      report.imported,
      report.refused,
      report.errors,
      report.otherMethods,
      report.assets,
    ],
    [8, 2, 2, 3, 1, 1, 1],
  )
  assert.deepEqual(
    report.refusals.map((r) => [r.reason, r.count, r.examples[0]?.line]),
    [
      ['not-combined', 1, 1],
      ['bad-date', 1, 4],
      ['bad-request', 1, 5],
    ],
  )
})

test('a damaged archive, a reader and a neighbour are refused', async () => {
  const site = await aSite('Droits')
  await assert.rejects(read(site.id, zipped.subarray(0, 5_000)), { code: 'INVALID' })
  const guest = await house.person(workspace, 'guest')
  const { owner: neighbour } = await house.workspace('Voisin')
  for (const who of [guest, neighbour])
    await assert.rejects(read(site.id, log, { who }), { code: 'NOT_FOUND' })
})

test('a log sent to the page is read by a job, which keeps the report', async () => {
  const site = await aSite('Travail')
  await house.platform.storage.put('log.weblog', Readable.from([zipped]), zipped.length, '')
  await house.as(owner, async (s) =>
    enqueueWeblog.begin(s, await enqueueWeblog.check(s, site.id), {
      key: 'log.weblog',
      size: zipped.length,
      fileName: 'mai.log.gz',
    }),
  )
  await house.settle()
  const [kept] = await house.as(owner, (s) => listWeblogs(s, site.id))
  assert.equal(kept?.fileName, 'mai.log.gz')
  assert.ok(kept.imported > 500)
  await assert.rejects(house.platform.storage.get('log.weblog'))
})
