import { api } from '#web/api.ts'

export type Ability = 'able' | 'unable' | 'denied'

/** What this browser can do about being woken. */
export function ability(): Ability {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis))
    return 'unable'
  return Notification.permission === 'denied' ? 'denied' : 'able'
}

/** Without a worker (a page served for development) there is nobody to be woken. */
const worker = async (): Promise<ServiceWorkerRegistration | undefined> =>
  'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration() : undefined

export async function hereEndpoint(): Promise<string | null> {
  const registration = await worker().catch(() => undefined)
  return (await registration?.pushManager?.getSubscription())?.endpoint ?? null
}

const bytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const text = (buffer: ArrayBuffer | null) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const named = () => {
  const { userAgent } = navigator
  const browser = /Edg\//.test(userAgent)
    ? 'Edge'
    : /Firefox\//.test(userAgent)
      ? 'Firefox'
      : /Chrome\//.test(userAgent)
        ? 'Chrome'
        : 'Safari'
  const system = /Android/.test(userAgent)
    ? 'Android'
    : /iPhone|iPad/.test(userAgent)
      ? 'iOS'
      : /Windows/.test(userAgent)
        ? 'Windows'
        : /Mac/.test(userAgent)
          ? 'macOS'
          : 'Linux'
  return `${browser}, ${system}`
}

/** Asks the person, then the browser's service, then tells the house. */
export async function register(key: string): Promise<'added' | 'denied' | 'unable'> {
  if (ability() === 'unable') return 'unable'
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const registration = (await worker()) ?? (await navigator.serviceWorker.register('/sw.js'))
  await navigator.serviceWorker.ready
  const known = await registration.pushManager.getSubscription()
  // Bound to keys that are no longer the house's: it would never be woken.
  if (known && text(known.options.applicationServerKey) !== key) await known.unsubscribe()
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(key),
  })
  await api.notices.subscribe({
    endpoint: subscription.endpoint,
    p256dh: text(subscription.getKey('p256dh')),
    auth: text(subscription.getKey('auth')),
    device: named(),
  })
  return 'added'
}

/** This browser forgets that it was ever to be woken. */
export async function forget(): Promise<void> {
  const registration = await worker().catch(() => undefined)
  await (await registration?.pushManager?.getSubscription())?.unsubscribe()
}
