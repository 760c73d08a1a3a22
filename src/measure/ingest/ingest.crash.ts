// Run by ingest.test.ts as a process of its own, to be killed at any point: takes events like the web process does.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readConfig } from '#platform/config.ts'
import { openPlatform } from '#platform/platform.ts'
import { measureRoutes } from '../routes.ts'
import { startIngest } from './service.ts'

const env = (name: string) => process.env[name] ?? ''
const platform = await openPlatform(
  readConfig({
    PUPITRE_DATA: env('CRASH_DATA'),
    LOG_LEVEL: 'silent',
    PUPITRE_SECRET: 'a secret for tests, of enough length',
  }),
  { databaseUrl: env('CRASH_DATABASE'), clickhouseUrl: env('CRASH_CLICKHOUSE') },
  { migrate: false },
)
await startIngest(platform)
const events = measureRoutes.find((r) => r.path === '/t/e' && r.method === 'POST')!
const server = createServer(
  (req, res) =>
    void events.run(req, res, {
      params: {},
      url: new URL('http://localhost/t/e'),
      platform,
      address: '203.0.113.7',
      call: undefined as never,
    }),
)
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
