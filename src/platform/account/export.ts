import { z } from 'zod'
import { inEachWorkspace } from '../gates/person.ts'
import type { Platform } from '../platform.ts'
import type { Scope } from '../scope.ts'

const Row = z.record(z.string(), z.unknown())

export const PersonalExport = z
  .object({
    exportedAt: z.date(),
    profile: Row,
    waysIn: z.array(Row),
    sessions: z.array(Row),
    letters: z.array(Row),
    workspaces: z.array(
      z.object({
        workspace: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
        member: Row,
        /** By table: every row that names the person (their comments, the tasks assigned to them…). */
        rows: z.record(z.string(), z.array(Row)),
        history: z.array(Row),
        letters: z.array(Row),
      }),
    ),
  })
  .meta({ id: 'PersonalExport' })
export type PersonalExport = z.infer<typeof PersonalExport>

/** Everything Pupitre holds about a person (GDPR art. 15 and 20), in one JSON document. No secret, no neighbour. */
export async function exportPerson(platform: Platform, userId: string): Promise<PersonalExport> {
  const { auth } = platform.pools
  const about = async (sql: string) => (await auth.query<Record<string, unknown>>(sql, [userId])).rows
  const [profile] = await about(
    'select id, name, email, image, locale, timezone, "createdAt", "twoFactorEnabled" from auth."user" where id = $1',
  )
  return {
    exportedAt: platform.clock.now(),
    profile: profile ?? {},
    waysIn: [
      ...(await about(
        'select \'account\' as kind, "providerId" as name, "createdAt" from auth."account" where "userId" = $1',
      )),
      ...(await about(
        'select \'passkey\' as kind, name, "createdAt" from auth."passkey" where "userId" = $1',
      )),
    ],
    sessions: await about(
      'select "createdAt", "updatedAt", "expiresAt", "ipAddress", "userAgent" from auth."session" where "userId" = $1 order by "createdAt"',
    ),
    letters: await about(
      'select subject, text, state, created_at from mails where workspace_id is null and lower(to_address) = (select lower(email) from auth."user" where id = $1) order by created_at',
    ),
    workspaces: await inEachWorkspace(platform, userId, inThisWorkspace),
  }
}

async function inThisWorkspace(scope: Scope): Promise<PersonalExport['workspaces'][number]> {
  const me = scope.actor.id
  const rows = async (sql: string) => (await scope.sql<Record<string, unknown>>(sql, [me])).rows
  const [member] = await rows(
    'select id, name, email, role, title, locale, timezone, preferences, created_at from members where id = $1',
  )
  const tables: Record<string, Record<string, unknown>[]> = {}
  for (const t of await tablesNamingMembers(scope)) {
    const found = await rows(`select ${t.columns} from ${t.name} where ${t.condition}`)
    if (found.length) tables[t.name] = found
  }
  const { id, slug, name } = scope.workspace
  return {
    workspace: { id, slug, name },
    member: member ?? {},
    rows: tables,
    history: await rows(
      'select at, noun, row_id, verb, label, before, after from history where actor_id = $1 order by id',
    ),
    letters: await rows(
      'select subject, text, state, created_at from mails where lower(to_address) = (select lower(email) from members where id = $1) order by created_at',
    ),
  }
}

/**
 * The platform knows no room, so it asks the database who points at members: by a foreign key, or by a list of ids
 * (`assignee_ids`). A room built tomorrow is in the export without a line here. Keys and documents for search stay out.
 */
async function tablesNamingMembers(
  scope: Scope,
): Promise<{ name: string; columns: string; condition: string }[]> {
  const { rows } = await scope.sql<{ name: string; columns: string; condition: string }>(
    `with naming as (
       select c.conrelid as t, format('%I = $1', a.attname) as condition from pg_constraint c
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
         where c.contype = 'f' and c.confrelid = 'members'::regclass and c.conrelid <> 'members'::regclass
       union all
       select a.attrelid, format('$1 = any (%I)', a.attname) from pg_attribute a join pg_class r on r.oid = a.attrelid
         where r.relkind = 'r' and r.relnamespace = 'public'::regnamespace and a.atttypid = 'uuid[]'::regtype and a.attname ~ '_ids$' and not a.attisdropped)
     select format('%I', r.relname) as name, string_agg(distinct n.condition, ' or ') as condition,
       (select string_agg(format('%I', a.attname), ', ' order by a.attnum) from pg_attribute a where a.attrelid = r.oid and a.attnum > 0
          and not a.attisdropped and a.atttypid not in ('bytea'::regtype, 'tsvector'::regtype)) as columns
     from naming n join pg_class r on r.oid = n.t where has_table_privilege(r.oid, 'select') group by r.oid, r.relname order by 1`,
  )
  return rows
}
