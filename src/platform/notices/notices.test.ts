import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { notFound } from '../errors.ts'
import { tellMembers } from '../notices.ts'
import type { Scope } from '../scope.ts'
import { openHouse, type Person } from '../testing.ts'
import { digestJobs, moveDigest, writeDigest } from './digest.ts'
import { isPushService, listDevices, pushJobs, pushKeys, subscribe, tryDevices, unsubscribe } from './push.ts'
import { readSettings, saveSettings, tellDaysOff } from './settings.ts'

/** A stand-in for a browser maker's push service: takes messages as RFC 8030 says, checks their VAPID signature (RFC 8292), keeps them. */
class StandInPushService {
  readonly got: { path: string; headers: http.IncomingHttpHeaders; body: Buffer }[] = []
  answers: Record<string, number> = {}
  private readonly server = http.createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (p: Buffer) => parts.push(p))
    req.on('end', () => {
      this.got.push({ path: req.url ?? '', headers: req.headers, body: Buffer.concat(parts) })
      res.statusCode = this.answers[req.url ?? ''] ?? 201
      res.end()
    })
  })
  async open(): Promise<string> {
    await new Promise<void>((up) => this.server.listen(0, '127.0.0.1', up))
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }
  close = () => this.server.close()
}

/** A browser's end of a subscription: its keys, and what it reads of a message (RFC 8291, aes128gcm of RFC 8188). */
function browser() {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = randomBytes(16)
  const hkdf = (salt: Buffer, ikm: Buffer, info: Buffer, length: number) => {
    const prk = createHmac('sha256', salt).update(ikm).digest()
    return createHmac('sha256', prk)
      .update(Buffer.concat([info, Buffer.from([1])]))
      .digest()
      .subarray(0, length)
  }
  return {
    p256dh: ecdh.getPublicKey().toString('base64url'),
    auth: auth.toString('base64url'),
    read(body: Buffer): { title: string; body: string; url: string } {
      const salt = body.subarray(0, 16)
      const idLength = body[20] as number
      const theirs = body.subarray(21, 21 + idLength)
      const shared = ecdh.computeSecret(theirs)
      const ikm = hkdf(
        auth,
        shared,
        Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs]),
        32,
      )
      const key = hkdf(salt, ikm, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
      const nonce = hkdf(salt, ikm, Buffer.from('Content-Encoding: nonce\0'), 12)
      const sealed = body.subarray(21 + idLength)
      const open = createDecipheriv('aes-128-gcm', key, nonce)
      open.setAuthTag(sealed.subarray(-16))
      const text = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()])
      return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString()) as never
    },
  }
}

const service = new StandInPushService()
const host = await service.open()
after(service.close)
digestJobs()
pushJobs()
// Monday 16 March 2026, ten in the morning in Paris.
const house = await openHouse({ config: { pushServices: [host] } })
const { owner, id: workspaceId, slug } = await house.workspace()
const project = await house.project(owner)

const notice = (n: object = {}) => ({
  kind: 'task.commented',
  title: 'Karim a commenté',
  body: 'Le visuel est prêt',
  ...n,
})
const tell = (who: Person[], n: object = {}) =>
  house.system(workspaceId, (s) =>
    tellMembers(
      s,
      who.map((w) => w.memberId),
      notice(n),
    ),
  )
const letters = async (to: Person) =>
  (
    await house.owner.query<{ subject: string; text: string; template: string }>(
      'select subject, text, template from mails where to_address = $1 order by created_at, id',
      [to.email],
    )
  ).rows
const listed = async (who: Person) =>
  (
    await house.as(who, (s) =>
      s.sql<{ title: string }>(
        'select title from notifications where member_id = $1 and in_app order by created_at, id',
        [who.memberId],
      ),
    )
  ).rows
const monday = '2026-03-16T09:00:00.000Z'
const at = (iso: string) => house.clock.set(iso)

test('what nobody read leaves in one letter at the member’s hour, in their own time zone, once', async () => {
  at(monday)
  const lea = await house.person(workspaceId, 'member', 'Léa')
  const tom = await house.person(workspaceId, 'member', 'Tom')
  await house.owner.query("update members set timezone = 'America/Montreal', locale = 'en' where id = $1", [
    tom.memberId,
  ])
  await tell([lea, tom])
  await tell([lea, tom], { title: 'Ana vous a confié une tâche', project })
  // It was five in the morning in Montréal when the notices came: the same day at 8:30, there.
  at('2026-03-16T12:31:00Z')
  await house.settle()
  assert.match((await letters(tom))[0]!.subject, /2 pieces of news/)
  at('2026-03-17T07:29:00Z') // 8:29 in Paris
  await house.settle()
  assert.equal((await letters(lea)).length, 0)
  at('2026-03-17T07:31:00Z')
  await house.settle()
  await house.settle()
  const [letter, ...more] = await letters(lea)
  assert.equal(more.length, 0)
  assert.match(letter!.subject, /2 nouvelles pour vous/)
  assert.match(letter!.text, /Karim a commenté : Le visuel est prêt/)
  assert.match(letter!.text, /Lancement Brume d’été\n• Ana vous a confié une tâche/)
  assert.equal((await letters(tom)).length, 1)
})

test('what was read meanwhile is not told again; with nothing left there is no letter', async () => {
  at(monday)
  const noor = await house.person(workspaceId, 'member', 'Noor')
  await tell([noor], { title: 'Lu à temps' })
  await house.as(noor, (s) =>
    s.sql('update notifications set read_at = $2 where member_id = $1', [noor.memberId, s.now()]),
  )
  at('2026-03-17T08:00:00Z')
  await house.settle()
  assert.deepEqual(await letters(noor), [])
})

test('two workers at once write one digest', async () => {
  at(monday)
  const ines = await house.person(workspaceId, 'member', 'Inès')
  await tell([ines])
  at('2026-03-17T08:00:00Z')
  const told = await Promise.all(
    [1, 2, 3].map(() => house.system(workspaceId, (s) => writeDigest(s, ines.memberId))),
  )
  assert.deepEqual(told.toSorted(), [0, 0, 1])
  await house.settle()
  assert.equal((await letters(ines)).length, 1)
})

test('a digest that was stopped in the middle is written whole the next time', async () => {
  at(monday)
  const max = await house.person(workspaceId, 'member', 'Max')
  await tell([max])
  at('2026-03-17T08:00:00Z')
  await assert.rejects(
    house.system(workspaceId, async (s) => {
      await writeDigest(s, max.memberId)
      throw notFound('power')
    }),
  )
  assert.equal((await letters(max)).length, 0)
  await house.settle()
  assert.equal((await letters(max)).length, 1)
})

test('in the evening no letter leaves, even for who wants them at once; it comes with the morning’s digest', async () => {
  const zoe = await house.person(workspaceId, 'member', 'Zoé')
  await house.as(zoe, (s) =>
    saveSettings(s, { channels: { comment: { app: true, mail: true, digest: false, push: false } } }),
  )
  at('2026-03-17T10:00:00Z')
  await tell([zoe], { title: 'En plein jour' })
  assert.deepEqual(
    (await letters(zoe)).map((l) => l.subject),
    ['En plein jour'],
  )
  at('2026-03-17T20:00:00Z')
  await tell([zoe], { title: 'Tard le soir' })
  await house.settle()
  assert.equal((await letters(zoe)).length, 1)
  at('2026-03-18T08:00:00Z')
  await house.settle()
  const all = await letters(zoe)
  assert.equal(all.length, 2)
  assert.match(all[1]!.text, /Tard le soir/)
  assert.doesNotMatch(all[1]!.text, /En plein jour/)
})

test('new hours take along what already waits; a leave taken meanwhile holds it back', async () => {
  at('2026-03-18T10:00:00Z')
  const eva = await house.person(workspaceId, 'member', 'Eva')
  await tell([eva])
  await house.as(eva, async (s) => {
    await saveSettings(s, { digestMinutes: [17 * 60] })
    await moveDigest(s, eva.memberId)
  })
  tellDaysOff(
    async (_, members) => new Map(members.map((m) => [m, new Set(m === eva.memberId ? ['2026-03-18'] : [])])),
  )
  at('2026-03-18T16:30:00Z')
  await house.settle()
  assert.equal((await letters(eva)).length, 0, 'on leave')
  tellDaysOff(async () => new Map())
  at('2026-03-19T16:30:00Z')
  await house.settle()
  assert.equal((await letters(eva)).length, 1)
})

test('who turned a kind off is not told at all; who wants it out of the list still gets the letter', async () => {
  at('2026-03-18T10:00:00Z')
  const hugo = await house.person(workspaceId, 'member', 'Hugo')
  await house.as(hugo, (s) =>
    saveSettings(s, {
      channels: {
        comment: { app: false, mail: false, digest: false, push: false },
        assigned: { app: false, mail: true, digest: false, push: false },
      },
    }),
  )
  await tell([hugo])
  await tell([hugo], { kind: 'task.assigned', title: 'Une tâche pour vous' })
  assert.deepEqual(await listed(hugo), [])
  assert.deepEqual(
    (await letters(hugo)).map((l) => l.template),
    ['notice'],
  )
})

test('a muted project leaves its member in peace; another does not', async () => {
  at('2026-03-18T10:00:00Z')
  const iris = await house.person(workspaceId, 'member', 'Iris')
  await house.as(iris, (s) => saveSettings(s, { mutedProjectIds: [project] }))
  await tell([iris], { project })
  await tell([iris], { project, kind: 'task.mentioned', title: 'On vous cite' })
  assert.deepEqual(
    (await listed(iris)).map((n) => n.title),
    ['On vous cite'],
  )
})

test('settings belong to their member: the neighbour has the house’s', async () => {
  const jan = await house.person(workspaceId, 'member', 'Jan')
  await house.as(jan, (s) => saveSettings(s, { quietFrom: null }))
  const away = await house.workspace('Voisin')
  assert.equal((await house.as(jan, readSettings)).quietFrom, null)
  assert.equal((await house.as(owner, readSettings)).quietFrom, 1140)
  assert.equal((await house.as(away.owner, readSettings)).quietFrom, 1140)
})

test('two choices made at the same moment are both kept', async () => {
  const lou = await house.person(workspaceId, 'member', 'Lou')
  await Promise.all([
    house.as(lou, (s) => saveSettings(s, { digestMinutes: [600] })),
    house.as(lou, (s) => saveSettings(s, { quietDays: [] })),
    house.as(lou, (s) => saveSettings(s, { mutedProjectIds: [project] })),
  ])
  const kept = await house.as(lou, readSettings)
  assert.deepEqual([kept.digestMinutes, kept.quietDays, kept.mutedProjectIds], [[600], [], [project]])
})

test('a digest keeps silent about a private project its reader was taken out of', async () => {
  at('2026-03-18T10:00:00Z')
  const gil = await house.person(workspaceId, 'member', 'Gil')
  const secret = await house.project(owner, 'Rachat confidentiel')
  await tell([gil], { project: secret, title: 'Avant la porte close' })
  await house.owner.query("update projects set visibility = 'private' where id = $1", [secret])
  at('2026-03-19T08:00:00Z')
  await house.settle()
  assert.deepEqual(await letters(gil), [])
})

const device = (path: string) => {
  const b = browser()
  return {
    b,
    s: { endpoint: `http://${host}${path}`, p256dh: b.p256dh, auth: b.auth, device: 'Firefox, Linux' },
  }
}
const subscribed = (who: Person, path: string) => {
  const d = device(path)
  return house.as(who, (s) => subscribe(s, d.s)).then(() => d.b)
}

test('a registered browser is woken with a message only it can read, signed by the house', async () => {
  at('2026-03-18T10:00:00Z')
  const kim = await house.person(workspaceId, 'member', 'Kim')
  const b = await subscribed(kim, '/kim')
  await tell([kim], { kind: 'task.mentioned', title: 'On vous cite', path: 'projets/brume/taches?tache=1' })
  await house.settle()
  await house.settle()
  const mine = service.got.filter((g) => g.path === '/kim')
  assert.equal(mine.length, 1)
  const { headers, body } = mine[0]!
  assert.equal(headers['content-encoding'], 'aes128gcm')
  assert.ok(Number(headers.ttl) > 0)
  const said = b.read(body)
  assert.equal(said.title, 'On vous cite')
  assert.equal(said.url, `/${slug}/projets/brume/taches?tache=1`)
  assert.ok(!body.includes('On vous cite'))
  const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(String(headers.authorization))!
  const [head, claims, signature] = token!.split('.') as [string, string, string]
  const point = Buffer.from(key!, 'base64url')
  assert.equal(key, (await pushKeys(house.platform)).publicKey)
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  assert.ok(
    verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    ),
  )
  assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).aud, `http://${host}`)
})

test('during the quiet hours no device is woken', async () => {
  const ada = await house.person(workspaceId, 'member', 'Ada')
  await subscribed(ada, '/ada')
  at('2026-03-18T21:00:00Z')
  await tell([ada], { kind: 'task.mentioned' })
  await house.settle()
  assert.equal(service.got.filter((g) => g.path === '/ada').length, 0)
  at('2026-03-19T08:00:00Z')
  await house.settle()
  assert.equal((await letters(ada)).length, 1)
})

test('a subscription that expired is removed; one that only fails is tried again', async () => {
  at('2026-03-18T10:00:00Z')
  const bob = await house.person(workspaceId, 'member', 'Bob')
  await subscribed(bob, '/gone')
  await subscribed(bob, '/busy')
  service.answers = { '/gone': 410, '/busy': 503 }
  await tell([bob], { kind: 'task.mentioned' })
  await house.settle()
  assert.deepEqual(
    (await house.as(bob, listDevices)).map((d) => new URL(d.endpoint).pathname),
    ['/busy'],
  )
  service.answers = {}
  at('2026-03-18T10:05:00Z')
  await house.settle()
  assert.equal(service.got.filter((g) => g.path === '/busy').length, 2)
  assert.equal(await house.as(bob, (s) => tryDevices(s, { title: 'Essai', body: '' })), 1)
})

test('a browser that changes hands tells its new owner alone', async () => {
  const [mia, leo] = [
    await house.person(workspaceId, 'member', 'Mia'),
    await house.person(workspaceId, 'member', 'Léo'),
  ]
  await subscribed(mia, '/shared')
  await subscribed(leo, '/shared')
  assert.deepEqual(await house.as(mia, listDevices), [])
  assert.equal((await house.as(leo, listDevices)).length, 1)
  await house.as(mia, async (s: Scope) => unsubscribe(s, { id: (await house.as(leo, listDevices))[0]!.id }))
  assert.equal((await house.as(leo, listDevices)).length, 1, 'nobody removes another’s device')
  await house.as(leo, (s) => unsubscribe(s, { endpoint: `http://${host}/shared` }))
  assert.deepEqual(await house.as(leo, listDevices), [])
})

test('only push services are written to: no address inside the house, no other port, no other name', async () => {
  for (const bad of [
    'http://127.0.0.1:5432/x',
    'https://169.254.169.254/latest',
    'https://evil.example/fcm.googleapis.com',
    'https://fcm.googleapis.com.evil.example/x',
    'https://fcm.googleapis.com:8443/x',
    'http://fcm.googleapis.com/x',
    'https://a:b@fcm.googleapis.com/x',
    'nonsense',
  ])
    assert.ok(!isPushService(bad), bad)
  assert.ok(isPushService('https://fcm.googleapis.com/fcm/send/abc'))
  assert.ok(isPushService('https://web.push.apple.com/QH'))
  await assert.rejects(
    house.as(owner, (s) => subscribe(s, { ...device('/x').s, endpoint: 'http://127.0.0.1:1/x' })),
    { code: 'INVALID' },
  )
})

test('who is shut out of the workspace is told nothing any more', async () => {
  const rob = await house.person(workspaceId, 'member', 'Rob')
  await subscribed(rob, '/rob')
  await house.owner.query('update members set deactivated_at = now() where id = $1', [rob.memberId])
  await tell([rob], { kind: 'task.mentioned' })
  await house.settle()
  assert.equal(service.got.filter((g) => g.path === '/rob').length, 0)
  const { rowCount } = await house.owner.query('select from push_subscriptions where member_id = $1', [
    rob.memberId,
  ])
  assert.equal(rowCount, 0)
})
