import { z } from 'zod'
import { notFound } from '../errors.ts'
import { lastChange, mayUndo, undo } from '../ledger.ts'
import { lastTurn, takeBack } from '../ledger-undo.ts'
import { may } from '../rpc.ts'
import { findWords } from '../search.ts'
import { Id } from '../tenancy/model.ts'

const Done = z.object({ ok: z.literal(true) })
const Change = z.object({
  id: Id,
  projectId: Id.nullable(),
  noun: z.string(),
  rowId: Id,
  verb: z.enum(['created', 'changed', 'removed', 'restored']),
  label: z.string(),
  actor: z.string(),
  actorKind: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  undone: z.boolean(),
  /** Nothing it changed has changed since, and the reader may take it back. */
  undoable: z.boolean(),
  at: z.date(),
})
/** What one did at once, over as many rows as it touched; `change` takes it back. */
const Turn = z.object({ change: z.string(), label: z.string() })
const Job = z.object({
  id: Id,
  kind: z.string(),
  title: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
  note: z.string(),
  result: z.unknown(),
  error: z.string().nullable(),
  attempts: z.number(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
})
const jobColumns =
  'id, kind, title, state, done_count as done, total_count as total, note, result, error, attempts, created_at as "createdAt", finished_at as "finishedAt"'

/** What every room shares: history, search, jobs, letters, notifications. */
export const houseProcedures = {
  history: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/history',
        tags: ['history'],
        summary: 'Who changed what, newest first',
      })
      .input(
        z.object({
          projectId: Id.optional(),
          noun: z.string().max(40).optional(),
          rowId: Id.optional(),
          before: Id.optional(),
          limit: z.int().min(1).max(200).default(50),
        }),
      )
      .output(z.object({ items: z.array(Change), next: Id.nullable() }))
      .handler(async ({ input, context: { scope } }) => {
        const { rows } = await scope.sql<z.infer<typeof Change>>(
          `select id, project_id as "projectId", noun, row_id as "rowId", verb, label, actor_name as actor, actor_kind as "actorKind", before, after, at,
             exists (select from history u where u.undo_of = h.id) as undone,
             not (h.verb = 'changed' and exists (select from history l where l.noun = h.noun and l.row_id = h.row_id and (l.at, l.id) > (h.at, h.id)
               and l.verb = 'changed' and l.after ?| array(select jsonb_object_keys(h.after)))) as undoable
           from history h where ($1::uuid is null or project_id = $1) and ($2::text is null or noun = $2) and ($3::uuid is null or row_id = $3) and ($4::uuid is null or (at, id) < (select b.at, b.id from history b where b.id = $4))
           order by at desc, id desc limit $5`,
          [
            input.projectId ?? null,
            input.noun ?? null,
            input.rowId ?? null,
            input.before ?? null,
            input.limit + 1,
          ],
        )
        const items = rows.slice(0, input.limit).map((c) => ({
          ...c,
          undoable: c.undoable && !c.undone && mayUndo(scope, c.noun, c.projectId),
        }))
        return { items, next: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null }
      }),
    lastTurn: may('see')
      .route({
        method: 'GET',
        path: '/history/last-turn',
        tags: ['history'],
        summary: 'The last change of one’s own that can be taken back, or done again',
      })
      .meta({ reads: true })
      .input(
        z.object({
          projectId: Id.optional(),
          since: Id.optional().describe('A change: only what came after it'),
          before: Id.optional().describe('A change: only what came before it'),
          again: z.boolean().optional().describe('What was taken back last, instead'),
        }),
      )
      .output(Turn.nullable())
      .handler(({ input, context }) => lastTurn(context.scope, input)),
    takeBack: may('contribute')
      .route({
        method: 'POST',
        path: '/history/take-back',
        tags: ['history'],
        summary: 'Take back everything one change of one’s own did',
      })
      .input(z.object({ change: Id }))
      .output(Turn)
      .handler(async ({ input, context }) => {
        const { change, label } = await takeBack(context.scope, input.change)
        return { change, label }
      }),
    undo: may('contribute')
      .route({ method: 'POST', path: '/history/{id}/undo', tags: ['history'], summary: 'Take back a change' })
      .input(z.object({ id: Id }))
      .output(z.object({ noun: z.string(), id: Id }))
      .handler(({ input, context }) => undo(context.scope, input.id)),
    undoLast: may('contribute')
      .route({
        method: 'POST',
        path: '/history/undo-last',
        tags: ['history'],
        summary: 'Take back one’s last change to a row',
      })
      .input(z.object({ noun: z.string().max(40), rowId: Id }))
      .output(z.object({ noun: z.string(), id: Id }))
      .handler(async ({ input, context: { scope } }) => {
        const last = await lastChange(scope, input.noun, input.rowId)
        if (!last) throw notFound('history')
        return undo(scope, last)
      }),
  },
  search: {
    find: may('see')
      .route({
        method: 'GET',
        path: '/search',
        tags: ['search'],
        summary: 'Everything one may see, by words',
      })
      .input(z.object({ q: z.string().max(200), limit: z.int().min(1).max(50).default(20) }))
      .output(
        z.array(
          z.object({
            noun: z.string(),
            id: Id,
            projectId: Id.nullable(),
            projectSlug: z.string().nullable(),
            projectName: z.string().nullable(),
            title: z.string(),
            excerpt: z.string(),
          }),
        ),
      )
      .handler(({ input, context }) => findWords(context.scope, input.q, input.limit)),
  },
  jobs: {
    list: may('see')
      .route({ method: 'GET', path: '/jobs', tags: ['jobs'], summary: 'Long work: running, done, failed' })
      .input(z.object({ projectId: Id.optional(), limit: z.int().min(1).max(200).default(50) }))
      .output(z.array(Job))
      .handler(
        async ({ input, context: { scope } }) =>
          (
            await scope.sql<z.infer<typeof Job>>(
              `select ${jobColumns} from jobs where visible and ($1::uuid is null or project_id = $1) order by created_at desc limit $2`,
              [input.projectId ?? null, input.limit],
            )
          ).rows,
      ),
    get: may('see')
      .route({ method: 'GET', path: '/jobs/{id}', tags: ['jobs'], summary: 'How far one job is' })
      .input(z.object({ id: Id }))
      .output(Job)
      .handler(async ({ input, context: { scope } }) => {
        const { rows } = await scope.sql<z.infer<typeof Job>>(
          `select ${jobColumns} from jobs where id = $1`,
          [input.id],
        )
        if (!rows[0]) throw notFound('job')
        return rows[0]
      }),
    cancel: may('contribute')
      .route({ method: 'POST', path: '/jobs/{id}/cancel', tags: ['jobs'], summary: 'Cancel a job' })
      .input(z.object({ id: Id }))
      .output(Done)
      .handler(async ({ input, context: { scope } }) => {
        const { rowCount } = await scope.sql(
          `update jobs set cancel_requested = true, state = case when state = 'queued' then 'cancelled' else state end, finished_at = case when state = 'queued' then $2 else finished_at end
           where id = $1 and state in ('queued', 'running') and ($3 or created_by = $4)`,
          [input.id, scope.now(), ['owner', 'admin', 'manager'].includes(scope.role), scope.actor.id],
        )
        if (!rowCount) throw notFound('job')
        return { ok: true as const }
      }),
    retry: may('administer')
      .route({ method: 'POST', path: '/jobs/{id}/retry', tags: ['jobs'], summary: 'Try a failed job again' })
      .input(z.object({ id: Id }))
      .output(Done)
      .handler(async ({ input, context: { scope } }) => {
        const { rowCount } = await scope.sql(
          "update jobs set state = 'queued', attempts = 0, cancel_requested = false, run_at = $2, finished_at = null where id = $1 and state in ('failed', 'cancelled')",
          [input.id, scope.now()],
        )
        if (!rowCount) throw notFound('job')
        await scope.sql("select pg_notify('pupitre_jobs', '')")
        return { ok: true as const }
      }),
  },
  letters: {
    list: may('administer')
      .route({
        method: 'GET',
        path: '/letters',
        tags: ['letters'],
        summary: 'Letters sent, or kept when there is no SMTP',
      })
      .input(z.object({ limit: z.int().min(1).max(200).default(50) }))
      .output(
        z.array(
          z.object({
            id: Id,
            to: z.string(),
            subject: z.string(),
            template: z.string(),
            state: z.enum(['queued', 'sent', 'kept', 'failed']),
            error: z.string().nullable(),
            createdAt: z.date(),
          }),
        ),
      )
      .handler(
        async ({ input, context: { scope } }) =>
          (
            await scope.sql<{
              id: string
              to: string
              subject: string
              template: string
              state: 'queued' | 'sent' | 'kept' | 'failed'
              error: string | null
              createdAt: Date
            }>(
              'select id, to_address as "to", subject, template, state, error, created_at as "createdAt" from mails order by created_at desc limit $1',
              [input.limit],
            )
          ).rows,
      ),
    get: may('administer')
      .route({
        method: 'GET',
        path: '/letters/{id}',
        tags: ['letters'],
        summary: 'One letter, as it was written',
      })
      .input(z.object({ id: Id }))
      .output(
        z.object({
          id: Id,
          to: z.string(),
          subject: z.string(),
          html: z.string(),
          text: z.string(),
          state: z.string(),
          createdAt: z.date(),
        }),
      )
      .handler(async ({ input, context: { scope } }) => {
        const { rows } = await scope.sql<{
          id: string
          to: string
          subject: string
          html: string
          text: string
          state: string
          createdAt: Date
        }>(
          'select id, to_address as "to", subject, html, text, state, created_at as "createdAt" from mails where id = $1',
          [input.id],
        )
        if (!rows[0]) throw notFound('letter')
        return rows[0]
      }),
  },
  notifications: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/notifications',
        tags: ['notifications'],
        summary: 'One’s notifications, newest first',
      })
      .input(z.object({ limit: z.int().min(1).max(100).default(50) }))
      .output(
        z.object({
          unread: z.number(),
          items: z.array(
            z.object({
              id: Id,
              kind: z.string(),
              title: z.string(),
              body: z.string(),
              path: z.string(),
              readAt: z.date().nullable(),
              createdAt: z.date(),
            }),
          ),
        }),
      )
      .handler(async ({ input, context: { scope } }) => {
        const { rows: items } = await scope.sql<{
          id: string
          kind: string
          title: string
          body: string
          path: string
          readAt: Date | null
          createdAt: Date
        }>(
          'select id, kind, title, body, path, read_at as "readAt", created_at as "createdAt" from notifications where member_id = $1 and in_app order by created_at desc limit $2',
          [scope.actor.id, input.limit],
        )
        const { rows } = await scope.sql<{ n: number }>(
          'select count(*) as n from notifications where member_id = $1 and in_app and read_at is null',
          [scope.actor.id],
        )
        return { unread: rows[0]?.n ?? 0, items }
      }),
    read: may('see')
      .route({
        method: 'POST',
        path: '/notifications/read',
        tags: ['notifications'],
        summary: 'Mark as read: one, or all of them',
      })
      .input(z.object({ id: Id.optional() }))
      .output(Done)
      .handler(async ({ input, context: { scope } }) => {
        await scope.sql(
          'update notifications set read_at = $2 where member_id = $1 and read_at is null and ($3::uuid is null or id = $3)',
          [scope.actor.id, scope.now(), input.id ?? null],
        )
        return { ok: true as const }
      }),
  },
}
