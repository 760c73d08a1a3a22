import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import type { ClickHouseClient } from '@clickhouse/client'
import pg from 'pg'
import { openAuth } from './auth.ts'
import { openClickhouse } from './clickhouse.ts'
import { fixedClock } from './clock.ts'
import { type Config, readConfig } from './config.ts'
import { startEngines } from './engines/engines.ts'
import { memberGrant } from './gates/member.ts'
import { systemGrant } from './gates/system.ts'
import { makeLog } from './log.ts'
import { migrateClickhouse, migratePostgres } from './migrate.ts'
import { openPlatform, type Platform } from './platform.ts'
import type { Role } from './rights.ts'
import { type Grant, inScope, type Scope } from './scope.ts'
import { ensureUser, join, makeWorkspace } from './tenancy/accounts.ts'
import { createProject } from './tenancy/service.ts'
import { Worker } from './worker.ts'

/** The two engines all test files share, and a database already migrated that each copies. */
export type TestEngines = { databaseUrl: string; clickhouseUrl: string; template: string }

export async function startTestEngines(): Promise<TestEngines & { stop(): Promise<void> }> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-test-'))
  const engines = await startEngines({ data, noSync: true })
  const template = 'pupitre_template'
  await onDatabase(engines.databaseUrl, (c) => c.query(`create database ${template} template pupitre`))
  await migratePostgres(withDatabase(engines.databaseUrl, template))
  return {
    databaseUrl: engines.databaseUrl,
    clickhouseUrl: engines.clickhouseUrl,
    template,
    stop: async () => {
      await engines.stop()
      fs.rmSync(data, { recursive: true, force: true })
    },
  }
}

let own: Promise<TestEngines & { stop(): Promise<void> }> | undefined

/** `scripts/test.ts` starts the engines once for all files; a file run alone starts its own. */
async function engines(): Promise<TestEngines> {
  const shared = process.env.PUPITRE_TEST_ENGINES
  if (shared) return JSON.parse(shared) as TestEngines
  own ??= startTestEngines()
  return own
}

async function onDatabase<T>(url: string, work: (c: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const withDatabase = (url: string, name: string) => {
  const u = new URL(url)
  u.pathname = `/${name}`
  return u.href
}

export type Person = { userId: string; memberId: string; name: string; email: string; workspaceId: string }

export type TestHouse = {
  platform: Platform
  clock: ReturnType<typeof fixedClock>
  auth: ReturnType<typeof openAuth>
  worker: Worker
  /** A workspace with an owner. */
  workspace(name?: string): Promise<{ id: string; slug: string; owner: Person }>
  person(workspaceId: string, role: Role, name?: string): Promise<Person>
  grantOf(who: Person): Promise<Grant>
  /** Works as that member, through the session gate, in one transaction. */
  as<T>(who: Person, work: (scope: Scope) => Promise<T>): Promise<T>
  system<T>(workspaceId: string, work: (scope: Scope) => Promise<T>): Promise<T>
  project(who: Person, name?: string): Promise<string>
  /** Does the jobs and reactions that are due, and carries the facts. */
  settle(): Promise<void>
  owner: pg.Client
  clickhouseUrl: string
}

export const monday = '2026-03-16T09:00:00.000Z'

/** A whole Pupitre on real engines, in a database of its own, at nine o'clock on a Monday. Closed when the file's tests end. */
export async function openHouse(o: { config?: Partial<Config>; at?: string } = {}): Promise<TestHouse> {
  const e = await engines()
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await onDatabase(e.databaseUrl, (c) => c.query(`create database ${name} template ${e.template}`))
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-data-'))
  await makeClickhouseDatabase(e.clickhouseUrl, name)
  const clock = fixedClock(o.at ?? monday)
  const config = {
    ...readConfig({ PUPITRE_DATA: data, LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' }),
    secret: 'a secret for tests, of enough length',
    ...o.config,
  }
  const urls = {
    databaseUrl: withDatabase(e.databaseUrl, name),
    clickhouseUrl: withDatabase(e.clickhouseUrl, name),
  }
  const platform = await openPlatform(config, urls, { clock, log: makeLog(config.logLevel), migrate: false })
  await migrateClickhouse(platform.clickhouse)
  const auth = openAuth(platform)
  const worker = new Worker(platform)
  const owner = new pg.Client({ connectionString: urls.databaseUrl })
  await owner.connect()
  let people = 0

  const house: TestHouse = {
    platform,
    clock,
    auth,
    worker,
    owner,
    clickhouseUrl: urls.clickhouseUrl,
    async workspace(label = 'Atelier Brume') {
      const ws = await makeWorkspace(platform, { name: label })
      return { ...ws, owner: await house.person(ws.id, 'owner') }
    },
    async person(workspaceId, role, given) {
      people += 1
      const who = given ?? `${role} ${people}`
      const email = `${role}.${people}@example.org`
      const { id: userId } = await ensureUser(auth, { email, name: who })
      const memberId = await join(platform, { workspaceId, userId, name: who, email, role })
      return { userId, memberId, name: who, email, workspaceId }
    },
    grantOf: (who) => memberGrant(platform, who.userId, who.workspaceId),
    as: async (who, work) => inScope(platform, await house.grantOf(who), work),
    system: async (workspaceId, work) =>
      inScope(platform, await systemGrant(platform, workspaceId, 'test'), work),
    project: async (who, label = 'Lancement Brume d’été') =>
      (await house.as(who, (scope) => createProject(scope, { name: label }))).id,
    settle: () => worker.drain(),
  }
  after(async () => {
    await owner.end()
    await platform.close()
    await onDatabase(e.databaseUrl, (c) => c.query(`drop database if exists ${name} with (force)`))
    await onClickhouse(e.clickhouseUrl, (ch) => ch.command({ query: `drop database if exists ${name} sync` }))
    fs.rmSync(data, { recursive: true, force: true })
    if (own) await (await own).stop()
    own = undefined
  })
  return house
}

async function onClickhouse<T>(url: string, work: (ch: ClickHouseClient) => Promise<T>): Promise<T> {
  const ch = openClickhouse(url)
  try {
    return await work(ch)
  } finally {
    await ch.close()
  }
}

const makeClickhouseDatabase = (url: string, name: string) =>
  onClickhouse(url, (ch) => ch.command({ query: `create database ${name}` }))
