import { z } from 'zod'
import { notFound } from '../errors.ts'
import { formatter } from '../i18n.ts'
import { notify } from '../live.ts'
import { moveDigest } from '../notices/digest.ts'
import { messages } from '../notices/messages.ts'
import { NoticeSettings } from '../notices/model.ts'
import { listDevices, pushKeys, subscribe, tryDevices, unsubscribe } from '../notices/push.ts'
import { readSettings, saveSettings } from '../notices/settings.ts'
import { may } from '../rpc.ts'
import { Id } from '../tenancy/model.ts'

const tags = ['notifications']
const Done = z.object({ ok: z.literal(true) })
const done = { ok: true as const }
const Device = z.object({ id: Id, device: z.string(), endpoint: z.string(), createdAt: z.date() })

/** How one is told: by what, when, and on which devices. The list itself is `notifications`. */
export const noticeProcedures = {
  notices: {
    settings: may('see')
      .route({ method: 'GET', path: '/notices/settings', tags, summary: 'How the reader wants to be told' })
      .output(NoticeSettings)
      .handler(({ context }) => readSettings(context.scope)),
    save: may('see')
      .route({
        method: 'PATCH',
        path: '/notices/settings',
        tags,
        summary: 'Change how one is told: channels, hours, rest, muted projects',
      })
      .input(NoticeSettings.partial())
      .output(NoticeSettings)
      .handler(async ({ input, context: { scope } }) => {
        if (!scope.actor.id) throw notFound('member')
        const saved = await saveSettings(scope, input)
        await moveDigest(scope, scope.actor.id)
        return saved
      }),
    unread: may('see')
      .route({
        method: 'PUT',
        path: '/notifications/{id}/unread',
        tags,
        summary: 'Keep a notification as unread',
      })
      .input(z.object({ id: Id }))
      .output(Done)
      .handler(async ({ input, context: { scope } }) => {
        const { rowCount } = await scope.sql(
          'update notifications set read_at = null where member_id = $1 and id = $2',
          [scope.actor.id, input.id],
        )
        if (!rowCount) throw notFound('notification')
        await notify(scope, 'notification', [], null, scope.actor.id ?? undefined)
        return done
      }),
    devices: may('see')
      .route({ method: 'GET', path: '/notices/devices', tags, summary: 'Browsers that tell the reader' })
      .output(z.object({ key: z.string(), devices: z.array(Device) }))
      .handler(async ({ context: { scope } }) => ({
        key: (await pushKeys(scope.platform)).publicKey,
        devices: await listDevices(scope),
      })),
    subscribe: may('see')
      .route({ method: 'POST', path: '/notices/devices', tags, summary: 'Let a browser tell the reader' })
      .input(
        z.object({
          endpoint: z.url().max(2_000),
          p256dh: z.string().max(200),
          auth: z.string().max(100),
          device: z.string().max(100).default(''),
        }),
      )
      .output(Device)
      .handler(({ input, context }) => subscribe(context.scope, input)),
    unsubscribe: may('see')
      .route({
        method: 'DELETE',
        path: '/notices/devices',
        tags,
        summary: 'A browser tells the reader no more',
      })
      .input(z.object({ id: Id.optional(), endpoint: z.string().max(2_000).optional() }))
      .output(Done)
      .handler(({ input, context }) => unsubscribe(context.scope, input).then(() => done)),
    tryDevices: may('see')
      .route({ method: 'POST', path: '/notices/devices/test', tags, summary: 'Send a test to one’s devices' })
      .output(z.object({ told: z.int() }))
      .handler(async ({ context: { scope } }) => {
        const t = formatter(messages, scope.locale)
        return { told: await tryDevices(scope, { title: t('push.test'), body: t('push.testBody') }) }
      }),
  },
}
