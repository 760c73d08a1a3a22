import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import sharp from 'sharp'
import {
  addFile,
  attachFile,
  discardFile,
  fileUrl,
  getFile,
  listFiles,
  readStorage,
  receiveFile,
  setQuota,
} from '../files.ts'
import { create } from '../ledger.ts'
import { createOrganisation, setProjectMember } from '../tenancy/service.ts'
import { organisationNoun } from '../tenancy/tables.ts'
import { openHouse, type Person } from '../testing.ts'
import { cleanName, defaultQuota } from './model.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const project = await house.project(owner)

const bytesOf = async (key: string) => {
  const parts: Buffer[] = []
  for await (const part of await house.platform.storage.get(key)) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
const receive = (
  who: Person,
  bytes: Buffer | Readable,
  name: string,
  o: { projectId?: string; limit?: number; noun?: string; rowId?: string } = { projectId: project },
) =>
  receiveFile(
    house.platform,
    (work) => house.as(who, work),
    Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes,
    { name, ...o },
  )
const held = (folder: string): string[] => {
  const root = path.join(house.platform.config.data, folder)
  return fs.existsSync(root)
    ? fs
        .readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile())
        .map((e) => e.name)
    : []
}
const photo = (o: { orientation?: number } = {}) =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: '#1F5B4C' } })
    .withExif({
      IFD0: { Copyright: 'Ana Roy', Make: 'Brume' },
      IFD3: {
        GPSLatitude: '48/1 51/1 24/1',
        GPSLatitudeRef: 'N',
        GPSLongitude: '2/1 21/1 3/1',
        GPSLongitudeRef: 'E',
      },
    })
    .withMetadata(o.orientation ? { orientation: o.orientation } : {})
    .jpeg()
    .toBuffer()

test('a document is kept as it was, under its own name', async () => {
  const file = await receive(
    owner,
    Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'),
    'Brief d’été.pdf',
  )
  assert.deepEqual([file.name, file.mediaType, file.thumbnail], ['Brief d’été.pdf', 'application/pdf', false])
  const kept = await house.as(owner, (s) => getFile(s, file.id))
  assert.match((await bytesOf(kept.storageKey)).toString('latin1'), /^%PDF-1\.7/)
})

test('a photograph loses the place where it was taken, stands upright, and gets a thumbnail', async () => {
  const bytes = await photo({ orientation: 6 })
  assert.ok(bytes.includes('GPS') || bytes.includes('Exif'))
  const file = await receive(owner, bytes, 'plage.jpg')
  assert.deepEqual([file.width, file.height, file.thumbnail], [600, 800, true])
  const { storageKey, thumbnailKey } = await house.as(owner, (s) => getFile(s, file.id))
  const meta = await sharp(await bytesOf(storageKey)).metadata()
  assert.deepEqual([meta.exif, meta.orientation, meta.width, meta.height], [undefined, undefined, 600, 800])
  const small = await sharp(await bytesOf(thumbnailKey!)).metadata()
  assert.deepEqual([small.format, small.height], ['webp', 480])
})

test('a PNG that is a web page is only ever a web page to download', async () => {
  for (const start of [
    '<!DOCTYPE html><script>alert(1)</script>',
    '\uFEFF  <!-- x --><html>',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '<?xml version="1.0"?>\n<svg/>',
  ]) {
    const file = await receive(owner, Buffer.from(start), 'logo.png')
    assert.ok(['text/html', 'image/svg+xml'].includes(file.mediaType), file.mediaType)
  }
})

test('what hides behind the last byte of a picture does not enter the house', async () => {
  const png = await sharp({ create: { width: 40, height: 40, channels: 4, background: '#A87614' } })
    .png()
    .toBuffer()
  const file = await receive(
    owner,
    Buffer.concat([png, Buffer.from('<script>alert(document.domain)</script>PK\x03\x04')]),
    'deux-en-un.png',
  )
  assert.equal(file.mediaType, 'image/png')
  const { storageKey } = await house.as(owner, (s) => getFile(s, file.id))
  assert.ok(!(await bytesOf(storageKey)).includes('script'))
})

test('programs are refused whatever their name', async () => {
  const elf = Buffer.concat([Buffer.from('7f454c460201010000000000000000000200', 'hex'), Buffer.alloc(200)])
  const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])
  for (const bytes of [elf, exe, Buffer.from('#!/bin/sh\nrm -rf /\n')])
    await assert.rejects(
      receive(owner, bytes, 'budget.pdf'),
      (e: { code: string; message: string }) => e.code === 'INVALID' && /programmes/.test(e.message),
    )
})

test('an empty file, a false picture and a picture that unfolds without end are refused, and leave nothing behind', async () => {
  const before = held('files').length
  await assert.rejects(receive(owner, Buffer.alloc(0), 'vide.txt'), { code: 'INVALID' })
  await assert.rejects(
    receive(
      owner,
      Buffer.concat([
        Buffer.from('89504e470d0a1a0a', 'hex'),
        Buffer.from('0000000d49484452', 'hex'),
        Buffer.alloc(60, 1),
      ]),
      'faux.png',
    ),
    { code: 'INVALID' },
  )
  const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  await assert.rejects(receive(owner, bomb, 'bombe.png'), { code: 'INVALID' })
  assert.equal(held('files').length, before)
  assert.deepEqual(held('incoming'), [])
})

test('a file that grows past the limit is cut while it arrives, not after', async () => {
  let given = 0
  const endless = new Readable({
    read() {
      given += 65_536
      this.push(Buffer.alloc(65_536, 65))
    },
  })
  await assert.rejects(receive(owner, endless, 'long.txt', { projectId: project, limit: 1_000_000 }), {
    code: 'TOO_LARGE',
  })
  assert.ok(given < 4_000_000, `${given} bytes were read`)
  assert.deepEqual(held('incoming'), [])
})

test('a sender who leaves in the middle leaves nothing behind', async () => {
  const cut = new Readable({ read() {} })
  cut.push(Buffer.alloc(1000, 65))
  setTimeout(() => cut.destroy(), 50)
  await assert.rejects(receive(owner, cut, 'coupé.txt'))
  assert.deepEqual(held('incoming'), [])
})

test('names are names, never paths', () => {
  assert.equal(cleanName('../../etc/passwd'), 'passwd')
  assert.equal(cleanName('C:\\Users\\ana\\plan.xlsx'), 'plan.xlsx')
  assert.equal(cleanName('a\u0000b\r\nc.txt'), 'abc.txt')
  assert.equal(cleanName('facture\u202Efdp.exe'), 'facturefdp.exe')
  assert.equal(cleanName('...'), 'fichier')
  assert.equal(cleanName(`${'é'.repeat(300)}.pdf`).length, 200)
  assert.ok(cleanName(`${'é'.repeat(300)}.pdf`).endsWith('.pdf'))
})

test('a workspace holds no more than its quota, and two uploads at once cannot both take the last place', async () => {
  const { owner: small, id } = await house.workspace('Petit')
  await house.owner.query('update workspaces set settings = \'{"storageBytes": 1500}\' where id = $1', [id])
  const two = await Promise.allSettled(
    [1, 2].map(() => receive(small, Buffer.alloc(1000, 65), 'mille.txt', {})),
  )
  assert.deepEqual(two.map((r) => r.status).sort(), ['fulfilled', 'rejected'])
  const refused = two.find((r) => r.status === 'rejected') as PromiseRejectedResult
  assert.equal(refused.reason.code, 'TOO_LARGE')
})

test('who administers the workspace sets its quota; the others read it, and the neighbour has their own', async () => {
  const { owner: boss, id } = await house.workspace('Mesuré')
  await receive(boss, Buffer.alloc(2_000, 65), 'deux.txt', {})
  await house.as(boss, (s) => setQuota(s, 5_000_000))
  assert.deepEqual(await house.as(boss, readStorage), { heldBytes: 2_000, quotaBytes: 5_000_000 })
  const member = await house.person(id, 'member')
  await assert.rejects(
    house.as(member, (s) => setQuota(s, 9_000_000)),
    { code: 'FORBIDDEN' },
  )
  const { owner: neighbour } = await house.workspace('À côté')
  assert.deepEqual(await house.as(neighbour, readStorage), { heldBytes: 0, quotaBytes: defaultQuota })
})

test('a guest sees the files of their project, adds none to it as a reader, and sees none of another', async () => {
  const guest = await house.person(workspaceId, 'guest')
  await house.as(owner, (s) => setProjectMember(s, project, guest.memberId, 'reader'))
  const seen = await receive(owner, Buffer.from('vu'), 'vu.txt')
  const hidden = await receive(owner, Buffer.from('caché'), 'caché.txt', {
    projectId: await house.project(owner, 'Fermé'),
  })
  assert.equal((await house.as(guest, (s) => getFile(s, seen.id))).name, 'vu.txt')
  await assert.rejects(
    house.as(guest, (s) => getFile(s, hidden.id)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(receive(guest, Buffer.from('non'), 'non.txt'), { code: 'FORBIDDEN' })
  await assert.rejects(
    house.as(guest, (s) => discardFile(s, seen.id)),
    { code: 'FORBIDDEN' },
  )
})

test('the neighbour’s file does not exist, and nothing hangs on the neighbour’s rows', async () => {
  const mine = await receive(owner, Buffer.from('à moi'), 'à moi.txt')
  const { owner: neighbour } = await house.workspace('Voisin')
  await assert.rejects(
    house.as(neighbour, (s) => getFile(s, mine.id)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(receive(neighbour, Buffer.from('x'), 'x.txt', { noun: 'project', rowId: project }), {
    code: 'NOT_FOUND',
  })
})

test('a file already sent is hung on a row once, by who sent it', async () => {
  const client = await house.as(owner, (s) => createOrganisation(s, { kind: 'client', name: 'Brume' }))
  const other = await house.as(owner, (s) =>
    create(s, organisationNoun, { kind: 'client', name: 'Autre' } as never),
  )
  const loose = await receive(owner, Buffer.from('note'), 'note.txt', {})
  const member = await house.person(workspaceId, 'member')
  await assert.rejects(
    house.as(member, (s) => attachFile(s, loose.id, { noun: 'organisation', rowId: client.id })),
    { code: 'INVALID' },
  )
  await house.as(owner, (s) => attachFile(s, loose.id, { noun: 'organisation', rowId: client.id }))
  await assert.rejects(
    house.as(owner, (s) => attachFile(s, loose.id, { noun: 'organisation', rowId: other.id })),
    { code: 'INVALID' },
  )
  const { items } = await house.as(owner, (s) => listFiles(s, { noun: 'organisation', rowId: client.id }))
  assert.deepEqual(
    items.map((f) => f.name),
    ['note.txt'],
  )
})

test('a file refused by the database leaves no bytes in the storage', async () => {
  const before = held('files').length
  await assert.rejects(
    house.as(owner, async (s) => {
      await addFile(s, Buffer.from('perdu'), {
        name: 'perdu.txt',
        noun: 'organisation',
        rowId: '00000000-0000-7000-8000-000000000000',
      })
    }),
    { code: 'NOT_FOUND' },
  )
  assert.equal(held('files').length, before)
})

test('a signed address says nothing of the workspace and expires', () => {
  const url = new URL(fileUrl(house.platform, '01890000-0000-7000-8000-000000000000', { seconds: 60 }))
  assert.equal(url.pathname, '/files/01890000-0000-7000-8000-000000000000')
  assert.equal(Number(url.searchParams.get('e')) * 1000, house.clock.now().getTime() + 60_000)
})
