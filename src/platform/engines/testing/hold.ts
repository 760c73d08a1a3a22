// Holds engines in a process of its own, for the tests that kill it.
import { startEngines } from '../engines.ts'

const engines = await startEngines({ data: process.argv[2] as string, noSync: true })
process.on('SIGTERM', () => engines.stop().then(() => process.exit(0)))
process.send?.({ databaseUrl: engines.databaseUrl, clickhouseUrl: engines.clickhouseUrl })
setInterval(() => {}, 60_000)
