import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createClient } from '@clickhouse/client'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { type Postgres, startPostgres } from './platform/engines/postgres.ts'
import { rest } from './platform/engines/processes.ts'
import { freePort } from './platform/engines/testing/port.ts'

/** Two web processes and two workers on outside engines, as on a server: the same addresses, nothing shared but the databases. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-several-'))
const root = path.join(import.meta.dirname, '..')
const children: ChildProcess[] = []
const letters: string[] = []
let postgres: Postgres
let urls: { databaseUrl: string; clickhouseUrl: string }
let ports: [number, number]
let workers: ChildProcess[]
let key: string
let workspace: string
const mailbox = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    stream.resume().on('end', () => {
      for (const to of session.envelope.rcptTo) letters.push(to.address)
      done()
    })
  },
})

function launch(program: string, args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [path.join(root, program), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}

async function until(
  what: string,
  true_: () => Promise<boolean> | boolean,
  patience = 60_000,
): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await rest(50))
    if (await Promise.resolve(true_()).catch(() => false)) return
  assert.fail(`${what}: not within ${patience / 1000} s`)
}

const call = async <T>(
  web: 0 | 1,
  method: string,
  where: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> => {
  const port = ports[web]
  const answer = await fetch(`http://127.0.0.1:${port}${where}`, {
    method,
    headers: {
      origin: `http://localhost:${ports[0]}`,
      'content-type': 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok, `${method} ${where}: ${answer.status} ${answer.ok ? '' : await answer.text()}`)
  return (await answer.json()) as T
}

async function sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: urls.databaseUrl })
  await client.connect()
  return client
    .query<Row>(text, values)
    .then((r) => r.rows)
    .finally(() => client.end())
}

before(async () => {
  // A worker killed in the middle of a letter resets its line: that is what is tested, not a fault of the mailbox.
  mailbox.on('error', () => {})
  await new Promise<void>((up) => mailbox.listen(0, '127.0.0.1', up))
  const { port: smtp } = mailbox.server.address() as { port: number }
  postgres = await startPostgres({ data: path.join(folder, 'outside'), noSync: true })
  const engine = await freePort()
  fs.mkdirSync(path.join(folder, 'facts'))
  launch(
    'src/platform/engines/clickhouse-child.ts',
    ['--data', path.join(folder, 'facts'), '--port', `${engine}`, '--token', 'apart'],
    {},
  )
  urls = { databaseUrl: postgres.url, clickhouseUrl: `http://default:apart@127.0.0.1:${engine}` }
  await until('the engine', async () => (await fetch(`http://127.0.0.1:${engine}/ping`)).ok)
  ports = [await freePort(), await freePort()]
  const common = {
    DATABASE_URL: urls.databaseUrl,
    CLICKHOUSE_URL: urls.clickhouseUrl,
    PUPITRE_DATA: path.join(folder, 'files'),
    PUPITRE_SECRET: 'one secret for every process of this house',
    PUBLIC_URL: `http://localhost:${ports[0]}`,
    SMTP_URL: `smtp://127.0.0.1:${smtp}`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    HOST: '127.0.0.1',
  }
  // All at once, on empty databases: they must also agree on who makes the tables.
  for (const port of ports) launch('src/main.ts', [], { ...common, PORT: `${port}`, PUPITRE_ROLE: 'web' })
  workers = [0, 1].map(() => launch('src/main.ts', [], { ...common, PUPITRE_ROLE: 'worker' }))
  for (const port of ports)
    await until('a web process', async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok)
  // The first account and its key come from the command line, while the servers run.
  const command = (args: string[]) =>
    JSON.parse(
      execFileSync(process.execPath, [path.join(root, 'src/cli/main.ts'), ...args, '--json'], {
        env: { ...process.env, ...common },
        input: 'tambour violet canard 7 lampe\n',
        encoding: 'utf8',
      }),
    )
  const email = 'cheffe@example.org'
  command(['user', 'add', '--email', email, '--password-stdin', '--workspace', 'Agence', '--role', 'owner'])
  key = command(['key', 'add', '--email', email, '--access', 'admin']).key
  workspace = (await sql<{ id: string }>('select id from workspaces'))[0]?.id as string
})
after(async () => {
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(
    children.map(
      (c) => c.exitCode !== null || c.signalCode !== null || new Promise((gone) => c.once('exit', gone)),
    ),
  )
  await postgres.stop()
  await new Promise<void>((closed) => mailbox.close(closed))
  fs.rmSync(folder, { recursive: true, force: true })
})

test('what one web process changes is seen by who watches through the other, at once', async () => {
  const watching = await fetch(`http://127.0.0.1:${ports[0]}/live`, {
    headers: { authorization: `Bearer ${key}` },
  })
  assert.equal(watching.status, 200)
  let heard = ''
  const reader = (watching.body as ReadableStream<Uint8Array>).getReader()
  const listening = (async () => {
    for (let r = await reader.read(); !r.done; r = await reader.read())
      heard += Buffer.from(r.value).toString()
  })().catch(() => {})
  await until('the greeting', () => heard.includes('hello'))
  const { id } = await call<{ id: string }>(1, 'POST', '/api/v1/organisations', {
    kind: 'client',
    name: 'Brume',
  })
  await until('the change', () => heard.includes(id), 5_000)
  await reader.cancel()
  await listening
  assert.equal((await call<{ name: string }>(0, 'GET', `/api/v1/organisations/${id}`)).name, 'Brume')
})

test('two workers share the jobs and neither does one that the other did', async () => {
  const invited = Array.from({ length: 30 }, (_, i) => `invite${i}@example.org`)
  await Promise.all(
    invited.map((email, i) =>
      call((i % 2) as 0 | 1, 'POST', '/api/v1/invitations', { email, role: 'member' }),
    ),
  )
  await until('the letters', () => letters.length >= invited.length)
  await rest(1_000)
  assert.deepEqual([...letters].sort(), [...invited].sort())
  const [jobs] = await sql<{ once: boolean }>(
    `select bool_and(attempts = 1 and state = 'done') as once from jobs where kind <> 'schedule'`,
  )
  assert.equal(jobs?.once, true)
})

test('a worker and a web process killed in the middle lose nothing and double nothing', async () => {
  letters.length = 0
  const announce = () =>
    sql(
      `insert into outbox (workspace_id, kind, at) select $1, 'task.finished', now() from generate_series(1, 400)`,
      [workspace],
    )
  const invited = Array.from({ length: 30 }, () => `${randomUUID()}@example.org`)
  for (let i = 0; i < 10; i++) {
    await announce()
    for (const email of invited.slice(i * 3, i * 3 + 3))
      await call(i < 5 ? 1 : 0, 'POST', '/api/v1/invitations', { email, role: 'guest' })
    if (i === 4) {
      workers[0]?.kill('SIGKILL')
      children[2]?.kill('SIGKILL')
    }
  }
  await until(
    'the outbox to empty',
    async () => (await sql<{ n: string }>('select count(*)::text as n from outbox'))[0]?.n === '0',
  )
  const facts = createClient({ url: urls.clickhouseUrl })
  const counted = await facts.query({
    query:
      "select toString(count()) as n, toString(uniqExact(id)) as u from facts where kind = 'task.finished'",
    format: 'JSONEachRow',
  })
  assert.deepEqual(await counted.json(), [{ n: '4000', u: '4000' }])
  await facts.close()
  // A letter leaves the house: one that was on the wire when the worker died may go twice, none may be lost.
  await until('every letter', () => invited.every((to) => letters.includes(to)), 90_000)
  assert.ok(letters.length <= invited.length + 3)
})
