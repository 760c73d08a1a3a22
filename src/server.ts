import type { AddressInfo } from 'node:net'
import { openAuth } from './platform/auth.ts'
import { forgetGrants } from './platform/gates/member.ts'
import { type Front, openHttp } from './platform/http.ts'
import { Bus } from './platform/live.ts'
import type { Platform } from './platform/platform.ts'
import { liveRoute } from './platform/routes.ts'
import { openTracing } from './platform/tracing.ts'
import { Worker } from './platform/worker.ts'
import { openRooms, publicRoutes, startRooms } from './rooms.ts'
import { makeRouter } from './router.ts'

let opened = false

/** Opens what this process is for: the web, the worker, or both. */
export async function serve(
  platform: Platform,
  o: { port?: number; host?: string } = {},
): Promise<{
  port: number
  front?: Front
  worker?: Worker
  auth: ReturnType<typeof openAuth>
  stop(): Promise<void>
}> {
  const { config } = platform
  if (!opened) openRooms()
  opened = true
  const bus = new Bus(platform.databaseUrl)
  await bus.open()
  bus.on('pupitre_gates', () => forgetGrants(platform))
  bus.onReturn(() => forgetGrants(platform))
  const closeTracing = await openTracing()
  const auth = openAuth(platform)
  let front: Front | undefined
  let port = 0
  let closeRooms = async () => {}
  if (config.role !== 'worker') {
    closeRooms = await startRooms(platform)
    front = openHttp({
      platform,
      auth,
      router: makeRouter(auth),
      routes: [liveRoute(bus), ...publicRoutes],
      ready: async () =>
        (await Promise.all([platform.pools.app.query('select 1'), platform.clickhouse.ping()]).catch(
          () => undefined,
        )) !== undefined,
    })
    port = await listen(front, o.port ?? config.port, o.host ?? config.host)
  }
  let worker: Worker | undefined
  if (config.role !== 'web') {
    worker = new Worker(platform)
    worker.start(bus)
  }
  return {
    port,
    front,
    worker,
    auth,
    async stop() {
      const closing = Promise.all([front?.close(), worker?.stop()])
      bus.endStreams()
      await closing
      await closeRooms()
      await bus.close()
      await closeTracing()
    },
  }
}

const listen = (front: Front, port: number, host: string) =>
  new Promise<number>((done, fail) => {
    front.server.once('error', fail)
    front.server.listen(port, host, () => done((front.server.address() as AddressInfo).port))
  })
