// Run by facts.test.ts as a process of its own, to be killed at any point: announces facts and forwards them without end.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readConfig } from './config.ts'
import { announce, fact } from './facts.ts'
import { forwardFacts } from './forwarder.ts'
import { systemGrant } from './gates/system.ts'
import { openPlatform } from './platform.ts'
import { inScope } from './scope.ts'

const env = (name: string) => process.env[name] ?? ''
const Crashed = fact('test.crashed', z.object({ n: z.number() }))
const platform = await openPlatform(
  readConfig({
    PUPITRE_DATA: env('CRASH_DATA'),
    LOG_LEVEL: 'silent',
    PUPITRE_SECRET: 'a secret for tests, of enough length',
  }),
  { databaseUrl: env('CRASH_DATABASE'), clickhouseUrl: env('CRASH_CLICKHOUSE') },
  { migrate: false },
)
const grant = await systemGrant(platform, env('CRASH_WORKSPACE'), 'crash')
console.log('ready')

async function announceForEver(): Promise<never> {
  for (let n = 0; ; n++)
    await inScope(platform, grant, async (scope) => {
      await announce(scope, Crashed, {}, { n })
      // The witness: written in the same transaction as the fact.
      await scope.sql(
        "insert into history (workspace_id, noun, row_id, verb, actor_kind, actor_name, at) values ($1, 'crash', $2, 'created', 'system', 'crash', now())",
        [scope.workspace.id, randomUUID()],
      )
    })
}
async function forwardForEver(): Promise<never> {
  for (;;) await forwardFacts(platform, 7)
}
await Promise.race([announceForEver(), announceForEver(), forwardForEver()])
