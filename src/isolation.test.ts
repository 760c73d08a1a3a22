import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AnyProcedure, call, isProcedure } from '@orpc/server'
import { z } from 'zod'
import { openDemo } from './demo/service.ts'
import { memberGrant } from './platform/gates/member.ts'
import { type Call, procedures } from './platform/rpc.ts'
import { inScope } from './platform/scope.ts'
import { openHouse } from './platform/testing.ts'
import { openRooms } from './rooms.ts'
import { makeRouter } from './router.ts'

openRooms()
const house = await openHouse()
const { slug: demoSlug } = await openDemo(house.platform, house.auth)
const { rows: found } = await house.owner.query<{ id: string }>('select id from workspaces where slug = $1', [
  demoSlug,
])
const demo = { workspaceId: found[0]!.id }
const { owner: neighbour, slug: neighbourSlug } = await house.workspace('Voisin')
const router = makeRouter(house.auth)

const tables = async () =>
  (
    await house.owner.query<{
      schema: string
      name: string
      on: boolean
      forced: boolean
      policies: number
      owner: string
      workspace: boolean
    }>(
      `select n.nspname as schema, c.relname as name, c.relrowsecurity as on, c.relforcerowsecurity as forced, r.rolname as owner,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
         exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped) as workspace
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
       where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1, 2`,
    )
  ).rows

const unprotected = async () =>
  (await tables())
    .filter((t) => t.name !== 'pupitre_migrations' && !(t.on && t.forced && t.policies > 0))
    .map((t) => t.name)

test('every table is under row-level security, and a new one without a policy is caught', async () => {
  assert.ok((await tables()).length > 30)
  assert.deepEqual(await unprotected(), [])
  await house.owner.query('create table forgotten (id int)')
  assert.deepEqual(await unprotected(), ['forgotten'])
  await house.owner.query('drop table forgotten')
})

test('the roles the program works under own nothing and cannot pass the rules', async () => {
  const { rows } = await house.owner.query(
    "select rolname from pg_roles where rolname like 'pupitre_%' and (rolsuper or rolbypassrls)",
  )
  assert.deepEqual(rows, [])
  assert.deepEqual(
    (await tables()).filter((t) => t.owner.startsWith('pupitre_')),
    [],
  )
  for (const t of (await tables()).filter((t) => t.schema === 'auth'))
    await assert.rejects(house.platform.pools.app.query(`select from auth."${t.name}"`), { code: '42501' })
})

test('without a scope nothing is visible', async () => {
  for (const t of (await tables()).filter((t) => t.schema === 'public' && t.workspace)) {
    const { rowCount } = await house.platform.pools.app.query(`select from ${t.name} limit 1`)
    assert.equal(rowCount, 0, t.name)
  }
})

test('in every table, the neighbour finds no row of the demo and can write none into it', async () => {
  const seen: string[] = []
  for (const t of (await tables()).filter((t) => t.schema === 'public' && t.workspace)) {
    const { rows } = await house.owner.query(`select * from ${t.name} where workspace_id = $1 limit 1`, [
      demo.workspaceId,
    ])
    if (!rows[0]) continue
    seen.push(t.name)
    await inScope(
      house.platform,
      await memberGrant(house.platform, neighbour.userId, neighbourSlug),
      async (scope) => {
        assert.equal(
          (await scope.sql(`select from ${t.name} where workspace_id = $1`, [demo.workspaceId])).rowCount,
          0,
          t.name,
        )
      },
    )
    await assert.rejects(
      inScope(
        house.platform,
        await memberGrant(house.platform, neighbour.userId, neighbourSlug),
        async (scope) => {
          const { rows: columns } = await scope.sql<{ name: string; type: string }>(
            "select column_name as name, data_type as type from information_schema.columns where table_name = $1 and is_generated = 'NEVER'",
            [t.name],
          )
          const row = rows[0] as Record<string, unknown>
          const names = columns.map((c) => c.name)
          await scope.sql(
            `insert into ${t.name} (${names.map((n) => `"${n}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
            columns.map(({ name, type }) =>
              type === 'jsonb' && row[name] !== null ? JSON.stringify(row[name]) : row[name],
            ),
          )
        },
      ),
      (e: { code?: string }) => e.code === '42501',
      `${t.name}: a row of the demo was written by the neighbour`,
    )
  }
  // A table the demo leaves empty would prove nothing.
  assert.ok(seen.length >= 25, `only ${seen.length} tables hold rows: ${seen.join(', ')}`)
})

test('every procedure declares its right', () => {
  const all = [...procedures(router as never)]
  assert.ok(all.length > 60)
  assert.deepEqual(
    all.filter((p) => !p.right).map((p) => p.path.join('.')),
    [],
  )
  assert.deepEqual(
    all.filter((p) => !p.method || !p.route).map((p) => p.path.join('.')),
    [],
    'each has a method and an address',
  )
})

/** Values that satisfy a schema, with `ids` wherever an identifier is asked for. */
function sample(
  schema: Record<string, unknown>,
  name: string,
  id: string,
  ids: Record<string, string>,
): unknown {
  const s = schema as {
    type?: string
    format?: string
    enum?: unknown[]
    const?: unknown
    anyOf?: Record<string, unknown>[]
    properties?: Record<string, Record<string, unknown>>
    required?: string[]
    items?: Record<string, unknown>
    minimum?: number
    minLength?: number
    pattern?: string
    minItems?: number
  }
  if (s.const !== undefined) return s.const
  if (s.enum) return s.enum[0]
  if (s.anyOf) return sample(s.anyOf.find((a) => a.type !== 'null') ?? s.anyOf[0]!, name, id, ids)
  if (s.type === 'object')
    return Object.fromEntries(
      Object.entries(s.properties ?? {})
        .filter(([k, v]) => (s.required ?? []).includes(k) || (v as { format?: string }).format === 'uuid')
        .map(([k, v]) => [k, sample(v, k, id, ids)]),
    )
  if (s.type === 'array') return s.items ? [sample(s.items, name, id, ids)] : []
  if (s.format === 'uuid') return ids[name] ?? id
  if (s.format === 'date') return '2026-03-16'
  if (s.format === 'date-time') return new Date('2026-03-16T09:00:00Z')
  if (s.format === 'email') return 'someone@example.org'
  if (s.format === 'uri') return 'https://example.org/'
  if (s.type === 'integer' || s.type === 'number') return Math.max(1, s.minimum ?? 1)
  if (s.type === 'boolean') return true
  if (s.pattern?.includes('0-9A-Fa-f')) return '#1F5B4C'
  return name === 'id' ? id : 'essai'
}

const find = (path: string[]) =>
  path.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], router) as AnyProcedure

/** Calls every procedure with identifiers of the demo. @returns how many calls were made, and which procedures gave one of its identifiers. */
async function walk(
  who: { userId: string; email: string; name: string },
  slug: string,
  secrets: Secrets,
  readsOnly = false,
) {
  const context: Call = {
    platform: house.platform,
    headers: new Headers({ 'x-workspace': slug }),
    address: '127.0.0.1',
    requestId: 'walk',
    answer: new Headers(),
    locale: 'fr',
    session: async () =>
      ({
        userId: who.userId,
        sessionId: 's',
        email: who.email,
        name: who.name,
        since: house.clock.now(),
      }) as never,
  }
  const told: string[] = []
  let calls = 0
  for (const { path, right, method } of procedures(router as never)) {
    if (right === 'signed-in' || right === 'anyone' || (readsOnly && method !== 'GET')) continue
    const procedure = find(path)
    assert.ok(isProcedure(procedure))
    const schema = procedure['~orpc'].inputSchema
    const json = schema
      ? (z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any', io: 'input' }) as Record<
          string,
          unknown
        >)
      : undefined
    for (const id of json && JSON.stringify(json).includes('"id"')
      ? secrets.each
      : secrets.each.slice(0, 1)) {
      const input = json ? sample(json, '', id, secrets.byName) : undefined
      calls += 1
      const output = await call(procedure, input as never, { context: context as never }).catch(
        (e: { code?: string; message: string }) => {
          assert.ok(
            e.code && e.code !== 'INTERNAL_SERVER_ERROR',
            `${path.join('.')} broke on an identifier: ${e.message}`,
          )
          return undefined
        },
      )
      const text = JSON.stringify(output ?? null)
      if ([...secrets.all].some((s) => text.includes(s))) told.push(path.join('.'))
    }
  }
  return { calls, told: [...new Set(told)] }
}

type Secrets = { each: string[]; byName: Record<string, string>; all: Set<string> }

async function secretsOfTheDemo(): Promise<Secrets> {
  const byName: Record<string, string> = {}
  const each: string[] = []
  for (const t of (await tables()).filter((t) => t.schema === 'public' && t.workspace)) {
    const { rows } = await house.owner.query(`select * from ${t.name} where workspace_id = $1 limit 1`, [
      demo.workspaceId,
    ])
    const row = rows[0] as Record<string, unknown> | undefined
    if (typeof row?.id !== 'string') continue
    each.push(row.id)
    const singular = t.name
      .replace(/ies$/, 'y')
      .replace(/statuses$/, 'status')
      .replace(/s$/, '')
    byName[`${singular.replace(/_(\w)/g, (_, c: string) => c.toUpperCase())}Id`] = row.id
  }
  const { rows } = await house.owner.query<{ id: string }>(
    'select id from history where workspace_id = $1 union select id from projects where workspace_id = $1',
    [demo.workspaceId],
  )
  return { each, byName, all: new Set([...each, ...rows.map((r) => r.id)]) }
}

test('every procedure, called by the neighbour with identifiers of the demo, gives nothing away and changes nothing', async () => {
  const secrets = await secretsOfTheDemo()
  const fingerprint = async () =>
    (
      await house.owner.query(
        'select (select count(*) from history where workspace_id = $1) as h, (select sum(version) from projects where workspace_id = $1) as p, (select count(*) from jobs where workspace_id = $1) as j',
        [demo.workspaceId],
      )
    ).rows[0]
  const before = await fingerprint()
  const seen = await walk(neighbour, neighbourSlug, secrets)
  assert.deepEqual(seen.told, [])
  assert.ok(seen.calls > 500, `${seen.calls} calls`)
  assert.deepEqual(await fingerprint(), before, 'nothing of the demo changed')
})

test('the same walk by an owner of the demo finds plenty: it would have seen a leak', async () => {
  const { rows } = await house.owner.query<{ user_id: string; email: string; name: string }>(
    "select user_id, email, name from members where workspace_id = $1 and role = 'owner' and user_id is not null limit 1",
    [demo.workspaceId],
  )
  const owner = rows[0]!
  const seen = await walk(
    { userId: owner.user_id, email: owner.email, name: owner.name },
    demoSlug,
    await secretsOfTheDemo(),
    true,
  )
  assert.ok(seen.told.length >= 20, `only ${seen.told.length}: ${seen.told.join(', ')}`)
})
