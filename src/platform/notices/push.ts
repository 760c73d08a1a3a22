import type webpush from 'web-push'
import { invalid } from '../errors.ts'
import { job, type Running } from '../jobs.ts'
import type { Platform } from '../platform.ts'
import type { Scope } from '../scope.ts'
import { seal, unseal } from '../sso/seal.ts'
import { moveDigest } from './digest.ts'
import { resting } from './model.ts'
import { inSight, toldOf, wallOf } from './settings.ts'

type Keys = { publicKey: string; privateKey: string }
const library = async (): Promise<typeof webpush> => (await import('web-push')).default

/** Where browsers of our days are woken. A server that wrote to any address it is given would be somebody's tool. */
const services = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
]

export function isPushService(endpoint: string, more: readonly string[] = []): boolean {
  const url = URL.parse(endpoint)
  if (!url || url.username || url.password) return false
  if (more.includes(url.host)) return true
  return (
    url.protocol === 'https:' &&
    !url.port &&
    services.some((s) => url.hostname === s || url.hostname.endsWith(`.${s}`))
  )
}

/** The house's keys, made once and kept; made anew when the installation's secret is another than the one they were sealed under. */
export async function pushKeys(platform: Platform): Promise<Keys> {
  const { auth } = platform.pools
  const read = async () => {
    const { rows } = await auth.query<{ public_key: string; private_key: string }>(
      'select public_key, private_key from public.push_keys',
    )
    return rows[0]
  }
  const opened = (row: { public_key: string; private_key: string } | undefined): Keys | undefined => {
    if (!row) return undefined
    try {
      return { publicKey: row.public_key, privateKey: unseal(platform.secret, row.private_key) }
    } catch {
      return undefined
    }
  }
  const kept = await read()
  const known = opened(kept)
  if (known) return known
  const made = (await library()).generateVAPIDKeys()
  const sealed = seal(platform.secret, made.privateKey)
  // Two processes may come here at once: the first one's keys stay.
  await auth.query(
    `insert into public.push_keys (public_key, private_key) values ($1, $2)
     on conflict (one) do update set public_key = excluded.public_key, private_key = excluded.private_key, created_at = now() where push_keys.private_key = $3`,
    [made.publicKey, sealed, kept?.private_key ?? ''],
  )
  return opened(await read()) ?? made
}

export type Device = { id: string; device: string; endpoint: string; createdAt: Date }
export const listDevices = async (scope: Scope): Promise<Device[]> =>
  (
    await scope.sql<Device>(
      'select id, device, endpoint, created_at as "createdAt" from push_subscriptions where member_id = $1 order by created_at, id',
      [scope.actor.id],
    )
  ).rows

export type Subscription = { endpoint: string; p256dh: string; auth: string; device: string }
const mostDevices = 20

/** Keeps a browser of the reader; whoever used this browser before is no longer told on it. */
export async function subscribe(scope: Scope, s: Subscription): Promise<Device> {
  const { actor } = scope
  const p256dh = Buffer.from(s.p256dh, 'base64url')
  const auth = Buffer.from(s.auth, 'base64url')
  if (actor.kind !== 'member' || p256dh.length !== 65 || p256dh[0] !== 4 || auth.length !== 16)
    throw invalid({
      fr: 'Ce navigateur a donné une inscription illisible. Réessayez.',
      en: 'This browser gave a subscription that cannot be read. Try again.',
    })
  if (!isPushService(s.endpoint, scope.platform.config.pushServices))
    throw invalid({
      fr: 'Pupitre ne connaît pas le service de notifications de ce navigateur. L’administrateur peut l’ajouter (PUPITRE_PUSH_SERVICES).',
      en: 'Pupitre does not know the notification service of this browser. The administrator can add it (PUPITRE_PUSH_SERVICES).',
    })
  await scope.platform.pools.auth.query(
    'delete from public.push_subscriptions p using public.members m where p.endpoint = $1 and m.id = p.member_id and m.user_id is distinct from $2',
    [s.endpoint, actor.userId],
  )
  const { rows } = await scope.sql<Device>(
    `insert into push_subscriptions (workspace_id, member_id, endpoint, p256dh, auth, device, created_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (member_id, endpoint) do update set p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device
     returning id, device, endpoint, created_at as "createdAt"`,
    [scope.workspace.id, actor.id, s.endpoint, p256dh, auth, s.device.slice(0, 100), scope.now()],
  )
  await scope.sql(
    'delete from push_subscriptions where member_id = $1 and id not in (select id from push_subscriptions where member_id = $1 order by created_at desc, id desc limit $2)',
    [actor.id, mostDevices],
  )
  return rows[0]!
}

/** By its id, or by the address its browser gave. */
export async function unsubscribe(scope: Scope, which: { id?: string; endpoint?: string }): Promise<void> {
  await scope.sql(
    'delete from push_subscriptions where member_id = $1 and (id = $2::uuid or endpoint = $3)',
    [scope.actor.id, which.id ?? null, which.endpoint ?? null],
  )
}

type Row = { id: string; endpoint: string; p256dh: Buffer; auth: Buffer }
export type Message = { id: string; title: string; body: string; url: string; tag: string }

/** One message to one browser (RFC 8030, 8291, 8292). @returns false when the browser is gone. */
export async function wake(platform: Platform, to: Row, m: Message): Promise<boolean> {
  const keys = await pushKeys(platform)
  const from = /<?([^<>\s]+@[^<>\s]+?)>?$/.exec(platform.config.mailFrom)?.[1] ?? 'pupitre@localhost'
  const request = (await library()).generateRequestDetails(
    {
      endpoint: to.endpoint,
      keys: { p256dh: to.p256dh.toString('base64url'), auth: to.auth.toString('base64url') },
    },
    JSON.stringify({ ...m, title: m.title.slice(0, 200), body: m.body.slice(0, 500) }),
    {
      vapidDetails: { subject: `mailto:${from}`, ...keys },
      TTL: 12 * 3600,
      urgency: 'normal',
      topic: m.tag.replace(/[^\w-]/g, '').slice(0, 32),
      contentEncoding: 'aes128gcm',
    },
  )
  const answer = await fetch(request.endpoint, {
    method: 'POST',
    headers: Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)])),
    body: new Uint8Array(request.body as Buffer),
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  })
  await answer.body?.cancel()
  // Gone, unknown, or bound to keys that are no longer ours: it will never answer again.
  if ([403, 404, 410].includes(answer.status)) return false
  if (!answer.ok) throw new Error(`the push service answered ${answer.status}`)
  return true
}

async function tellDevice(running: Running, p: { notification: string; device: string }): Promise<void> {
  const found = await running.scope(async (scope) => {
    const { rows } = await scope.sql<
      Row & { notice: string; member: string; title: string; body: string; path: string }
    >(
      `select s.id, s.endpoint, s.p256dh, s.auth, n.id as notice, n.member_id as member, n.title, n.body, n.path from notifications n
         join push_subscriptions s on s.member_id = n.member_id and s.id = $2 left join projects p on p.id = n.project_id
       where n.id = $1 and n.read_at is null and (n.project_id is null or ${inSight})`,
      [p.notification, p.device],
    )
    const row = rows[0]
    const [member] = row ? await toldOf(scope, [row.member]) : []
    if (!row || !member) return undefined
    if (resting(member.settings, wallOf(scope.now(), member.timezone), (day) => member.off.has(day))) {
      // It took so long that rest began: it goes with the digest.
      await scope.sql(
        'update notifications set digest_at = coalesce(digest_at, $2) where id = $1 and digested_at is null',
        [row.notice, scope.now()],
      )
      await moveDigest(scope, row.member)
      return undefined
    }
    const url = `/${scope.workspace.slug}/${(row.path || 'notifications').replace(/^\//, '')}`
    const { platform } = scope
    return {
      row,
      platform,
      message: { id: row.notice, title: row.title, body: row.body, url, tag: row.notice },
    }
  })
  if (!found) return
  const alive = await wake(found.platform, found.row, found.message)
  await running.scope((scope) => settle(scope, found.row.id, alive))
}

const settle = (scope: Scope, id: string, alive: boolean) =>
  scope.sql(
    alive
      ? 'update push_subscriptions set last_told_at = $2 where id = $1'
      : 'delete from push_subscriptions where id = $1 and $2::timestamptz is not null',
    [id, scope.now()],
  )

/** Writes to every browser of the reader, so that they see what it looks like. @returns how many answered. */
export async function tryDevices(scope: Scope, words: { title: string; body: string }): Promise<number> {
  const { rows } = await scope.sql<Row>(
    'select id, endpoint, p256dh, auth from push_subscriptions where member_id = $1',
    [scope.actor.id],
  )
  let told = 0
  for (const row of rows) {
    const alive = await wake(scope.platform, row, {
      id: '',
      ...words,
      url: `/${scope.workspace.slug}/notifications`,
      tag: 'pupitre-test',
    }).catch(() => undefined)
    if (alive !== undefined) await settle(scope, row.id, alive)
    if (alive) told += 1
  }
  return told
}

export function pushJobs(): void {
  job('notices.push', tellDevice)
}
