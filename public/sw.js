// Keeps the program, never the data: what a person sees is asked of the server each time, so nobody finds another's rows here.
const shell = 'pupitre-shell'
const files = 'pupitre-files'
const offline = ['/offline.html', '/offline.css', '/favicon.svg']
const keepAtMost = 250

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(shell)
      .then((cache) => cache.addAll(offline))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shell && name !== files).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

/** Built files carry their content's hash in their name: what was fetched once is right for ever. */
async function file(request) {
  const cache = await caches.open(files)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    await cache.put(request, answer.clone())
    const names = await cache.keys()
    for (const old of names.slice(0, Math.max(0, names.length - keepAtMost))) await cache.delete(old)
  }
  return answer
}

/** The page itself holds no data. Without a network the last one opens, and says that it is offline. */
async function page(request) {
  try {
    const answer = await fetch(request)
    if (answer.ok && (answer.headers.get('content-type') || '').includes('text/html')) {
      const cache = await caches.open(shell)
      await cache.put('/', answer.clone())
    }
    return answer
  } catch {
    return (await caches.match('/')) || (await caches.match('/offline.html'))
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (/^\/(rpc|api|live|files|healthz|readyz|metrics)(\/|$)|^\/[ablt]\//.test(pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request))
  else if (offline.includes(pathname)) event.respondWith(fetch(request).catch(() => caches.match(request)))
})

// Woken by the house: what it says is for whoever uses this browser, and is shown, not kept.
self.addEventListener('push', (event) => {
  let said = {}
  try {
    said = event.data ? event.data.json() : {}
  } catch {
    // A message that cannot be read still has to show something: the browser asks for it.
  }
  event.waitUntil(
    self.registration.showNotification(said.title || 'Pupitre', {
      body: said.body || '',
      tag: said.tag || undefined,
      icon: '/icon-192.png',
      badge: '/icon-192.png',
      data: { url: typeof said.url === 'string' && said.url.startsWith('/') ? said.url : '/' },
    }),
  )
})

// An open window goes there; without one, one opens.
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const to = new URL(event.notification.data?.url || '/', self.location.origin).href
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find((one) => new URL(one.url).origin === self.location.origin)
      if (!open) return self.clients.openWindow(to)
      await open.focus()
      return 'navigate' in open ? open.navigate(to) : self.clients.openWindow(to)
    }),
  )
})
